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
    public static ExpressedPiece Express(NesScore score, double amount, double beat, ulong seed)
    {
        if (amount == 0 || score.HasExpression)
            return new(score, score);
        NoteExpression[] expressions = Expressions(score, beat, seed);
        return new(Dress(score, expressions, amount), Play(score.In(TimeUnit.Sample), expressions, amount));
    }

    private static NesScore Dress(NesScore score, NoteExpression[] expressions, double amount)
    {
        ImmutableArray<NesEvent>.Builder events = ImmutableArray.CreateBuilder<NesEvent>();
        for (int i = 0; i < expressions.Length; i++)
        {
            NesEvent e = score.Events[i];
            events.Add(e);
            if (expressions[i].IsNone)
                continue;
            events.Add(NesEvent.Velocity(e.Time, e.Voice, VolumeOf(expressions[i], amount)));
            if (NoteExpression.IsWhole(amount))
                events.Add(NesEvent.Timbre(e.Time, e.Voice, expressions[i].Timbre));
        }

        return new NesScore(score.Unit, events.ToImmutable(), score.Length, score.Bars)
        {
            Loops = score.Loops,
            Scene = score.Scene,
        };
    }

    // in samples: frames do not lie on a song's steps
    private static NesScore Play(NesScore score, NoteExpression[] expressions, double amount)
    {
        NesScore dressed = Dress(score, expressions, amount);
        if (!NoteExpression.IsWhole(amount))
            return dressed;
        List<NesEvent> courses = [];
        Span<long> ends = [score.Length, score.Length, score.Length, score.Length];
        for (int i = expressions.Length - 1; i >= 0; i--)
        {
            NesEvent e = score.Events[i];
            if (!expressions[i].IsNone)
                AddCourse(courses, e, expressions[i], amount, ends[(int)e.Voice]);
            ends[(int)e.Voice] = e.Time;
        }

        // what a note begins with follows it
        IEnumerable<NesEvent> events = dressed.Events.Where(e => e.Kind != NesEventKind.Velocity).Concat(courses);
        return new NesScore(TimeUnit.Sample, [.. events.OrderBy(e => e.Time)], score.Length)
        {
            Loops = score.Loops,
            Scene = score.Scene,
        };
    }

    // the volumes of a note, where they change, until the voice's next event
    private static void AddCourse(List<NesEvent> to, NesEvent note, NoteExpression expression, double amount, long end)
    {
        ReadOnlySpan<byte> shape = VolumeShapes.Default.Of(note.Voice, expression.Shape);
        double peak = VolumeOf(expression, amount);
        int last = 0;
        for (int frame = 0; frame < shape.Length; frame++)
        {
            long time = note.Time + (long)Math.Round(frame * TimeUnit.Sample.PerSecond / TimeUnit.Frame.PerSecond);
            if (time >= end && frame > 0)
                return;
            int volume = Math.Max((int)Math.Round(peak * shape[frame] / NesVoices.FullVelocity), 1);
            if (volume != last)
                to.Add(NesEvent.Velocity(time, note.Voice, volume));
            last = volume;
        }
    }

    private static int VolumeOf(NoteExpression expression, double amount) =>
        Math.Max((int)Math.Round(expression.LoudnessOf(amount, usual: 1) * NesVoices.FullVelocity), 1);

    // of each event; none where it begins no note
    private static NoteExpression[] Expressions(NesScore score, double beat, ulong seed)
    {
        var dresser = new NoteDresser(ExpressionNetwork.Default);
        dresser.Begin(seed);
        var expressions = new NoteExpression[score.Events.Length];
        for (int i = 0; i < expressions.Length; i++)
        {
            NesEvent e = score.Events[i];
            double time = score.Bars.IsEmpty ? e.Time / score.Unit.PerSecond / beat : (double)e.Time / Metre.StepsPerQuarter,
                bar = score.Bars.IsEmpty ? QuartersPerBar : (double)score.BarAt(e.Time).Metre.StepsPerBar / Metre.StepsPerQuarter;
            var note = new ExpressedNote(e.Voice, e.Value, time, bar);
            if (e.Kind == NesEventKind.NoteOn)
                expressions[i] = dresser.Dress(in note);
            else
                dresser.Hear(in note);
        }

        return expressions;
    }
}
