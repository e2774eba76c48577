using LakhNes.Engine;
using LakhNes.Engine.Hosting;
using LakhNes.Score.Midi;

namespace LakhNes.Cli.Audio;

/// <summary>Plays a MIDI file through the engine, as the plugin in a host plays it, faster than real time.</summary>
internal sealed class SongRenderer
{
    private const int BlockFrames = 512;
    private const int Channels = 16;
    private const int AllNotesOff = 123;
    private const int SustainPedal = 64;

    // the end of a song: what still moves after this long is a note that never ends
    private const double LongestTailSeconds = 10;
    private const double QuietSeconds = 0.1;
    private const float QuietRange = 1e-4f;

    /// <summary>The longest song that is rendered where nobody says how much of it.</summary>
    public const double LongestSeconds = 3600;

    private readonly ChipEngine _engine;
    private readonly MidiTempoMap _tempos;
    private readonly List<(long Sample, EngineEvent Event)> _events;
    private readonly long[] _changes;
    private readonly long _endSample;
    private readonly float[] _left = new float[BlockFrames];
    private readonly float[] _right = new float[BlockFrames];
    private int _nextEvent;
    private int _nextChange;

    /// <summary>Prepares a song.</summary>
    /// <param name="engine">Plays it, with the settings that it has.</param>
    /// <param name="song">A file of format 0 or 1, or one pattern of format 2.</param>
    /// <param name="sampleRate">Samples a second.</param>
    /// <param name="seconds">Where the song is cut; null: it is played to its end.</param>
    /// <param name="moreSeconds">How long the song's time runs on after its last event, for what the generator answers.</param>
    public SongRenderer(ChipEngine engine, MidiFile song, int sampleRate, double? seconds = null, double moreSeconds = 0)
    {
        _engine = engine;
        SampleRate = sampleRate;
        _tempos = song.TempoMap();
        double played = Math.Min(_tempos.SecondsOfTick(song.EndTick), seconds ?? double.PositiveInfinity);
        Seconds = played + moreSeconds;
        long end = SampleOf(played);
        _events =
        [
            .. song
                .Tracks.SelectMany(track => track.Events)
                .SelectMany(e => ToEngineEvents(e).Select(each => (Sample: SampleOfTick(e.Tick), Event: each)))
                .Where(e => seconds is null || e.Sample < end)
                .OrderBy(e => e.Sample), // stable: events of one sample keep the file's order
        ];
        _endSample = SampleOf(Seconds);
        // the last one is where the song's notes end
        _changes =
        [
            .. _tempos.Changes.Select(change => SampleOfTick(change.Tick)).Where(sample => sample < _endSample).Distinct(),
            _endSample,
        ];
    }

    /// <summary>Samples a second.</summary>
    public int SampleRate { get; }

    /// <summary>How long the song lasts, without its tail.</summary>
    public double Seconds { get; }

    /// <summary>Samples that the song and its tail take at most.</summary>
    public long LongestFrames => _endSample + (long)(LongestTailSeconds * SampleRate) + BlockFrames;

    /// <summary>Renders the song and its tail.</summary>
    /// <param name="write">Takes interleaved stereo samples, without the engine's latency.</param>
    /// <param name="progress">Told the share of the song that is done.</param>
    public void Render(Action<ReadOnlySpan<float>> write, IProgress<double> progress)
    {
        _engine.Activate(SampleRate, BlockFrames);
        var stereo = new float[2 * BlockFrames];
        long longest = _endSample + ChipEngine.LatencySamples + (long)(LongestTailSeconds * SampleRate);
        var quiet = new QuietDetector((int)(QuietSeconds * SampleRate));
        for (long position = 0; position < longest && !(position > _endSample && quiet.IsQuiet); )
        {
            int frames = RenderBlock(position);
            int late = (int)Math.Clamp(ChipEngine.LatencySamples - position, 0, frames);
            for (int i = late; i < frames; i++)
            {
                stereo[2 * (i - late)] = _left[i];
                stereo[(2 * (i - late)) + 1] = _right[i];
            }

            ReadOnlySpan<float> heard = stereo.AsSpan(0, 2 * (frames - late));
            write(heard);
            quiet.Add(heard);
            position += frames;
            progress.Report(Math.Min(1, (double)position / (_endSample + 1)));
        }

        _engine.Deactivate();
    }

