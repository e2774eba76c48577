using System.Collections.Immutable;
using LakhNes.Score.Midi;

namespace LakhNes.Score.NesMdb;

/// <summary>
/// NES-MDB's dialect of MIDI: tracks named p1, p2, tr and no (of files that are read also Pulse 1, Pulse 2, Triangle and Noise,
/// as the plugin's takes have them); ticks of 1/44100 s; controller 11 is the velocity (in tracks of a host from 1 to 127) and 12
/// the timbre; noise notes 1-16 are periods; a 1/1 time signature marks the song's end.
/// </summary>
public static class NesMidi
{
    internal const int VelocityController = 11,
        TimbreController = 12;

    private static readonly string[] TrackNames = ["p1", "p2", "tr", "no"];

    // as takes are written for hosts, whose noise keys begin at a MIDI key that drum editors show
    internal static readonly string[] HostNames = ["Pulse 1", "Pulse 2", "Triangle", "Noise"];
    private const string PlayedMark = " (played)";
    internal const int LowestHostNoiseKey = 36;
    private const int Loudest = 15,
        LoudestHost = 127;

    // General MIDI programs: Lead 1 (square), Lead 2 (sawtooth), Synth Bass 1, Breath Noise
    private static readonly int[] Programs = [80, 81, 38, 121];

    private const int QuarterTicks = 22050; // at 120 quarters a minute a tick is a sample
    private const int MicrosecondsPerQuarter = 500_000;

    /// <summary>
    /// True for a file in this dialect: every note is on a track with one of the names, case of the short ones aside.
    /// </summary>
    public static bool IsNesMidi(MidiFile file)
    {
        IReadOnlyList<MidiInstrument> instruments = MidiInstruments.Of(file);
        return instruments.All(i => VoiceOf(i) != null)
            && (instruments.Count > 0 || file.Tracks.Any(t => VoiceOf(t.Name) != null));
    }

    /// <summary>
    /// True for a file whose tempo and metre are its music's: programs that know no tempo write ticks of a sample at 120 quarters
    /// a minute.
    /// </summary>
    public static bool HasTempo(MidiFile file) =>
        file.Division.TicksPerQuarter != QuarterTicks
        || file.TempoMap().Changes.Any(change => change.MicrosecondsPerQuarter != MicrosecondsPerQuarter);

    /// <summary>A file's notes, velocities and timbres by LakhNES' rules, in samples.</summary>
    /// <remarks>
    /// At one time events stand in voice order, a voice's note-off and note-on (with its velocity) before its controllers.
    /// A note-off is left out where the voice's next note starts at the same sample. Where notes of a voice overlap, which
    /// the original refuses, the later note cuts the earlier one (of two that start together the later in the file stays); values
    /// outside a voice's range, which it passes on although no vocabulary holds them, are left out. Without a 1/1 time signature
    /// the song ends with its last track.
    /// </remarks>
    public static NesScore Read(MidiFile file)
    {
        MidiTempoMap tempo = file.TempoMap();
        long Sample(long tick) => (long)(tempo.SecondsOfTick(tick) * TimeUnit.Sample.PerSecond + 1e-6);

        List<NesEvent> events = [];
        HashSet<List<MidiEvent>> read = [];
        foreach (
            IGrouping<NesVoice, MidiInstrument> ofVoice in MidiInstruments
                .Of(file)
                .Where(i => VoiceOf(i) != null)
                .GroupBy(i => VoiceOf(i)!.Value)
                .OrderBy(voice => voice.Key)
        )
        {
            NesVoice voice = ofVoice.Key;
            // where controllers of a host's track say how loud it is, its notes do not
            bool ownLevels = !ofVoice.Any(i => IsHosts(i) && i.Controllers.Any(c => c.Data1 == VelocityController));
            AddNotes(
                events,
                voice,
                ofVoice.SelectMany(i => i.Notes.Select(n => (Sample(n.Start), Sample(n.End), KeyOf(i, n), n.Velocity))),
                ownLevels
            );
            foreach (
                (MidiInstrument of, MidiEvent c) in ofVoice.SelectMany(i =>
                    (read.Add(i.Controllers) ? i.Controllers : []).Select(c => (i, c))
                )
            )
            {
                int level = IsHosts(of) ? OfHostLevel(c.Data2) : c.Data2;
                if (c.Data1 == VelocityController && voice.HasVelocity() && level is >= 1 and <= Loudest)
                    events.Add(NesEvent.Velocity(Sample(c.Tick), voice, (byte)level));
                else if (c.Data1 == TimbreController && c.Data2 < voice.Timbres())
                    events.Add(NesEvent.Timbre(Sample(c.Tick), voice, c.Data2));
            }
        }
        ImmutableArray<NesEvent> ordered = [.. events.OrderBy(e => e.Time)]; // stable: voices and their rules keep their order
        long last = ordered.IsEmpty ? 0 : ordered[^1].Time;
        long end = file.Tracks.SelectMany(t => t.Events).Where(IsEnd).Select(e => e.Tick).DefaultIfEmpty(file.EndTick).Last();
        return new NesScore(TimeUnit.Sample, ordered, Math.Max(last, Sample(end)));
    }

