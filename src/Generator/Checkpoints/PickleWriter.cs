using System.Buffers.Binary;
using System.Text;

namespace LakhNes.Generator.Checkpoints;

/// <summary>Writes a pickle of protocol 2, opcode by opcode.</summary>
/// <remarks>Opcodes: Python's <c>pickletools</c>.</remarks>
/// <param name="stream">Where to.</param>
internal sealed class PickleWriter(Stream stream)
{
    private int _memo;

    /// <summary>Begins a pickle.</summary>
    public PickleWriter Begin() => Bytes([0x80, 2]);

    /// <summary>Ends a pickle.</summary>
    public PickleWriter End() => Bytes("."u8);

    /// <summary>None.</summary>
    public PickleWriter None() => Bytes("N"u8);

    /// <summary>A truth value.</summary>
    public PickleWriter Value(bool value) => Bytes([(byte)(value ? 0x88 : 0x89)]);

    /// <summary>A whole number.</summary>
    public PickleWriter Value(int value)
    {
        Span<byte> bytes = stackalloc byte[5];
        bytes[0] = (byte)'J';
        BinaryPrimitives.WriteInt32LittleEndian(bytes[1..], value);
        return Bytes(bytes);
    }

    /// <summary>A number.</summary>
    public PickleWriter Value(double value)
    {
        Span<byte> bytes = stackalloc byte[9];
        bytes[0] = (byte)'G';
        BinaryPrimitives.WriteDoubleBigEndian(bytes[1..], value);
        return Bytes(bytes);
    }

    /// <summary>A text.</summary>
    public PickleWriter Value(string value)
    {
        byte[] text = Encoding.UTF8.GetBytes(value);
        Span<byte> head = stackalloc byte[5];
        head[0] = (byte)'X';
        BinaryPrimitives.WriteInt32LittleEndian(head[1..], text.Length);
        return Bytes(head).Bytes(text);
    }

    /// <summary>A number of any length, little-endian.</summary>
    public PickleWriter Long(ReadOnlySpan<byte> value) => Bytes([0x8a, (byte)value.Length]).Bytes(value);

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
        Bytes("]("u8);
        foreach (int value in values)
            Value(value);
        return Bytes("e"u8);
    }

    /// <summary>A list of texts.</summary>
    public PickleWriter List(IEnumerable<string> values)
    {
        Bytes("]("u8);
        foreach (string value in values)
            Value(value);
        return Bytes("e"u8);
    }

    /// <summary>A name of a Python module.</summary>
    public PickleWriter Global(string module, string name) => Bytes(Encoding.ASCII.GetBytes($"c{module}\n{name}\n"));

    /// <summary>Begins a tuple, or items of a dict.</summary>
    public PickleWriter Mark() => Bytes("("u8);

    /// <summary>Makes a tuple of what follows the mark.</summary>
    public PickleWriter Tuple() => Bytes("t"u8);

    /// <summary>An empty tuple.</summary>
    public PickleWriter EmptyTuple() => Bytes(")"u8);

    /// <summary>An empty dict.</summary>
    public PickleWriter EmptyDict() => Bytes("}"u8);

    /// <summary>Puts the keys and values that follow the mark into the dict before it.</summary>
    public PickleWriter SetItems() => Bytes("u"u8);

    /// <summary>Calls what stands before the tuple.</summary>
    public PickleWriter Reduce() => Bytes("R"u8);

    /// <summary>Makes an object of the class that stands before the tuple.</summary>
    public PickleWriter NewObject() => Bytes([0x81]);

    /// <summary>Gives the object before it its state.</summary>
    public PickleWriter Build() => Bytes("b"u8);

    /// <summary>Refers to something outside the pickle.</summary>
    public PickleWriter PersistentId() => Bytes("Q"u8);

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
        return Bytes(bytes);
    }

    private PickleWriter Bytes(ReadOnlySpan<byte> bytes)
    {
        stream.Write(bytes);
        return this;
    }
}
