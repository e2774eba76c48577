using System.Collections.Immutable;

namespace LakhNes.Score.Registers;

/// <summary>
/// Joins the halves of a voice's period. A program writes the low byte ($4002, $4006, $400A), some instructions later the high
/// bits ($4003, $4007, $400B); the pitch between the two is heard for some tens of microseconds and is no note.
/// </summary>
public static class WholePeriods
{
    /// <summary>Samples of 1/44100 s between the two halves at most.</summary>
    public const int MostApart = 8;

    private const int Low = 2;

    /// <summary>The same log, each low byte written together with the high bits that follow it so soon.</summary>
    /// <param name="log">The log; without a loop.</param>
    /// <exception cref="ArgumentException">It loops, and the loop's write would be another.</exception>
    public static RegisterLog Join(RegisterLog log)
    {
        if (log.Loop is not null)
            throw new ArgumentException("the log loops", nameof(log));
        ImmutableArray<RegisterWrite> writes = log.Writes;
        var joined = ImmutableArray.CreateBuilder<RegisterWrite>(writes.Length);
        var waiting = new RegisterWrite?[NesVoices.Count];
        for (int i = 0; i < writes.Length; i++)
        {
            RegisterWrite write = writes[i];
            int voice = (write.Address - 0x4000) >> 2,
                register = write.Address & 3;
            bool timed = write.Address >= 0x4000 && voice <= (int)NesVoice.Triangle && register >= Low;
            if (timed && register == Low && HasHigh(writes, i))
            {
                waiting[voice] = write;
                continue;
            }

            if (timed && waiting[voice] is { } low)
            {
                joined.Add(low with { Time = write.Time });
                waiting[voice] = null;
            }

            joined.Add(write);
        }

        return new RegisterLog(log.Clock, joined.ToImmutable(), log.Length, samples: [], tag: log.Tag, warnings: log.Warnings);
    }

    // the next write of the voice's period is the high one, and comes soon
    private static bool HasHigh(ImmutableArray<RegisterWrite> writes, int low)
    {
        for (int i = low + 1; i < writes.Length && writes[i].Time <= writes[low].Time + MostApart; i++)
        {
            if (writes[i].Address == writes[low].Address)
                return false;
            if (writes[i].Address == writes[low].Address + 1)
                return true;
        }

        return false;
    }
}
