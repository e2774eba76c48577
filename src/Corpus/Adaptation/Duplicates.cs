namespace LakhNes.Corpus.Adaptation;

/// <summary>Finds parts that play the same as another: the same keys, with starts that agree to a tenth of a second.</summary>
internal sealed class Duplicates(double unitsPerSecond)
{
    private readonly HashSet<(int, long)[]> _seen = new(new SameNotes());

    /// <summary>True for the first part with these notes.</summary>
    public bool Add(IEnumerable<TimedNote> notes) => _seen.Add([.. notes.Select(n => (n.Key, Tenths(n.Start)))]);

    /// <summary>
    /// Tenths of a second as Python formats a double with one decimal: the nearest, where two are equally near what the double
    /// is nearer to, and where it stands exactly between them the even one.
    /// </summary>
    private long Tenths(long time)
    {
        double seconds = time / unitsPerSecond;
        double doubled = Math.Round(seconds * 20);
        double off = Math.FusedMultiplyAdd(seconds, 20, -doubled); // exact: the product alone would be rounded
        if (doubled % 2 == 0 || off == 0)
            return (long)Math.Round(doubled / 2, MidpointRounding.ToEven);
        return (long)(off > 0 ? doubled + 1 : doubled - 1) / 2;
    }

    private sealed class SameNotes : IEqualityComparer<(int, long)[]>
    {
        public bool Equals((int, long)[]? a, (int, long)[]? b) => a.AsSpan().SequenceEqual(b);

        public int GetHashCode((int, long)[] notes)
        {
            HashCode hash = default;
            foreach ((int, long) note in notes)
                hash.Add(note);
            return hash.ToHashCode();
        }
    }
}
