using LakhNes.Dsp.Apu;
using LakhNes.Engine.Generation.Requests;
using LakhNes.Engine.Monitoring;
using LakhNes.Engine.Timing;
using LakhNes.Instrument.Voices;

namespace LakhNes.Engine;

// What windows are shown. The audio thread comes here only while one is open.
public sealed partial class ChipEngine
{
    // a level falls to a tenth in this time
    private const double LevelFallSeconds = 0.4;

    // quarter notes: more than rounding
    private const double PositionTolerance = 1e-6;

    // composed notes that windows are shown at most
    private const int QueuedCapacity = 512;

    private VoiceSnapshots _voicesShown;
    private MonitorBuffers? _watched;
    private double _positionShown;
    private float _peakLeft;
    private float _peakRight;
    private float[] _scope = [];
    private Audition? _audition;

    /// <summary>What windows see of this engine.</summary>
    public EngineMonitor Monitor { get; }

    /// <summary>
    /// Mixes a recording to the main output from the next block on, in place of the one before; null: none. Its level follows the
    /// output gain and bypass; offline it is not heard. From any thread but the audio thread.
    /// </summary>
    public void Listen(Audition? audition) => Volatile.Write(ref _audition, audition);

    /// <summary>Copies the notes that are composed and still count. From any thread but the audio thread.</summary>
    internal int ReadQueued(in EngineSnapshot snapshot, Span<NoteChange> notes)
    {
        if (_improviser.Worker is not { } worker)
            return 0;
        Span<HeardNote> queued = stackalloc HeardNote[QueuedCapacity];
        queued = queued[..worker.Notes.Copy(queued)];
        int count = 0;
        foreach (ref readonly HeardNote note in queued)
        {
            if (count >= notes.Length || !snapshot.Epochs.Has(in note))
                continue;
            var voice = (ApuVoice)note.Voice;
            notes[count++] =
                note.Note == 0
                    ? new NoteChange(NoteChangeKind.End, note.Position, voice, Generated: true)
                    : new NoteChange(
                        NoteChangeKind.Start,
                        note.Position,
                        voice,
                        _instrument.KeyOf(note.Voice, note.Note),
                        Generated: true
                    );
        }

        return count;
    }

    // at the beginning of a block
    private void BeginWatch()
    {
        MonitorBuffers? watched = Monitor.Watched;
        if (watched == _watched)
            return;
        _watched = watched;
        _voicesShown = default;
        foreach (ref VoiceSnapshot voice in _voicesShown)
            voice = VoiceSnapshot.None;
        _peakLeft = _peakRight = 0;
        _positionShown = double.NaN;
    }

    // wherever a note may have begun or ended
    private void WatchNotes(MonitorBuffers watched)
    {
        double position = _improviser.Map.Position;
        if (!(Math.Abs(position - _positionShown) <= PositionTolerance))
            watched.Notes.Write([new NoteChange(NoteChangeKind.Jump, position)]);
        _positionShown = position;
        for (ApuVoice voice = ApuVoice.Pulse1; voice <= ApuVoice.Dmc; voice++)
        {
            VoiceActivity now = _instrument.ActivityOf(voice);
            ref VoiceSnapshot shown = ref _voicesShown[(int)voice];
            VoiceActivity before = shown.Activity;
            if (now == before)
                continue;
            bool again = now.Start != before.Start || now.Key != before.Key;
            if (before.Held && (again || !now.Held))
                watched.Notes.Write([new NoteChange(NoteChangeKind.End, position, voice, before.Key, before.Generated)]);
            if (now.Held && (again || !before.Held))
                watched.Notes.Write([new NoteChange(NoteChangeKind.Start, position, voice, now.Key, now.Generated)]);
            shown = shown with { Activity = now };
        }
    }

    // the main output of a piece of a block
    private void WatchMain(ReadOnlySpan<double> left, ReadOnlySpan<double> right, ReadOnlySpan<double> gains)
    {
        float fall = (float)Math.Pow(0.1, left.Length / (LevelFallSeconds * SampleRate));
        _peakLeft = Math.Max(Peak(left, gains), _peakLeft * fall);
        _peakRight = Math.Max(Peak(right, gains), _peakRight * fall);
    }

    private void WatchVoice(MonitorBuffers watched, int voice, ReadOnlySpan<double> samples)
    {
        Span<float> scope = _scope.AsSpan(0, samples.Length);
        float peak = 0;
        for (int i = 0; i < samples.Length; i++)
        {
            scope[i] = (float)samples[i];
            peak = Math.Max(peak, Math.Abs(scope[i]));
        }

        watched.Scopes[voice].Write(scope);
        ref VoiceSnapshot shown = ref _voicesShown[voice];
        float fall = (float)Math.Pow(0.1, samples.Length / (LevelFallSeconds * SampleRate));
        shown = shown with { Level = Math.Max(peak, shown.Level * fall) };
    }

    // at the end of a block
    private void EndWatch(MonitorBuffers watched)
    {
        WatchNotes(watched);
        for (ApuVoice voice = ApuVoice.Pulse1; voice <= ApuVoice.Dmc; voice++)
        {
            ref VoiceSnapshot shown = ref _voicesShown[(int)voice];
            shown = shown with { Steps = _instrument.StepsOf(voice) };
        }

        TempoMap map = _improviser.Map;
        double position = map.Position;
        long bar = map.BarOf(position);
        watched.Snapshot.Write(
            new EngineSnapshot
            {
                Voices = _voicesShown,
                PeakLeft = _peakLeft,
                PeakRight = _peakRight,
                Position = position,
                Tempo = map.Tempo,
                BarLength = map.BarLength,
                BarStart = map.StartOfBar(bar),
                Bar = bar,
                Playing = map.IsPlaying,
                FollowsHost = map.FollowsHost,
                IsComposing = _improviser.IsComposing,
                Chord = _improviser.Chord,
                LeadBeats = _improviser.LeadBeats,
                Epochs = _improviser.Epochs,
            }
        );
    }

    private static float Peak(ReadOnlySpan<double> samples, ReadOnlySpan<double> gains)
    {
        double peak = 0;
        for (int i = 0; i < samples.Length; i++)
            peak = Math.Max(peak, Math.Abs(samples[i] * gains[i]));
        return (float)peak;
    }
}
