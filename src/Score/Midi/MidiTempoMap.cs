namespace LakhNes.Score.Midi;

/// <summary>Converts a file's ticks to seconds and quarter notes and back, over all its tempo changes.</summary>
/// <remarks>
/// In an SMPTE file ticks are parts of a second whatever the tempo; its tempo events then only say how long a quarter is.
/// Times before 0 and after the last change continue with the nearest tempo.
/// </remarks>
public sealed class MidiTempoMap
{
    /// <summary>Tempo before the first tempo event: 120 quarters a minute.</summary>
    public const int DefaultMicrosecondsPerQuarter = 500_000;

    private readonly Segment[] _segments;

    /// <summary>Makes the map of tracks that play together.</summary>
    public MidiTempoMap(MidiDivision division, IEnumerable<MidiTrack> tracks)
    {
        List<(long Tick, int Tempo)> changes = [];
        foreach (MidiTrack track in tracks)
        {
            foreach (MidiEvent e in track.Events)
            {
                if (e is not { Kind: MidiEventKind.Meta, Data1: MidiMeta.Tempo } || e.Payload.Length < 3)
                    continue;
                ReadOnlySpan<byte> p = e.Payload.Span;
                int tempo = p[0] << 16 | p[1] << 8 | p[2];
                if (tempo > 0) // 0 would stop time; players ignore it
                    changes.Add((e.Tick, tempo));
            }
        }
        changes = [.. changes.OrderBy(c => c.Tick)]; // stable: of several at one tick the last in file order wins

        List<Segment> segments = [new Segment(0, 0, 0, DefaultMicrosecondsPerQuarter, division)];
        foreach ((long tick, int tempo) in changes)
        {
            Segment last = segments[^1];
            Segment next = new(tick, last.Seconds(tick), last.Quarters(tick), tempo, division);
            if (tick == last.Tick)
                segments[^1] = next;
            else if (tempo != last.MicrosecondsPerQuarter)
                segments.Add(next);
        }
        _segments = [.. segments];
    }

    /// <summary>The tempo changes: tick and microseconds a quarter; the first one is at tick 0.</summary>
    public IEnumerable<(long Tick, int MicrosecondsPerQuarter)> Changes =>
        _segments.Select(s => (s.Tick, s.MicrosecondsPerQuarter));

    /// <summary>Tempo in quarter notes a minute at a tick.</summary>
    public double QuartersPerMinute(long tick) => 60e6 / At(tick).MicrosecondsPerQuarter;

    /// <summary>Seconds from the start at a tick.</summary>
    public double SecondsOfTick(long tick) => At(tick).Seconds(tick);

    /// <summary>Quarter notes from the start at a tick.</summary>
    public double QuartersOfTick(long tick) => At(tick).Quarters(tick);

    /// <summary>The tick at a time in seconds, with its fraction.</summary>
    public double TickOfSeconds(double seconds)
    {
        ref readonly Segment s = ref Find(seconds, static x => x.StartSeconds);
        return s.Tick + (seconds - s.StartSeconds) / s.SecondsPerTick;
    }

    /// <summary>Seconds at a position in quarter notes.</summary>
    public double SecondsOfQuarters(double quarters)
    {
        ref readonly Segment s = ref Find(quarters, static x => x.StartQuarters);
        return s.StartSeconds + (quarters - s.StartQuarters) * s.MicrosecondsPerQuarter / 1e6;
    }

    /// <summary>Quarter notes at a time in seconds.</summary>
    public double QuartersOfSeconds(double seconds)
    {
        ref readonly Segment s = ref Find(seconds, static x => x.StartSeconds);
        return s.StartQuarters + (seconds - s.StartSeconds) * 1e6 / s.MicrosecondsPerQuarter;
    }

    private ref readonly Segment At(long tick) => ref Find(tick, static x => x.Tick);

    /// <summary>The last segment that starts at or before a place, or the first one.</summary>
    private ref readonly Segment Find(double at, Func<Segment, double> start)
    {
        int low = 0,
            high = _segments.Length - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            if (start(_segments[middle]) <= at)
                low = middle;
            else
                high = middle - 1;
        }
        return ref _segments[low];
    }

    private readonly struct Segment(long tick, double startSeconds, double startQuarters, int tempo, MidiDivision division)
    {
        public long Tick { get; } = tick;
        public double StartSeconds { get; } = startSeconds;
        public double StartQuarters { get; } = startQuarters;
        public int MicrosecondsPerQuarter { get; } = tempo;

        public double SecondsPerTick { get; } =
            division.IsSmpte
                ? 1 / (division.FramesPerSecond * division.TicksPerFrame)
                // pretty_midi's order: times agree with the originals' to the last bit
                : 60 / (6e7 / tempo * division.TicksPerQuarter);

        public double QuartersPerTick { get; } =
            division.IsSmpte ? 1e6 / tempo / (division.FramesPerSecond * division.TicksPerFrame) : 1.0 / division.TicksPerQuarter;

        public double Seconds(long at) => StartSeconds + (at - Tick) * SecondsPerTick;

        public double Quarters(long at) => StartQuarters + (at - Tick) * QuartersPerTick;
    }
}
