namespace LakhNes.Score.Midi;

/// <summary>A track: events ordered by tick, and where it ends.</summary>
public sealed class MidiTrack
{
    /// <summary>Makes a track. Events must be ordered by tick and hold no end-of-track event.</summary>
    /// <param name="events">The events; the track keeps the list.</param>
    /// <param name="endTick">Tick of the end-of-track event; the last event's tick where left out.</param>
    /// <exception cref="ArgumentException">Events out of order or after the end, or an end-of-track among them.</exception>
    public MidiTrack(IReadOnlyList<MidiEvent> events, long? endTick = null)
    {
        long tick = 0;
        for (int i = 0; i < events.Count; i++)
        {
            MidiEvent e = events[i];
            if (e.Tick < tick)
                throw new ArgumentException($"event {i} at tick {e.Tick} comes after one at {tick}", nameof(events));
            if (e is { Kind: MidiEventKind.Meta, Data1: MidiMeta.EndOfTrack })
                throw new ArgumentException($"event {i} is an end of track", nameof(events));
            tick = e.Tick;
        }
        if (endTick < tick)
            throw new ArgumentException($"the end {endTick} comes before the last event {tick}", nameof(endTick));
        Events = events;
        EndTick = endTick ?? tick;
    }

    /// <summary>The events, ordered by tick; the order inside a tick is the file's.</summary>
    public IReadOnlyList<MidiEvent> Events { get; }

    /// <summary>Tick of the end-of-track event.</summary>
    public long EndTick { get; }

    /// <summary>The track's first name, or an empty text.</summary>
    public string Name
    {
        get
        {
            foreach (MidiEvent e in Events)
            {
                if (e is { Kind: MidiEventKind.Meta, Data1: MidiMeta.TrackName })
                    return e.Text;
            }
            return "";
        }
    }
}