    // a block ends early where the tempo changes, so that a tempo counts from its own sample
    private unsafe int RenderBlock(long position)
    {
        long end = position + BlockFrames;
        while (_nextChange < _changes.Length && _changes[_nextChange] <= position)
            _nextChange++;
        if (_nextChange < _changes.Length)
            end = Math.Min(end, _changes[_nextChange]);

        int frames = (int)(end - position);
        var events = new List<EngineEvent>();
        if (position == _endSample)
            events.AddRange(SilenceAll());
        for (; _nextEvent < _events.Count && _events[_nextEvent].Sample < end; _nextEvent++)
            events.Add(_events[_nextEvent].Event with { Offset = (int)(_events[_nextEvent].Sample - position) });

        double seconds = (double)position / SampleRate;
        fixed (
            float* left = _left,
                right = _right
        )
        {
            var block = new AudioBlock
            {
                Frames = frames,
                Offline = true,
                Left = left,
                Right = right,
                Events = events.ToArray(),
                Transport = new Transport
                {
                    Playing = position < _endSample,
                    HasSongPosition = true,
                    SongPosition = _tempos.QuartersOfSeconds(seconds),
                    Tempo = _tempos.QuartersPerMinute((long)Math.Round(_tempos.TickOfSeconds(seconds))),
                },
            };
            _engine.Process(ref block);
        }

        return frames;
    }

    // files that leave notes on or the pedal down at their end must not ring for ever
    private static IEnumerable<EngineEvent> SilenceAll() =>
        Enumerable
            .Range(0, Channels)
            .SelectMany(channel =>
                new[]
                {
                    new EngineEvent(EngineEventKind.Controller, 0, (short)channel, Index: SustainPedal),
                    new EngineEvent(EngineEventKind.Controller, 0, (short)channel, Index: AllNotesOff),
                }
            );

    private long SampleOfTick(long tick) => SampleOf(_tempos.SecondsOfTick(tick));

    // no song comes near what a file may claim
    private long SampleOf(double seconds) => (long)Math.Min(Math.Round(seconds * SampleRate), 1L << 52);

    private static EngineEvent[] ToEngineEvents(MidiEvent e)
    {
        if (e.Kind != MidiEventKind.SystemExclusive)
            return ToEngineEvent(e) is { } one ? [one] : [];
        var events = new EngineEvent[TuningMessage.MostEvents];
        return events[..TuningMessage.Read(e.Payload.Span, 0, events)];
    }

    private static EngineEvent? ToEngineEvent(MidiEvent e)
    {
        short channel = (short)e.Channel;
        double first = e.Data1 / 127.0,
            second = e.Data2 / 127.0;
        return e.Kind switch
        {
            _ when e.IsNoteOn => new EngineEvent(EngineEventKind.NoteOn, 0, channel, e.Data1, Value: second),
            _ when e.IsNoteOff => new EngineEvent(EngineEventKind.NoteOff, 0, channel, e.Data1, Value: second),
            MidiEventKind.KeyPressure => new EngineEvent(EngineEventKind.KeyPressure, 0, channel, e.Data1, Value: second),
            MidiEventKind.Controller => new EngineEvent(EngineEventKind.Controller, 0, channel, Index: e.Data1, Value: second),
            MidiEventKind.Program => new EngineEvent(EngineEventKind.Program, 0, channel, Index: e.Data1),
            MidiEventKind.ChannelPressure => new EngineEvent(EngineEventKind.ChannelPressure, 0, channel, Value: first),
            MidiEventKind.PitchBend => new EngineEvent(EngineEventKind.PitchBend, 0, channel, Value: e.PitchBendValue / 8192.0),
            _ => null,
        };
    }

    /// <summary>Sees whether the last samples stood still; a constant is silence, as speakers see it.</summary>
    private sealed class QuietDetector(int frames)
    {
        private float _lowest = float.PositiveInfinity;
        private float _highest = float.NegativeInfinity;
        private int _seen;

        public bool IsQuiet { get; private set; }

        public void Add(ReadOnlySpan<float> stereo)
        {
            foreach (float sample in stereo)
            {
                _lowest = Math.Min(_lowest, sample);
                _highest = Math.Max(_highest, sample);
            }

            _seen += stereo.Length / 2;
            if (_seen < frames)
                return;
            IsQuiet = _highest - _lowest < QuietRange;
            (_lowest, _highest, _seen) = (float.PositiveInfinity, float.NegativeInfinity, 0);
        }
    }
}
