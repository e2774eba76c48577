using System.Collections.Immutable;

namespace LakhNes.Score.Text;

/// <summary>
/// TX1 and TX2 in console frames (TXF): music happens once a frame, the jitter inside frames is the register log's.
/// </summary>
public static class ConsoleFrames
{
    private const byte NotSet = 255;

    /// <summary>
    /// A score in frames: each event goes to the nearest frame of the song's grid, and a frame keeps for each voice the
    /// last note event, the last velocity and the last timbre. A note-off for a silent voice is dropped, and so is a
    /// velocity or timbre that changes nothing; a note-on keeps its velocity.
    /// </summary>
    /// <param name="score">In samples; one in frames comes back as it is, one in steps has no jitter to lose.</param>
    public static NesScore FromSamples(NesScore score) => FromSamples(score, out _);

    /// <inheritdoc cref="FromSamples(NesScore)"/>
    /// <param name="score">In samples; one in frames comes back as it is, one in steps has no jitter to lose.</param>
    /// <param name="seconds">
    /// How long a frame of the song's grid is, which is a PAL console's where the song is: a score counts all frames as the NTSC
    /// console's.
    /// </param>
    public static NesScore FromSamples(NesScore score, out double seconds)
    {
        seconds = 1 / TimeUnit.Frame.PerSecond;
        if (score.Unit == TimeUnit.Frame || score.Unit == TimeUnit.Step)
            return score.In(TimeUnit.Frame);
        NesScore samples = score.In(TimeUnit.Sample);
        if (samples.Events.IsEmpty)
            return samples.In(TimeUnit.Frame);

        // the reference looks at notes only, from the first one on: the grid of TX2 is that of TX1
        long[] notes = [.. samples.Events.Where(e => e.IsNote).Select(e => e.Time)];
        long start = notes.Length > 0 ? notes[0] : 0;
        FrameGrid grid = FrameGrid.Of(notes.Select(t => t - start).ToArray());
        seconds = grid.SamplesPerFrame / TimeUnit.Sample.PerSecond;
        // the silence before counts whole frames; a phase or a timbre before the first note may still come before frame 0
        long lead = (long)Math.Round(start / grid.SamplesPerFrame);
        lead -= Math.Min(lead + grid.FrameOf(samples.Events[0].Time - start), 0);
        long Frame(long sample) => lead + grid.FrameOf(sample - start);

        ImmutableArray<NesEvent>.Builder events = ImmutableArray.CreateBuilder<NesEvent>(samples.Events.Length);
        Span<VoiceState> voices = stackalloc VoiceState[NesVoices.Count];
        voices.Fill(new VoiceState { Velocity = NotSet, Timbre = 0 });
        Span<FrameChange> changes = stackalloc FrameChange[NesVoices.Count];
        for (int i = 0; i < samples.Events.Length; )
        {
            long frame = Frame(samples.Events[i].Time);
            changes.Clear();
            for (; i < samples.Events.Length && Frame(samples.Events[i].Time) == frame; i++)
                changes[(int)samples.Events[i].Voice].Take(samples.Events[i]);
            for (int v = 0; v < NesVoices.Count; v++)
                voices[v].Apply(changes[v], frame, (NesVoice)v, events);
        }
        long length = Math.Max(Frame(samples.Length), events.Count == 0 ? 0 : events[^1].Time);
        return new NesScore(TimeUnit.Frame, events.ToImmutable(), length);
    }

    /// <summary>The last event of each kind in a frame.</summary>
    private struct FrameChange
    {
        public NesEvent? Note { get; private set; }

        public NesEvent? Velocity { get; private set; }

        public NesEvent? Timbre { get; private set; }

        public void Take(NesEvent e)
        {
            switch (e.Kind)
            {
                case NesEventKind.Velocity:
                    Velocity = e;
                    break;
                case NesEventKind.Timbre:
                    Timbre = e;
                    break;
                default:
                    Note = e;
                    break;
            }
        }
    }

    /// <summary>What a voice plays.</summary>
    private struct VoiceState
    {
        private bool _sounds;

        public byte Velocity { get; set; }

        public byte Timbre { get; set; }

        public void Apply(FrameChange change, long frame, NesVoice voice, ImmutableArray<NesEvent>.Builder events)
        {
            bool starts = change.Note is { Kind: NesEventKind.NoteOn };
            if (change.Note is { } note && (starts || _sounds))
            {
                events.Add(note with { Time = frame });
                _sounds = starts;
            }
            if (change.Velocity is { } velocity && _sounds && (starts || velocity.Value != Velocity))
            {
                events.Add(velocity with { Time = frame });
                Velocity = velocity.Value;
            }
            if (change.Timbre is { } timbre && timbre.Value != Timbre)
            {
                events.Add(timbre with { Time = frame });
                Timbre = timbre.Value;
            }
        }
    }
}
