using LakhNes.Score.Randomness;

namespace LakhNes.Training.Data;

/// <summary>Where the streams of an epoch are cut into segments. The last token of a stream is only ever a target.</summary>
internal sealed class SegmentCuts
{
    // orders of songs and variations have streams of the seed below this one
    private const ulong FirstStream = 1UL << 63;

    // the original's get_varlen_iter
    private const double WholeShare = 0.95;
    private const int Shortest = 5;

    private readonly List<(int From, int Length)> _segments = [];

    private SegmentCuts() { }

    /// <summary>How many segments there are.</summary>
    public int Count => _segments.Count;

    /// <summary>Segments of one length; what is left at the end is left out.</summary>
    /// <param name="tokens">Tokens of a stream.</param>
    /// <param name="length">Tokens of a segment.</param>
    public static SegmentCuts Even(int tokens, int length)
    {
        var cuts = new SegmentCuts();
        for (int from = 0; from + length < tokens; from += length)
            cuts._segments.Add((from, length));
        return cuts;
    }

    /// <summary>
    /// Segments of lengths around <see cref="TrainerOptions.SegmentLength"/> (one in twenty around half of it) up to the end.
    /// They depend on the options' seed and the epoch only.
    /// </summary>
    /// <param name="tokens">Tokens of a stream.</param>
    /// <param name="options">The usual length, the longest one, and the seed.</param>
    /// <param name="epoch">From 0.</param>
    public static SegmentCuts Varied(int tokens, TrainerOptions options, int epoch)
    {
        var cuts = new SegmentCuts();
        var random = new Pcg32(options.Seed, FirstStream | (uint)epoch);
        for (int from = 0; from < tokens - 1; from += cuts._segments[^1].Length)
        {
            double usual = random.NextDouble() < WholeShare ? options.SegmentLength : options.SegmentLength / 2.0;
            int drawn = (int)(usual + (TrainerOptions.SegmentDeviation * Gaussian.Next(ref random)));
            int length = Math.Min(options.LongestSegment, Math.Max(Shortest, drawn));
            cuts._segments.Add((from, Math.Min(length, tokens - 1 - from)));
        }

        return cuts;
    }

    /// <summary>A segment: its first token in each stream, and how many it has.</summary>
    public (int From, int Length) this[int segment] => _segments[segment];
}
