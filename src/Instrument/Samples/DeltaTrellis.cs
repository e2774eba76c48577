namespace LakhNes.Instrument.Samples;

/// <summary>
/// Finds the one-bit deltas whose levels are nearest to a curve: of all ways through the channel's 64 even levels the one of
/// the least squared error, looking ahead to the curve's end (Viterbi's algorithm).
/// </summary>
internal static class DeltaTrellis
{
    private const int Levels = 64,
        Top = Levels - 1;

    /// <summary>Finds the bits.</summary>
    /// <param name="curve">Wanted level, 0 to 126, after each bit; a whole number of bytes.</param>
    /// <param name="loops">It ends at the level where it starts, rather than at 0.</param>
    /// <param name="startLevel">Level that the channel has before the first bit, 0 to 126.</param>
    /// <returns>Bytes, first bit lowest.</returns>
    public static byte[] Encode(ReadOnlySpan<double> curve, bool loops, out int startLevel)
    {
        // a bit for each level: it was reached from below, or, at the top and at the bottom, from itself
        var choices = new ulong[curve.Length];
        double[] costs = new double[Levels],
            next = new double[Levels];
        int wanted = (int)Math.Clamp(Math.Round(curve[0] / 2), 0, Top);
        for (int level = 0; level < Levels; level++)
            costs[level] = loops && level != wanted ? double.PositiveInfinity : Square((2 * level) - curve[0]);
        for (int bit = 0; bit < curve.Length; bit++)
        {
            ulong choice = 0;
            for (int level = 0; level < Levels; level++)
            {
                // the counter does not move past its ends
                double below = costs[Math.Max(level - 1, 0)],
                    above = costs[Math.Min(level + 1, Top)];
                if (below <= above)
                    choice |= 1UL << level;
                next[level] = Math.Min(below, above) + Square((2 * level) - curve[bit]);
            }

            choices[bit] = choice;
            (costs, next) = (next, costs);
        }

        var bytes = new byte[curve.Length / 8];
        int at = loops ? wanted : 0;
        for (int bit = curve.Length - 1; bit >= 0; bit--)
        {
            bool fromBelow = (choices[bit] >> at & 1) != 0;
            // whatever comes to the top came up, whatever comes to the bottom came down
            bool up = at == Top || (at != 0 && fromBelow);
            if (up)
                bytes[bit / 8] |= (byte)(1 << (bit % 8));
            at = fromBelow ? Math.Max(at - 1, 0) : Math.Min(at + 1, Top);
        }

        startLevel = 2 * at;
        return bytes;
    }

    private static double Square(double x) => x * x;
}
