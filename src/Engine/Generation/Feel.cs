using LakhNes.Engine.Generation.Requests;

namespace LakhNes.Engine.Generation;

/// <summary>How a phrase divides its beats, as far as its onsets tell.</summary>
/// <param name="Step">From line to line of its grid, in quarter notes.</param>
/// <param name="Swing">How late every second line is: 0 straight, 1 as in triplets.</param>
internal readonly record struct Feel(double Step, double Swing)
{
    // onsets between beats that tell anything, and how much nearer to triplets than to sixteenths they must be
    private const int Fewest = 4;
    private const double Nearer = 0.4;

    // quarter notes: onsets that are further from triplets in the mean are in no such feel
    private const double Near = 0.05;

    // quarter notes: an onset that near to a beat is on it
    private const double OnTheBeat = 0.06;

    // of the onsets between beats of a swung phrase, so many are on the first triplet at most
    private const double Swung = 0.1;

    /// <summary>Straight sixteenths.</summary>
    public static readonly Feel Straight = new(1.0 / 4, 0);

    /// <summary>Which of the three it is.</summary>
    public PhraseFeel Kind =>
        this == Shuffle ? PhraseFeel.Swing
        : this == Triplets ? PhraseFeel.Triplets
        : PhraseFeel.Straight;

    private static readonly Feel Shuffle = new(1.0 / 2, 1);
    private static readonly Feel Triplets = new(1.0 / 3, 0);

    /// <summary>Of the onsets of some notes.</summary>
    /// <param name="notes">The notes.</param>
    /// <param name="from">Notes from this time on count, in quarter notes as the notes' positions.</param>
    /// <param name="offset">What makes such a time a position in the song.</param>
    public static Feel Of(ReadOnlySpan<HeardNote> notes, double from, double offset)
    {
        int count = 0,
            early = 0;
        double straight = 0,
            triplet = 0;
        foreach (ref readonly HeardNote note in notes)
        {
            if (note.Note == 0 || note.Position < from)
                continue;
            double beats = note.Position + offset,
                place = beats - Math.Floor(beats);
            if (place < OnTheBeat || place > 1 - OnTheBeat)
                continue;
            count++;
            straight += Math.Abs(place - (Math.Round(place * 4) / 4));
            triplet += Math.Abs(place - (Math.Round(place * 3) / 3));
            early += place < 0.5 ? 1 : 0;
        }

        if (count < Fewest || triplet > Nearer * straight || triplet > Near * count)
            return Straight;
        return early <= Swung * count ? Shuffle : Triplets;
    }
}
