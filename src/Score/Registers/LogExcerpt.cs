using System.Collections.Immutable;

namespace LakhNes.Score.Registers;

/// <summary>Parts of a register log, as NES-MDB was made from them.</summary>
public static class LogExcerpt
{
    private const int Channels = 0x4000,
        Status = 0x4015,
        FrameCounter = 0x4017;

    /// <summary>
    /// What the voices play and nothing else: their writes, the status register and the frame counter. The sample channel, its
    /// memory and the loop are left out. The title stays.
    /// </summary>
    /// <param name="log">The log.</param>
    /// <param name="keeps">The voices whose writes stay.</param>
    public static RegisterLog Simplified(RegisterLog log, Func<NesVoice, bool> keeps)
    {
        bool Stays(RegisterWrite write) =>
            write.Address is Status or FrameCounter
            || (
                write.Address >= Channels
                && (write.Address - Channels) >> 2 is < NesVoices.Count and var voice
                && keeps((NesVoice)voice)
            );
        return new RegisterLog(log.Clock, [.. log.Writes.Where(Stays)], log.Length, tag: log.Tag, warnings: log.Warnings);
    }

    /// <summary>
    /// Some of a log's commands, where each write is one and each wait between writes is one. What was written before them is
    /// not known to the excerpt; sample memory from before them is. The loop is left out; the title stays.
    /// </summary>
    /// <param name="log">The log.</param>
    /// <param name="start">How many commands are left out at the beginning, 0 or more.</param>
    /// <param name="count">How many stay at most, 0 or more.</param>
    public static RegisterLog Shortened(RegisterLog log, long start, long count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var writes = ImmutableArray.CreateBuilder<RegisterWrite>();
        long end = count > long.MaxValue - start ? long.MaxValue : start + count,
            command = 0,
            time = 0,
            length = 0;
        int first = 0,
            next = 0;
        for (int i = 0; i <= log.Writes.Length && command < end; i++)
        {
            long at = i < log.Writes.Length ? log.Writes[i].Time : log.Length;
            if (at > time && Stays())
                length += at - time;
            time = at;
            if (i == log.Writes.Length || command >= end)
                break;
            if (Stays())
                writes.Add(log.Writes[i] with { Time = length });
            else
                first = i + 1;
            next = i + 1;
        }

        return new RegisterLog(
            log.Clock,
            writes.ToImmutable(),
            length,
            samples:
            [
                .. log
                    .Samples.Where(block => block.BeforeWrite <= next)
                    .Select(block => block with { BeforeWrite = Math.Max(0, block.BeforeWrite - first) }),
            ],
            tag: log.Tag,
            warnings: log.Warnings
        );

        bool Stays() => command++ >= start;
    }
}