    /// <summary>
    /// A score as a file, as LakhNES writes it: notes have the voice's full velocity, expression stands in controllers.
    /// </summary>
    /// <remarks>A note that is still open at the end is dropped; a note-off without a note is, too.</remarks>
    public static MidiFile Write(NesScore score) => Write(score, noteVelocities: false);

    /// <summary>
    /// A score as a file, as nesmdb writes it: a note carries the velocity that it starts with, controllers only later
    /// changes, and a note that is still open ends with the song.
    /// </summary>
    public static MidiFile WriteNesMdb(NesScore score) => Write(score, noteVelocities: true);

    private static NesVoice? VoiceOf(MidiInstrument instrument) => VoiceOf(instrument.TrackName);

    private static NesVoice? VoiceOf(string trackName)
    {
        int i = Array.FindIndex(TrackNames, name => name.Equals(trackName, StringComparison.OrdinalIgnoreCase));
        if (i < 0)
            i = Array.IndexOf(HostNames, HostName(trackName));
        return i < 0 ? null : (NesVoice)i;
    }

    private static string HostName(string trackName) =>
        trackName.EndsWith(PlayedMark, StringComparison.Ordinal) ? trackName[..^PlayedMark.Length] : trackName;

    private static int KeyOf(MidiInstrument instrument, MidiNote note) =>
        HostName(instrument.TrackName) == HostNames[(int)NesVoice.Noise] ? note.Key - LowestHostNoiseKey + 1 : note.Key;

    /// <summary>A volume of the console, 1 to 15, as a controller's value for a host.</summary>
    internal static int ToHostLevel(int volume) => (int)Math.Round((double)volume * LoudestHost / Loudest);

    // silence is no volume: notes end
    private static int OfHostLevel(int value) => (int)Math.Round((double)value * Loudest / LoudestHost);

    private static bool IsHosts(MidiInstrument instrument) => Array.IndexOf(HostNames, HostName(instrument.TrackName)) >= 0;

    private static bool IsEnd(MidiEvent e) =>
        e is { Kind: MidiEventKind.Meta, Data1: MidiMeta.TimeSignature, Payload.Length: >= 2 }
        && e.Payload.Span[0] == 1
        && e.Payload.Span[1] == 0;

