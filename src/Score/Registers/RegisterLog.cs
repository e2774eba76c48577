using System.Collections.Immutable;

namespace LakhNes.Score.Registers;

/// <summary>All that a program wrote to the sound chip, and when: what a VGM file holds.</summary>
public sealed class RegisterLog
{
    /// <summary>Clock of an NTSC console's chip as VGM files state it, in Hz.</summary>
    public const int NtscClock = 1_789_773;

    /// <summary>Clock of a PAL console's chip as VGM files state it, in Hz.</summary>
    public const int PalClock = 1_662_607;

    // a chip far from its console's clock is no console
    private const double SlowestClock = 0.25,
        FastestClock = 4;

    // between these no ear tells a clock from the console's, and files round it
    private const double SameClock = 0.001;

    /// <summary>Makes a log.</summary>
    /// <param name="clock">The chip's clock in Hz.</param>
    /// <param name="writes">The writes, ordered by time.</param>
    /// <param name="length">Where the log ends, at least the last write's time.</param>
    /// <param name="loop">Where it goes on after the end.</param>
    /// <param name="samples">Sample memory, ordered by the writes that it comes before.</param>
    /// <param name="tag">Title and authors.</param>
    /// <param name="warnings">What a reader passed over.</param>
    /// <exception cref="ArgumentException">Writes out of order, or an end or loop that does not fit them.</exception>
    public RegisterLog(
        int clock,
        ImmutableArray<RegisterWrite> writes,
        long length,
        RegisterLoop? loop = null,
        IReadOnlyList<SampleBlock>? samples = null,
        Gd3Tag? tag = null,
        IReadOnlyList<ReadError>? warnings = null
    )
    {
        long time = 0;
        foreach (RegisterWrite write in writes)
        {
            if (write.Time < time)
                throw new ArgumentException($"{write} comes after a write at {time}", nameof(writes));
            time = write.Time;
        }
        if (length < time)
            throw new ArgumentException($"the end {length} comes before the last write at {time}", nameof(length));
        if (loop is { } l && (l.Time < 0 || l.Time > length || l.WriteIndex < 0 || l.WriteIndex > writes.Length))
            throw new ArgumentException("the loop starts outside the log", nameof(loop));
        Clock = clock;
        Writes = writes;
        Length = length;
        Loop = loop;
        Samples = samples ?? [];
        Tag = tag ?? Gd3Tag.Empty;
        Warnings = warnings ?? [];
    }

    /// <summary>The chip's clock in Hz.</summary>
    public int Clock { get; }

    /// <summary>True where the clock is a PAL console's.</summary>
    public bool IsPal => IsPalClock(Clock);

    /// <summary>How much faster the chip runs than the NTSC or PAL console's; 1 where it is that console's.</summary>
    public double Speed => SpeedOf(Clock) is { } speed && Math.Abs(speed - 1) > SameClock && CanFollow(Clock) ? speed : 1;

    /// <summary>True for clocks that can be played: a quarter to four times a console's.</summary>
    public static bool CanFollow(int clock) => SpeedOf(clock) is >= SlowestClock and <= FastestClock;

    /// <summary>The writes, ordered by time.</summary>
    public ImmutableArray<RegisterWrite> Writes { get; }

    /// <summary>Where the log ends, in samples of 1/44100 s.</summary>
    public long Length { get; }

    /// <summary>Where the log goes on after its end; null where it stops.</summary>
    public RegisterLoop? Loop { get; }

    /// <summary>The sample channel's memory.</summary>
    public IReadOnlyList<SampleBlock> Samples { get; }

    /// <summary>Title and authors.</summary>
    public Gd3Tag Tag { get; }

    /// <summary>What a reader passed over.</summary>
    public IReadOnlyList<ReadError> Warnings { get; }

    private static bool IsPalClock(int clock) => Math.Abs((long)clock - PalClock) < Math.Abs((long)clock - NtscClock);

    private static double SpeedOf(int clock) => clock / (double)(IsPalClock(clock) ? PalClock : NtscClock);

    /// <summary>The same up to a time and without a loop.</summary>
    /// <param name="end">In samples, not after <see cref="Length"/>.</param>
    public RegisterLog Until(long end)
    {
        ImmutableArray<RegisterWrite> writes = [.. Writes.TakeWhile(write => write.Time < end)];
        return new(
            Clock,
            writes,
            end,
            samples: [.. Samples.Where(block => block.BeforeWrite <= writes.Length)],
            tag: Tag,
            warnings: Warnings
        );
    }
}
