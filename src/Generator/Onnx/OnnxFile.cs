using System.Runtime.InteropServices;
using System.Text;

namespace LakhNes.Generator.Onnx;

/// <summary>
/// The metadata and constants of an ONNX file, found without reading the numbers. Constants are read one by one to where they
/// are wanted, so that a model never exists twice in memory.
/// </summary>
/// <remarks>
/// Protocol Buffers' wire format: https://protobuf.dev/programming-guides/encoding; fields as in <c>onnx.proto</c>.
/// </remarks>
public sealed class OnnxFile : IDisposable
{
    private const int MaximumText = 1 << 20;

    private readonly FileStream _stream;
    private readonly Dictionary<string, string> _metadata = [];
    private readonly Dictionary<string, OnnxTensor> _tensors = [];

    private OnnxFile(FileStream stream) => _stream = stream;

    private enum Wire
    {
        Varint = 0,
        Fixed64 = 1,
        Bytes = 2,
        Fixed32 = 5,
    }

    /// <summary>What the file says about itself.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _metadata;

    /// <summary>The graph's constants by name.</summary>
    public IReadOnlyDictionary<string, OnnxTensor> Tensors => _tensors;

    /// <summary>Opens a file.</summary>
    /// <exception cref="ModelException">It is no ONNX file, or damaged.</exception>
    /// <exception cref="IOException">It is missing or cannot be read.</exception>
    public static OnnxFile Open(string path)
    {
        var file = new OnnxFile(File.OpenRead(path));
        try
        {
            file.ReadModel();
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Reads a constant.</summary>
    /// <param name="tensor">The constant.</param>
    /// <param name="numbers">Room for exactly its numbers.</param>
    /// <exception cref="ModelException">It has another size or type.</exception>
    public void Read<T>(OnnxTensor tensor, Span<T> numbers)
        where T : unmanaged
    {
        Span<byte> bytes = MemoryMarshal.AsBytes(numbers);
        if (bytes.Length != tensor.Bytes)
            throw new ModelException($"{tensor.Name} has {tensor.Bytes} bytes, not {bytes.Length}");
        _stream.Position = tensor.Position;
        _stream.ReadExactly(bytes);
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private void ReadModel()
    {
        const int Graph = 7,
            Metadata = 14;
        ForEachField(
            _stream.Length,
            (field, end) =>
            {
                if (field == Graph)
                    ReadGraph(end);
                else if (field == Metadata)
                    ReadEntry(end);
            }
        );
    }

    private void ReadGraph(long end)
    {
        const int Initializer = 5;
        ForEachField(
            end,
            (field, fieldEnd) =>
            {
                if (field == Initializer)
                    ReadTensor(fieldEnd);
            }
        );
    }

    private void ReadEntry(long end)
    {
        const int Key = 1,
            Value = 2;
        string key = "",
            value = "";
        ForEachField(
            end,
            (field, fieldEnd) =>
            {
                if (field == Key)
                    key = ReadText(fieldEnd);
                else if (field == Value)
                    value = ReadText(fieldEnd);
            }
        );
        _metadata[key] = value;
    }

    private void ReadTensor(long end)
    {
        const int Dims = 1,
            Type = 2,
            Name = 8,
            RawData = 9;
        var shape = new List<long>();
        var type = DataType.Undefined;
        string name = "";
        long position = 0,
            bytes = 0;
        ForEachField(
            end,
            (field, fieldEnd) =>
            {
                switch (field)
                {
                    case Dims:
                        while (_stream.Position < fieldEnd)
                            shape.Add((long)ReadVarint(fieldEnd)); // one, or several packed
                        break;
                    case Type:
                        type = (DataType)ReadVarint(fieldEnd);
                        break;
                    case Name:
                        name = ReadText(fieldEnd);
                        break;
                    case RawData:
                        (position, bytes) = (_stream.Position, fieldEnd - _stream.Position);
                        break;
                }
            }
        );
        _tensors[name] = new OnnxTensor(name, type, [.. shape], position, bytes);
    }

    /// <summary>Visits the fields of a message up to its end; a visitor may leave any part of its field unread.</summary>
    private void ForEachField(long end, Action<int, long> visit)
    {
        while (_stream.Position < end)
        {
            ulong tag = ReadVarint(end);
            long fieldEnd = (Wire)(tag & 7) switch
            {
                Wire.Varint => EndOfVarint(end),
                Wire.Fixed64 => _stream.Position + 8,
                Wire.Fixed32 => _stream.Position + 4,
                Wire.Bytes => EndOfBytes(end),
                _ => throw Damaged(),
            };
            if (fieldEnd > end)
                throw Damaged();
            visit((int)(tag >> 3), fieldEnd);
            _stream.Position = fieldEnd;
        }
    }

    private long EndOfBytes(long end)
    {
        ulong length = ReadVarint(end);
        return length <= (ulong)(end - _stream.Position) ? _stream.Position + (long)length : throw Damaged();
    }

    private long EndOfVarint(long end)
    {
        long start = _stream.Position;
        ReadVarint(end);
        (long after, _stream.Position) = (_stream.Position, start);
        return after;
    }

    private ulong ReadVarint(long end)
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            int next = _stream.Position < end ? _stream.ReadByte() : -1;
            if (next < 0)
                throw Damaged();
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
                return value;
        }

        throw Damaged();
    }

    private string ReadText(long end)
    {
        long length = end - _stream.Position;
        if (length > MaximumText)
            throw Damaged();
        byte[] bytes = new byte[length];
        _stream.ReadExactly(bytes);
        return Encoding.UTF8.GetString(bytes);
    }

    private static ModelException Damaged() => new("not an ONNX file, or a damaged one");
}