    /// <summary>Adds the notes of a voice (start, end, key, velocity) as events.</summary>
    private static void AddNotes(
        List<NesEvent> events,
        NesVoice voice,
        IEnumerable<(long Start, long End, int Key, int Velocity)> notes,
        bool ownLevels
    )
    {
        (long Start, long End, int Key, int Velocity)[] ordered = [.. notes.Where(n => voice.Plays(n.Key)).OrderBy(n => n.Start)];
        long open = -1; // end of the note before
        for (int i = 0; i < ordered.Length; i++)
        {
            (long start, long end, int key, int velocity) = ordered[i];
            if (i + 1 < ordered.Length && ordered[i + 1].Start == start)
                continue; // the later in the file stays
            if (open >= 0 && open < start)
                events.Add(NesEvent.NoteOff(open, voice));
            events.Add(NesEvent.NoteOn(start, voice, key));
            if (voice.HasVelocity() && ownLevels)
                events.Add(NesEvent.Velocity(start, voice, Math.Clamp(velocity, 1, 15)));
            open = end;
        }
        if (open >= 0)
            events.Add(NesEvent.NoteOff(open, voice));
    }

    private static MidiFile Write(NesScore score, bool noteVelocities)
    {
        NesScore samples = score.In(TimeUnit.Sample);
        List<MidiEvent> map = [MidiEvent.Tempo(0, MicrosecondsPerQuarter), MidiEvent.TimeSignature(0, 4, 4)];
        if (samples.Length > 0)
            map.Add(MidiEvent.TimeSignature(samples.Length, 1, 1));
        else
            map[1] = MidiEvent.TimeSignature(0, 1, 1);

        List<MidiTrack> tracks = [Track(map)];
        for (NesVoice voice = 0; (int)voice < NesVoices.Count; voice++)
            tracks.Add(VoiceTrack(samples, voice, noteVelocities));
        return new MidiFile(MidiFileFormat.Simultaneous, MidiDivision.Musical(QuarterTicks), tracks);
    }

    private static MidiTrack VoiceTrack(NesScore score, NesVoice voice, bool noteVelocities)
    {
        int channel = voice == NesVoice.Noise ? 9 : (int)voice;
        int full = voice.HasVelocity() ? 15 : 1;
        List<MidiEvent> events = [];
        NesEvent[] mine = [.. score.Events.Where(e => e.Voice == voice)];
        (NesEvent On, int Velocity)? open = null;
        for (int i = 0; i < mine.Length; i++)
        {
            NesEvent e = mine[i];
            switch (e.Kind)
            {
                case NesEventKind.NoteOn:
                    Close(e.Time);
                    open = (e, full);
                    // a velocity at a note's own time is the note's
                    if (
                        noteVelocities
                        && i + 1 < mine.Length
                        && mine[i + 1] is { Kind: NesEventKind.Velocity } v
                        && v.Time == e.Time
                    )
                    {
                        open = (e, v.Value);
                        i++;
                    }
                    break;
                case NesEventKind.NoteOff:
                    Close(e.Time);
                    break;
                default:
                    int number = e.Kind == NesEventKind.Velocity ? VelocityController : TimbreController;
                    events.Add(MidiEvent.Controller(e.Time, channel, number, e.Value));
                    break;
            }
        }
        if (noteVelocities)
            Close(score.Length);

        // pretty_midi's order inside a tick: controllers by number and value, then notes by key, a note's end before its start
        List<MidiEvent> track =
        [
            MidiEvent.TextEvent(0, MidiMeta.TrackName, TrackNames[(int)voice]),
            MidiEvent.Program(0, channel, Programs[(int)voice]),
            .. events
                .OrderBy(e => e.Tick)
                .ThenBy(e => e.Kind == MidiEventKind.Controller ? 0 : 1)
                .ThenBy(e => e.Data1)
                .ThenBy(e => e.Data2),
        ];
        return Track(track);

        void Close(long time)
        {
            if (open is var (on, velocity) && time > on.Time)
            {
                events.Add(MidiEvent.NoteOn(on.Time, channel, on.Value, velocity));
                events.Add(MidiEvent.NoteOn(time, channel, on.Value, 0));
            }
            open = null;
        }
    }

    /// <summary>A track that ends a tick after its last event, as pretty_midi's do.</summary>
    private static MidiTrack Track(List<MidiEvent> events) => new(events, events[^1].Tick + 1);
}
