using LakhNes.Nes.Nsf;
using LakhNes.Score.Registers;

namespace LakhNes.Conversion.Nsf;

/// <summary>The memory that samples play from as a log fills it, in banks: each state of each bank's length once.</summary>
/// <remarks>
/// Samples start at $C000 or above and are at most 4,081 bytes long; past $FFFF they go on at $8000. So five banks hold all that
/// can be heard, and what a log puts anywhere else is left out.
/// </remarks>
internal sealed class SamplePages
{
    /// <summary>Banks that samples are seen in: the four from $C000 on, then the one at $8000.</summary>
    public const int Slots = 5;

    private const int Start = 0xC000,
        AddressSpace = 0x8000,
        MostPages = 256;

    private readonly List<byte[]> _pages = [];
    private readonly List<(int BeforeWrite, int[] Shown)> _states = [];
    private int _next;

    /// <summary>Works out the pages of a log's samples.</summary>
    public SamplePages(IReadOnlyList<SampleBlock> blocks)
    {
        byte[] memory = new byte[Slots * NsfWriter.BankLength];
        foreach (SampleBlock block in blocks)
        {
            bool[] changed = Fill(memory, block);
            if (!changed.Contains(true))
                continue;
            int[] shown = _states.Count == 0 ? new int[Slots] : [.. _states[^1].Shown];
            for (int slot = 0; slot < Slots; slot++)
            {
                if (_states.Count == 0 || changed[slot])
                    shown[slot] = PageOf(memory.AsSpan(slot * NsfWriter.BankLength, NsfWriter.BankLength));
            }
            _states.Add((block.BeforeWrite, shown));
            // no file holds that many, and a broken log may have millions
            if (_pages.Count > MostPages)
                return;
        }
    }

    /// <summary>Which of the eight banks from $8000 on a slot is.</summary>
    public static int BankOf(int slot) => (slot + (Start - AddressSpace) / NsfWriter.BankLength) % NsfFile.BankSlots;

    /// <summary>How many pages there are.</summary>
    public int Count => _pages.Count;

    /// <summary>A page's bytes.</summary>
    public ReadOnlySpan<byte> this[int page] => _pages[page];

    /// <summary>
    /// The pages that are seen before a write, one a slot; null where the log has no samples up to it. Writes come in order.
    /// </summary>
    public int[]? ShownBefore(int write)
    {
        while (_next < _states.Count && _states[_next].BeforeWrite <= write)
            _next++;
        return _next == 0 ? null : _states[_next - 1].Shown;
    }

    /// <summary>Puts a block into memory and says which slots it reaches.</summary>
    private static bool[] Fill(byte[] memory, SampleBlock block)
    {
        bool[] reached = new bool[Slots];
        // addresses have 16 bits: what reaches past them is cut as the player of logs cuts it
        int end = Math.Min(block.Data.Length, 0x10000 - block.Address);
        for (int i = 0; i < end; i++)
        {
            int at = block.Address + i - Start;
            if (at < 0)
                at += AddressSpace;
            if (block.Address + i < AddressSpace || at >= memory.Length)
                continue;
            memory[at] = block.Data.Span[i];
            reached[at / NsfWriter.BankLength] = true;
        }
        return reached;
    }

    private int PageOf(ReadOnlySpan<byte> bytes)
    {
        for (int page = 0; page < _pages.Count; page++)
        {
            if (bytes.SequenceEqual(_pages[page]))
                return page;
        }
        _pages.Add(bytes.ToArray());
        return _pages.Count - 1;
    }
}
