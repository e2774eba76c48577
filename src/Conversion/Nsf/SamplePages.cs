using LakhNes.Score.Registers;

namespace LakhNes.Conversion.Nsf;

/// <summary>The memory at $C000-$FFFF as a log's samples fill it, in banks: each state of each bank's length once.</summary>
internal sealed class SamplePages
{
    /// <summary>Banks that samples are seen in.</summary>
    public const int Slots = 4;

    private const int Start = 0xC000, MostPages = 256;

    private readonly List<byte[]> _pages = [];
    private readonly List<(int BeforeWrite, int[] Shown)> _states = [];
    private int _next;

    /// <summary>Works out the pages of a log's samples.</summary>
    public SamplePages(IReadOnlyList<SampleBlock> blocks)
    {
        byte[] memory = new byte[Slots * NsfWriter.BankLength];
        foreach (SampleBlock block in blocks)
        {
            int skip = Math.Clamp(Start - block.Address, 0, block.Data.Length), at = block.Address + skip - Start;
            int length = Math.Min(block.Data.Length - skip, memory.Length - at);
            if (length <= 0)
                continue;
            block.Data.Span.Slice(skip, length).CopyTo(memory.AsSpan(at));
            int[] shown = _states.Count == 0 ? new int[Slots] : [.. _states[^1].Shown];
            for (int slot = 0; slot < Slots; slot++)
            {
                if (_states.Count == 0 || (slot >= at / NsfWriter.BankLength && slot <= (at + length - 1) / NsfWriter.BankLength))
                    shown[slot] = PageOf(memory.AsSpan(slot * NsfWriter.BankLength, NsfWriter.BankLength));
            }
            _states.Add((block.BeforeWrite, shown));
            // no file holds that many, and a broken log may have millions
            if (_pages.Count > MostPages)
                return;
        }
    }

    /// <summary>How many pages there are.</summary>
    public int Count => _pages.Count;

    /// <summary>A page's bytes.</summary>
    public ReadOnlySpan<byte> this[int page] => _pages[page];

    /// <summary>The pages that are seen before a write, one a slot; null where the log has no samples up to it. Writes come in order.</summary>
    public int[]? ShownBefore(int write)
    {
        while (_next < _states.Count && _states[_next].BeforeWrite <= write)
            _next++;
        return _next == 0 ? null : _states[_next - 1].Shown;
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
