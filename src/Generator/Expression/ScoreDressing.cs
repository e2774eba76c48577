using System.Collections.Immutable;
using LakhNes.Score;

namespace LakhNes.Generator.Expression;

/// <summary>Gives the notes of a score the dynamics and timbres that songs give such notes.</summary>
public static class ScoreDressing
{
    private const double QuartersPerBar = 4;

    /// <summary>A piece as songs would play it; one that has dynamics or timbres already stays as it is.</summary>
    /// <param name="score">The piece.</param>
    /// <param name="amount">
    /// How much of it is heard, 0 to 1: at 0 the piece stays as it is, in between volumes lie between the full one and what songs
    /// would play. Timbres and courses of volumes come with half of it.
    /// </param>
    /// <param name="beat">Seconds of a beat of a piece without bars.</param>
    /// <param name="seed">Of what is drawn.</param>
    public static ExpressedPiece Express(NesScore score, double amount, double beat, ulong seed) =>
        new(Dress(score, amount, beat, seed), Play(score, amount, beat, seed));

    private static NesScore Dress(NesScore score, double amount, double beat, ulong seed)
    {
        if (amount == 0 || score.HasExpression)
            return score;
        ImmutableArray<NesEvent>.Builder events = ImmutableArray.CreateBuilder<NesEvent>();
        foreach ((NesEvent e, NoteExpression expression) in Expressions(score, beat, seed))
        {
            events.Add(e);
            if (expression.IsNone)
                continue;
            events.Add(NesEvent.Velocity(e.Time, e.Voice, VolumeOf(expression, amount)));
            if (NoteExpression.IsWhole(amount))
                events.Add(NesEvent.Timbre(e.Time, e.Voice, expression.Timbre));
        }

        return new NesScore(score.Unit, events.ToImmutable(), score.Length, score.Bars) { Loops = score.Loops };
    }

    // in samples: frames do not lie on a song's steps
    private static NesScore Play(NesScore score, double amount, double beat, ulong seed)
    {
        if (amount == 0 || score.HasExpression)
            return score;
        NesScore samples = score.In(TimeUnit.Sample);
        var expressions = Expressions(score, beat, seed).ToArray();
        List<NesEvent> events = [];
        for (int i = 0; i < expressions.Length; i++)
        {
            (NesEvent e, NoteExpression expression) = (samples.Events[i], expressions[i].Expression);
            events.Add(e);
            if (expression.IsNone)
                continue;
            if (!NoteExpression.IsWhole(amount))
            {
                events.Add(NesEvent.Velocity(e.Time, e.Voice, VolumeOf(expression, amount)));
                continue;
            }

            events.Add(NesEvent.Timbre(e.Time, e.Voice, expression.Timbre));
            long end = samples
                .Events.Skip(i + 1)
                .FirstOrDefault(next => next.Voice == e.Voice, new(samples.Length, 0, 0, 0))
                .Time;
            events.AddRange(CourseOf(e, expression, amount, end));
        }

        // of one time in the order in which they were told
        return new NesScore(TimeUnit.Sample, [.. events.OrderBy(e => e.Time)], samples.Length) { Loops = score.Loops };
    }

    private static IEnumerable<NesEvent> CourseOf(NesEvent note, NoteExpression expression, double amount, long end)
    {
        byte[] shape = VolumeShapes.Default.Of(note.Voice, expression.Shape).ToArray();
        double peak = VolumeOf(expression, amount);
        int last = 0;
        for (int frame = 0; frame < shape.Length; frame++)
        {
            long time = note.Time + (long)Math.Round(frame * TimeUnit.Sample.PerSecond / TimeUnit.Frame.PerSecond);
            if (time >= end)
                yield break;
            int volume = Math.Max((int)Math.Round(peak * shape[frame] / NesVoices.FullVelocity), 1);
            if (volume != last)
                yield return NesEvent.Velocity(time, note.Voice, volume);
            last = volume;
        }
    }

    private static int VolumeOf(NoteExpression expression, double amount) =>
        Math.Max((int)Math.Round(expression.LoudnessOf(amount, usual: 1) * NesVoices.FullVelocity), 1);

    private static IEnumerable<(NesEvent Event, NoteExpression Expression)> Expressions(NesScore score, double beat, ulong seed)
    {
        var dresser = new NoteDresser(ExpressionNetwork.Default);
        dresser.Begin(seed);
        foreach (NesEvent e in score.Events)
        {
            double time = score.Bars.IsEmpty ? e.Time / score.Unit.PerSecond / beat : (double)e.Time / Metre.StepsPerQuarter,
                bar = score.Bars.IsEmpty ? QuartersPerBar : (double)score.BarAt(e.Time).Metre.StepsPerBar / Metre.StepsPerQuarter;
            var note = new ExpressedNote(e.Voice, e.Value, time, bar);
            if (e.Kind == NesEventKind.NoteOn)
            {
                yield return (e, dresser.Dress(in note));
                continue;
            }

            dresser.Hear(in note);
            yield return (e, NoteExpression.None);
        }
    }
}
