using System.Buffers.Binary;
using System.Text;

namespace LakhNes.Score.Pickles;

/// <summary>Writes a pickle of protocol 2, opcode by opcode.</summary>
/// <remarks>Opcodes: Python's <c>pickletools</c>.</remarks>
/// <param name="stream">Where to.</param>
public sealed class PickleWriter(Stream stream)
{
    private int _memo;

    /// <summary>Begins a pickle.</summary>
    public PickleWriter Begin() => Put([0x80, 2]);

    /// <summary>Ends a pickle.</summary>
    public PickleWriter End() => Put("."u8);

    /// <summary>None.</summary>
    public PickleWriter None() => Put("N"u8);

    /// <summary>A truth value.</summary>
    public PickleWriter Value(bool value) => Put([(byte)(value ? 0x88 : 0x89)]);

    /// <summary>A whole number.</summary>
    public PickleWriter Value(int value)
    {
        Span<byte> bytes = stackalloc byte[5];
        bytes[0] = (byte)'J';
        BinaryPrimitives.WriteInt32LittleEndian(bytes[1..], value);
        return Put(bytes);
    }

    /// <summary>A whole number of any size.</summary>
    public PickleWriter Value(long value) =>
        value is >= int.MinValue and <= int.MaxValue ? Value((int)value) : Long(BitConverter.GetBytes(value));

    /// <summary>A number.</summary>
    public PickleWriter Value(double value)
    {
        Span<byte> bytes = stackalloc byte[9];
        bytes[0] = (byte)'G';
        BinaryPrimitives.WriteDoubleBigEndian(bytes[1..], value);
        return Put(bytes);
    }

    /// <summary>A text.</summary>
    public PickleWriter Value(string value)
    {
        byte[] text = Encoding.UTF8.GetBytes(value);
        Span<byte> head = stackalloc byte[5];
        head[0] = (byte)'X';
        BinaryPrimitives.WriteInt32LittleEndian(head[1..], text.Length);
        return Put(head).Put(text);
    }

    /// <summary>A short name that is a <c>str</c> in Python 2 and in Python 3.</summary>
    /// <param name="value">At most 255 characters of ASCII.</param>
    public PickleWriter Name(string value) => Put([(byte)'U', (byte)value.Length]).Put(Encoding.ASCII.GetBytes(value));

    /// <summary>Bytes, as Python 3 writes them so that Python 2 reads them too.</summary>
    public PickleWriter Value(ReadOnlySpan<byte> value) =>
        Global("_codecs", "encode").Mark().Value(Encoding.Latin1.GetString(value)).Name("latin1").Tuple().Reduce();

    /// <summary>A NumPy array of bytes without sign (<c>uint8</c>), for any NumPy.</summary>
    /// <param name="values">Its numbers, the last index fastest.</param>
    /// <param name="shape">Its sizes.</param>
    public PickleWriter Array(ReadOnlySpan<byte> values, params ReadOnlySpan<int> shape)
    {
        Global("numpy.core.multiarray", "_reconstruct").Mark();
        Global("numpy", "ndarray").Tuple([0]).Value("b"u8).Tuple().Reduce();
        Mark().Value(1).Tuple(shape);
        Global("numpy", "dtype").Mark().Name("u1").Value(0).Value(1).Tuple().Reduce();
        Mark().Value(3).Name("|").None().None().None().Value(-1).Value(-1).Value(0).Tuple().Build();
        return Value(false).Value(values).Tuple().Build();
    }

    /// <summary>A number of any length, little-endian.</summary>
    public PickleWriter Long(ReadOnlySpan<byte> value) => Put([0x8a, (byte)value.Length]).Put(value);

    /// <summary>A tuple of whole numbers.</summary>
    public PickleWriter Tuple(ReadOnlySpan<int> values)
    {
        Mark();
        foreach (int value in values)
            Value(value);
        return Tuple();
    }

    /// <summary>A list of whole numbers.</summary>
    public PickleWriter List(params ReadOnlySpan<int> values)
    {
        Put("]("u8);
        foreach (int value in values)
            Value(value);
        return Put("e"u8);
    }

    /// <summary>A list of texts.</summary>
    public PickleWriter List(IEnumerable<string> values)
    {
        Put("]("u8);
        foreach (string value in values)
            Value(value);
        return Put("e"u8);
    }

    /// <summary>A name of a Python module.</summary>
    public PickleWriter Global(string module, string name) => Put(Encoding.ASCII.GetBytes($"c{module}\n{name}\n"));

    /// <summary>An empty list.</summary>
    public PickleWriter EmptyList() => Put("]"u8);

    /// <summary>Puts what follows the mark into the list before it.</summary>
    public PickleWriter Append() => Put("e"u8);

    /// <summary>Begins a tuple, or items of a list or dict.</summary>
    public PickleWriter Mark() => Put("("u8);

    /// <summary>Makes a tuple of what follows the mark.</summary>
    public PickleWriter Tuple() => Put("t"u8);

    /// <summary>An empty tuple.</summary>
    public PickleWriter EmptyTuple() => Put(")"u8);

    /// <summary>An empty dict.</summary>
    public PickleWriter EmptyDict() => Put("}"u8);

    /// <summary>Puts the keys and values that follow the mark into the dict before it.</summary>
    public PickleWriter SetItems() => Put("u"u8);

    /// <summary>Calls what stands before the tuple.</summary>
    public PickleWriter Reduce() => Put("R"u8);

    /// <summary>Makes an object of the class that stands before the tuple.</summary>
    public PickleWriter NewObject() => Put([0x81]);

    /// <summary>Gives the object before it its state.</summary>
    public PickleWriter Build() => Put("b"u8);

    /// <summary>Refers to something outside the pickle.</summary>
    public PickleWriter PersistentId() => Put("Q"u8);

    /// <summary>Remembers what was written last.</summary>
    /// <returns>Its number for <see cref="Recall"/>.</returns>
    public int Remember()
    {
        Memo((byte)'r', _memo);
        return _memo++;
    }

    /// <summary>The same object once more.</summary>
    public PickleWriter Recall(int number) => Memo((byte)'j', number);

    private PickleWriter Memo(byte opcode, int number)
    {
        Span<byte> bytes = stackalloc byte[5];
        bytes[0] = opcode;
        BinaryPrimitives.WriteInt32LittleEndian(bytes[1..], number);
        return Put(bytes);
    }

    private PickleWriter Put(ReadOnlySpan<byte> bytes)
    {
        stream.Write(bytes);
        return this;
    }
}
