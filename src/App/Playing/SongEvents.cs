using LakhNes.Engine.Hosting;
using LakhNes.Plugin.Core;
using LakhNes.Score.Midi;

namespace LakhNes.App.Playing;

/// <summary>A MIDI file as events at samples.</summary>
internal sealed class SongEvents
{
    private readonly (long Sample, EngineEvent Event)[] _events;
    private int _next;

    private SongEvents((long Sample, EngineEvent Event)[] events) => _events = events;

    /// <summary>Lays a file's channel messages, and those that tune keys, out in time.</summary>
    /// <param name="song">A file of format 0 or 1, or one pattern of format 2.</param>
    /// <param name="sampleRate">Samples a second.</param>
    public static SongEvents Of(MidiFile song, int sampleRate)
    {
        MidiTempoMap tempos = song.TempoMap();
        var events = new List<(long Sample, EngineEvent Event)>();
        var tuned = new EngineEvent[TuningMessage.MostEvents];
        foreach (MidiEvent e in song.Tracks.SelectMany(track => track.Events))
        {
            long sample = (long)Math.Round(tempos.SecondsOfTick(e.Tick) * sampleRate);
            if (MidiBytes.TryRead(0, e.Status, e.Data1, e.Data2, out EngineEvent message))
                events.Add((sample, message));
            if (e.Kind == MidiEventKind.SystemExclusive)
                events.AddRange(tuned[..TuningMessage.Read(e.Payload.Span, 0, tuned)].Select(each => (sample, each)));
        }

        // stable: events of one sample keep the file's order
        return new SongEvents([.. events.OrderBy(e => e.Sample)]);
    }

    /// <summary>Hands over the events of a block.</summary>
    /// <param name="start">The block's first sample, counted from the song's.</param>
    /// <param name="frames">Its length in samples.</param>
    /// <param name="events">Takes them.</param>
    public void Take(long start, int frames, EventBuffer events)
    {
        for (; _next < _events.Length && _events[_next].Sample < start + frames; _next++)
            events.Add(_events[_next].Event with { Offset = (int)(_events[_next].Sample - start) });
    }
}
