namespace LakhNes.Conversion.Nsf;

/// <summary>Puts a 6502 program together; labels may be used before they stand anywhere.</summary>
/// <param name="origin">Address of the program's first byte.</param>
internal sealed class Assembler(int origin)
{
    private readonly List<byte> _code = [];
    private readonly Dictionary<string, int> _labels = [];
    private readonly List<(int At, string Label, bool Relative)> _references = [];

    /// <summary>Names the present address and returns it.</summary>
    public int Label(string name) => _labels[name] = origin + _code.Count;

    /// <summary>An instruction without an operand.</summary>
    public void Add(Opcode opcode) => _code.Add((byte)opcode);

    /// <summary>An instruction with a byte: an immediate value or an address on the zero page.</summary>
    public void Add(Opcode opcode, byte operand) => _code.AddRange([(byte)opcode, operand]);

    /// <summary>An instruction with an address.</summary>
    public void AddAbsolute(Opcode opcode, int address) => _code.AddRange([(byte)opcode, (byte)address, (byte)(address >> 8)]);

    /// <summary>A jump to a label.</summary>
    public void Jump(Opcode opcode, string label)
    {
        _references.Add((_code.Count + 1, label, Relative: false));
        AddAbsolute(opcode, 0);
    }

    /// <summary>A branch to a label at most 128 bytes away.</summary>
    public void Branch(Opcode opcode, string label)
    {
        _references.Add((_code.Count + 1, label, Relative: true));
        Add(opcode, 0);
    }

    /// <summary>The program.</summary>
    public byte[] ToArray()
    {
        foreach ((int at, string label, bool relative) in _references)
        {
            int target = _labels[label];
            if (relative)
            {
                _code[at] = (byte)checked((sbyte)(target - (origin + at + 1)));
                continue;
            }
            _code[at] = (byte)target;
            _code[at + 1] = (byte)(target >> 8);
        }
        return [.. _code];
    }
}
