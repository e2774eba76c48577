using System.Collections.Immutable;
using LakhNes.Engine.Generation.Requests;
using LakhNes.Engine.Timing;
using LakhNes.Score;

namespace LakhNes.Engine.Generation.Takes.Export;

/// <summary>Takes as scores, which hold what was heard of them in time; and a score as a take.</summary>
public static class TakeScore
{
    /// <summary>
    /// One take out of several that followed each other in the song: each up to where the next one begins, the first one's prompt
    /// included.
    /// </summary>
    /// <param name="takes">At least one.</param>
    public static Take Join(IReadOnlyList<Take> takes)
    {
        Take[] ordered = [.. takes];
        Array.Sort(ordered, (a, b) => a.Start != b.Start ? a.Start.CompareTo(b.Start) : a.Number - b.Number);
        var notes = ImmutableArray.CreateBuilder<HeardNote>();
        var tempos = new List<TempoPoint>();
        double from = double.NegativeInfinity,
            end = ordered[0].End;
        int promptLength = 0;
        for (int i = 0; i < ordered.Length; i++)
        {
            double to = i + 1 < ordered.Length ? ordered[i + 1].Start : double.PositiveInfinity;
            for (int n = 0; n < ordered[i].Notes.Length; n++)
            {
                HeardNote note = ordered[i].Notes[n];
                if (note.Position < from || note.Position >= to)
                    continue;
                notes.Add(note);
                if (i == 0 && n < ordered[i].PromptLength)
                    promptLength++;
            }

            for (int p = 0; p < ordered[i].Tempos.Length; p++)
            {
                TempoPoint point = ordered[i].Tempos[p];
                double next = p + 1 < ordered[i].Tempos.Length ? ordered[i].Tempos[p + 1].Position : double.PositiveInfinity;
                if (next > from && point.Position < to)
                    tempos.Add(point with { Position = Math.Max(point.Position, from) });
            }

            // the next one's prompt repeats what was heard up to here
            end = Math.Max(end, ordered[i].End);
            from = Math.Min(ordered[i].End, to);
        }

        // several end where none of them was to
        CompositionRequest request = ordered[0].Request;
        if (ordered.Length > 1)
            request.End = double.PositiveInfinity;
        return ordered[0] with
        {
            Request = request,
            End = end,
            Notes = notes.ToImmutable(),
            Tempos = [.. tempos],
            PromptLength = promptLength,
        };
    }

    /// <summary>
    /// What a take's files hold: what the take composed, and with what was played also all that was heard before it.
    /// </summary>
    /// <param name="take">The take.</param>
    /// <param name="played">With what was played.</param>
    public static IEnumerable<HeardNote> Heard(Take take, bool played) =>
        take.Notes.Where(
            (note, i) =>
                note.Origin == NoteOrigin.Composed ? played || i >= take.PromptLength : played && note.Origin == NoteOrigin.Played
        );

    /// <summary>
    /// A take as a score in samples, from <see cref="TakeTimeline.Origin"/> on, each note when it was heard. What a voice of the
    /// console cannot play is left out. It loops where the take does, and nothing stands before what was composed.
    /// </summary>
    /// <param name="take">The take.</param>
    /// <param name="played">With what was played.</param>
    /// <param name="isPlayed">Whether the note that a note-on of the score starts was played.</param>
    public static NesScore Of(Take take, bool played, out Func<NesEvent, bool> isPlayed)
    {
        var timeline = new TakeTimeline(take, played);
        long TimeOf(double position) =>
            Math.Max(
                0,
                (long)Math.Round(timeline.SecondsOf(position) * TimeUnit.Sample.PerSecond, MidpointRounding.AwayFromZero)
            );
        var events = new SortedDictionary<(long Time, NesVoice Voice), HeardNote>();
        foreach (HeardNote note in Heard(take, played))
        {
            // of a voice's events at one time the last counts
            if (note.Note == 0 || note.Voice.Plays(note.Note))
                events[(TimeOf(note.Position), note.Voice)] = note;
        }

        var score = ImmutableArray.CreateBuilder<NesEvent>();
        bool isExpressed = events.Values.Any(note => !note.Expression.IsNone);
        var byPlayer = new HashSet<(long, NesVoice)>();
        Span<bool> sounding = stackalloc bool[NesVoices.Count];
        foreach (((long time, NesVoice voice), HeardNote note) in events)
        {
            if (note.Note == 0 && !sounding[(int)voice])
                continue;
            sounding[(int)voice] = note.Note > 0;
            score.Add(note.Note > 0 ? NesEvent.NoteOn(time, voice, note.Note) : NesEvent.NoteOff(time, voice));
            if (isExpressed && note.Note > 0)
                score.AddRange(ExpressionOf(take, note, time));
            if (note.Origin == NoteOrigin.Played)
                byPlayer.Add((time, voice));
        }

        isPlayed = e => byPlayer.Contains((e.Time, e.Voice));
        long end = TimeOf(take.End);
        long last = score.Count > 0 ? score[^1].Time : 0;
        for (NesVoice voice = 0; (int)voice < NesVoices.Count; voice++)
        {
            if (sounding[(int)voice])
                score.Add(NesEvent.NoteOff(Math.Max(end, last), voice));
        }

        var heard = new NesScore(TimeUnit.Sample, score.ToImmutable(), Math.Max(end, last));
        return take.Loops && !played ? heard.Looped() : heard;
    }

    /// <summary>A take that is a score, from the song's beginning on.</summary>
    /// <param name="score">In steps, with bars, the first of which gives the metre and the tempo.</param>
    /// <param name="name">The take's name.</param>
    public static Take Read(NesScore score, string name)
    {
        ScoreBar first = score.Bars[0];
        double bar = QuartersOf(first.Metre.StepsPerBar);
        Span<byte> velocities = stackalloc byte[NesVoices.Count];
        var notes = ImmutableArray.CreateBuilder<HeardNote>();
        foreach (NesEvent e in score.Events)
        {
            if (e.Kind == NesEventKind.Velocity)
                velocities[(int)e.Voice] = e.Value;
            if (!e.IsNote)
                continue;
            NoteExpression expression = new(velocities[(int)e.Voice], 0);
            byte key = e.Kind == NesEventKind.NoteOn ? e.Value : (byte)0;
            notes.Add(new HeardNote(QuartersOf(e.Time), e.Voice, key, NoteOrigin.Composed, Expression: expression));
        }

        return new Take
        {
            Name = name,
            End = QuartersOf(score.Length),
            Tempo = first.Tempo,
            BarLength = bar,
            Tempos = [new TempoPoint(0, first.Tempo, 0, (byte)first.Metre.Numerator, (byte)first.Metre.Denominator)],
            Notes = notes.ToImmutable(),
        };

        static double QuartersOf(long step) => (double)step / Metre.StepsPerQuarter;
    }

    // what was played has all of its own dynamics
    private static IEnumerable<NesEvent> ExpressionOf(Take take, HeardNote note, long time)
    {
        if (!note.Voice.HasVelocity())
            yield break;
        double amount = note.Origin == NoteOrigin.Played ? 1 : take.Settings.Expression / 100;
        var touch = GeneratedTouch.Of(note.Expression, amount);
        int volume = (int)Math.Round(touch.Velocity * NesVoices.FullVelocity);
        yield return NesEvent.Velocity(time, note.Voice, Math.Max(volume, 1));
        if (touch.Timbre >= 0)
            yield return NesEvent.Timbre(time, note.Voice, touch.Timbre);
    }
}
