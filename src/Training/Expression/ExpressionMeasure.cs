using LakhNes.Generator.Expression;
using LakhNes.Score;

namespace LakhNes.Training.Expression;

/// <summary>How songs' notes are played, in the mean of all notes of pulses and noise but each voice's first.</summary>
/// <param name="Volume">The volume, 1 to 15.</param>
/// <param name="Spread">How far volumes are from the mean of their song's voice (standard deviation).</param>
/// <param name="Changes">Share of notes with another volume than the one before in the voice.</param>
/// <param name="SamePlace">Share of notes as loud as the one before at the same place of its bar in the voice.</param>
/// <param name="TimbreChanges">Share of notes with another timbre than the one before in the voice.</param>
/// <param name="Even">Share of notes whose volume stays as it is.</param>
/// <param name="ShapeChanges">Share of notes with another shape than the one before in the voice.</param>
/// <param name="SameShape">Share of notes with the shape of the one before at the same place of its bar in the voice.</param>
public readonly record struct ExpressionMeasure(
    double Volume,
    double Spread,
    double Changes,
    double SamePlace,
    double TimbreChanges,
    double Even,
    double ShapeChanges,
    double SameShape
)
{
    private const int PromptBars = 4;

    /// <summary>Measures songs after their first four bars.</summary>
    /// <param name="songs">Notes by time.</param>
    public static ExpressionMeasure Of(IEnumerable<ExpressedNote[]> songs)
    {
        double volumes = 0,
            squares = 0;
        long notes = 0,
            followers = 0,
            changes = 0,
            timbres = 0,
            places = 0,
            same = 0,
            even = 0,
            shapes = 0,
            sameShape = 0;
        foreach (IGrouping<NesVoice, ExpressedNote> voice in songs.SelectMany(Voices))
        {
            ExpressedNote[] played = [.. voice];
            double mean = played.Average(note => note.Expression.Volume);
            volumes += mean * played.Length;
            squares += played.Sum(note => Math.Pow(note.Expression.Volume - mean, 2));
            notes += played.Length;
            even += played.Count(note => note.Expression.Shape <= 1);
            Dictionary<int, NoteExpression> atPlace = [];
            for (int i = 0; i < played.Length; i++)
            {
                NoteExpression expression = played[i].Expression;
                if (i > 0)
                {
                    followers++;
                    changes += expression.Volume != played[i - 1].Expression.Volume ? 1 : 0;
                    shapes += expression.Shape != played[i - 1].Expression.Shape ? 1 : 0;
                    timbres += expression.Timbre != played[i - 1].Expression.Timbre ? 1 : 0;
                }
                int place = (int)Math.Round(played[i].Time % played[i].BarLength * 24);
                if (atPlace.TryGetValue(place, out NoteExpression before))
                {
                    places++;
                    same += before.Volume == expression.Volume ? 1 : 0;
                    sameShape += before.Shape == expression.Shape ? 1 : 0;
                }
                atPlace[place] = expression;
            }
        }

        return new ExpressionMeasure(
            volumes / Math.Max(notes, 1),
            Math.Sqrt(squares / Math.Max(notes, 1)),
            (double)changes / Math.Max(followers, 1),
            (double)same / Math.Max(places, 1),
            (double)timbres / Math.Max(followers, 1),
            (double)even / Math.Max(notes, 1),
            (double)shapes / Math.Max(followers, 1),
            (double)sameShape / Math.Max(places, 1)
        );
    }

    /// <summary>A song played anew from its fifth bar on.</summary>
    /// <param name="network">Says how.</param>
    /// <param name="song">Notes by time.</param>
    /// <param name="seed">Of what is drawn.</param>
    public static ExpressedNote[] Dressed(ExpressionNetwork network, ExpressedNote[] song, ulong seed)
    {
        var dresser = new NoteDresser(network);
        dresser.Begin(seed);
        ExpressedNote[] dressed = [.. song];
        foreach (ref ExpressedNote note in dressed.AsSpan())
        {
            if (note.Key > 0 && !note.Expression.IsNone && note.Time >= PromptBars * note.BarLength)
                note = note with { Expression = dresser.Dress(in note) };
            else
                dresser.Hear(in note);
        }
        return dressed;
    }

    /// <summary>The mean loss of songs' notes, in nats a note.</summary>
    public static double Loss(ExpressionNetwork network, IEnumerable<ExpressedNote[]> songs)
    {
        var pass = new NetworkPass();
        List<NoteSample> samples = [];
        foreach (ExpressedNote[] song in songs)
            NoteSample.AddTo(samples, song, gain: 1);
        float[] parameters = [.. network.Parameters];
        return samples.Average(sample => pass.Loss(parameters, sample));
    }

    private static IEnumerable<IGrouping<NesVoice, ExpressedNote>> Voices(ExpressedNote[] song) =>
        song.Where(note => note.Key > 0 && !note.Expression.IsNone && note.Time >= PromptBars * note.BarLength)
            .GroupBy(note => note.Voice);
}
