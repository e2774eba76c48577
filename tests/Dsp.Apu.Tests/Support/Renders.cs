namespace LakhNes.Dsp.Apu.Tests.Support;

/// <summary>Renders register traffic as a host does: block by block, each write before its block is asked for.</summary>
internal static class Renders
{
    /// <summary>Renders the left side of a log from power-on.</summary>
    /// <param name="writes">Writes in order of cycle.</param>
    /// <param name="frames">Samples in all.</param>
    /// <param name="rate">Samples a second.</param>
    /// <param name="filter">Output filter.</param>
    /// <param name="blocks">Lengths of the blocks, over and over; one block of everything if empty.</param>
    public static double[] Log(
        IReadOnlyList<RegisterWrite> writes,
        int frames,
        double rate,
        ConsoleFilter filter,
        IReadOnlyList<int> blocks
    )
    {
        ApuChip chip = new() { DmcMemory = new HashRom() };
        ApuRenderer renderer = new(chip) { Filter = filter };
        renderer.Configure(rate, blocks.Count == 0 ? frames : blocks.Max());
        double[] left = new double[frames];
        int position = 0;
        int next = 0;
        for (int block = 0; position < frames; block++)
        {
            int count = blocks.Count == 0 ? frames : Math.Min(frames - position, blocks[block % blocks.Count]);
            long end = renderer.CycleOfSample(position + count);
            for (; next < writes.Count && writes[next].Cycle < end; next++)
                chip.Write(writes[next].Cycle, writes[next].Address, writes[next].Value);
            renderer.Render(count);
            renderer.ReadMain(left.AsSpan(position, count), default);
            position += count;
        }
        return left;
    }

    /// <summary>A first pulse at full volume without end.</summary>
    public static RegisterWrite[] Pulse(int period, int duty) =>
        [
            new(0, 0x4015, 0x01),
            new(0, 0x4000, (byte)((duty << 6) | 0x3F)),
            new(0, 0x4001, 0x08),
            new(0, 0x4002, (byte)period),
            new(0, 0x4003, (byte)(period >> 8)),
        ];
}
