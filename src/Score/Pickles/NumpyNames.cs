using System.Text;

namespace LakhNes.Score.Pickles;

/// <summary>
/// What pickles of NumPy's arrays and numbers mention, whichever Python and NumPy wrote them. Numbers become long or double,
/// arrays <see cref="NumpyArray"/>.
/// </summary>
public sealed class NumpyNames : PickleNames
{
    private enum Use
    {
        EmptyArray,
        ArrayOfBuffer,
        ArrayType,
        Number,
        NumberType,
        Encode,
        Bytes,
    }

    private static readonly Dictionary<string, Use> Known = new()
    {
        ["numpy.core.multiarray._reconstruct"] = Use.EmptyArray,
        ["numpy._core.multiarray._reconstruct"] = Use.EmptyArray,
        ["numpy.core.numeric._frombuffer"] = Use.ArrayOfBuffer,
        ["numpy._core.numeric._frombuffer"] = Use.ArrayOfBuffer,
        ["numpy.core.multiarray.scalar"] = Use.Number,
        ["numpy._core.multiarray.scalar"] = Use.Number,
        ["numpy.ndarray"] = Use.ArrayType,
        ["numpy.dtype"] = Use.NumberType,
        ["_codecs.encode"] = Use.Encode,
        ["__builtin__.bytes"] = Use.Bytes,
        ["builtins.bytes"] = Use.Bytes,
    };

    /// <inheritdoc/>
    public override object Find(string module, string name) =>
        Known.TryGetValue($"{module}.{name}", out Use use)
            ? use
            : throw new PickleException($"refuses to load {Printable(module)}.{Printable(name)}: no part of an array");

    /// <inheritdoc/>
    public override object? Call(object? callable, object?[] arguments) =>
        (callable, arguments) switch
        {
            (Use.EmptyArray, [Use.ArrayType, object?[], _]) => new Pending(),
            (Use.ArrayOfBuffer, [var data, NumpyType type, object?[] shape, "C" or "F"]) => new NumpyArray(
                type,
                Sizes(shape),
                arguments[3] is "F",
                Bytes(data)
            ),
            (Use.Number, [NumpyType type, var data]) when Bytes(data) is var bytes && bytes.Length == type.Bytes => type.Number(
                bytes
            ),
            (Use.NumberType, [string name, ..]) => new NumpyType(name),
            (Use.Encode, [string text, "latin1"]) => Bytes(text),
            (Use.Bytes, []) => Array.Empty<byte>(),
            _ => throw PickleException.Malformed("a call of something else"),
        };

    /// <inheritdoc/>
    public override object Create(object? type, object?[] arguments) => throw PickleException.Malformed("an object");

    /// <inheritdoc/>
    public override void SetState(object? target, object? state)
    {
        switch (target, state)
        {
            case (NumpyType type, object?[] and [_, string order, ..]):
                type.IsBigEndian = order == ">";
                break;
            case (Pending pending, object?[] and [_, object?[] shape, NumpyType type, bool columnsFirst, var data]):
                pending.Array = new NumpyArray(type, Sizes(shape), columnsFirst, Bytes(data));
                break;
            default:
                throw PickleException.Malformed("state for something without any");
        }
    }

    /// <summary>What a pickle gave, an array that was built in two steps too.</summary>
    /// <returns>The array; null where it is something else.</returns>
    public static NumpyArray? ArrayOf(object? read) => read as NumpyArray ?? (read as Pending)?.Array;

    private static int[] Sizes(object?[] shape) =>
        [
            .. shape.Select(size =>
                size is long and >= 0 and <= int.MaxValue ? (int)(long)size : throw PickleException.Malformed("an array's size")
            ),
        ];

    // Python 2 has strings of bytes, and Python 3 writes bytes as text for it
    private static byte[] Bytes(object? data) =>
        data switch
        {
            byte[] bytes => bytes,
            string text when !text.AsSpan().ContainsAnyExceptInRange('\0', '\xFF') => Encoding.Latin1.GetBytes(text),
            _ => throw PickleException.Malformed("something else than bytes"),
        };

    private sealed class Pending
    {
        public NumpyArray? Array { get; set; }
    }
}
