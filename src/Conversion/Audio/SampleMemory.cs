using LakhNes.Dsp.Apu;
using LakhNes.Score.Registers;

namespace LakhNes.Conversion.Audio;

/// <summary>The memory that the sample channel of a register log plays from, as it is at a write.</summary>
/// <param name="blocks">What comes into it, ordered by the writes that it comes before.</param>
internal sealed class SampleMemory(IReadOnlyList<SampleBlock> blocks) : IDmcMemory
{
    private readonly byte[] _bytes = new byte[0x10000];
    private int _next;

    /// <summary>True where something comes into memory before a write.</summary>
    public bool ChangesBefore(int write) => _next < blocks.Count && blocks[_next].BeforeWrite <= write;

    /// <summary>Brings memory to what it is before a write.</summary>
    public void ChangeBefore(int write)
    {
        for (; ChangesBefore(write); _next++)
        {
            SampleBlock block = blocks[_next];
            int length = Math.Min(block.Data.Length, _bytes.Length - block.Address);
            block.Data.Span[..length].CopyTo(_bytes.AsSpan(block.Address));
        }
    }

    /// <inheritdoc/>
    public byte Read(int address) => _bytes[address & 0xFFFF];
}
