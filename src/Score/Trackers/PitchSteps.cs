using System.Collections.Immutable;

namespace LakhNes.Score.Trackers;

/// <summary>Pitch sequences whose values do not add up, as the macros of FamiTracker do.</summary>
public static class PitchSteps
{
    /// <summary>The macro that plays some offsets.</summary>
    /// <param name="offsets">Timer periods from the note's own, one a tick.</param>
    /// <param name="loop">The offset that comes after the last one; -1: the last one stays.</param>
    public static Macro ToMacro(IReadOnlyList<int> offsets, int loop = -1)
    {
        ImmutableArray<int>.Builder values = ImmutableArray.CreateBuilder<int>();
        int before = 0;
        // a loop is written twice: what leads back into it is another step than what leads there first
        foreach (int offset in loop >= 0 ? offsets.Concat(offsets.Skip(loop)) : offsets)
        {
            values.Add(Math.Clamp(offset - before, sbyte.MinValue, sbyte.MaxValue));
            before = offset;
        }
        if (loop < 0)
            values.Add(0); // the last offset stays, and an end leaves the pitch alone
        int length = Math.Min(values.Count, Macro.MaxLength);
        return new Macro([.. values.Take(length)], loop >= 0 && length == values.Count ? offsets.Count : -1);
    }
}
