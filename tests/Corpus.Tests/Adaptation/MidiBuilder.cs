using LakhNes.Score;
using LakhNes.Score.Midi;

namespace LakhNes.Corpus.Tests.Adaptation;

/// <summary>MIDI files of a few parts at 120 quarters a minute; times in quarters, 480 ticks each.</summary>
internal sealed class MidiBuilder
{
    private const int Quarter = 480;

    private readonly List<MidiTrack> _tracks = [];

    public MidiBuilder Part(int program, params (double Start, double Length, int Key)[] notes) =>
        Part(program, _tracks.Count % 9, notes);

    public MidiBuilder Drums(params (double Start, double Length, int Key)[] notes) => Part(0, 9, notes);

    public byte[] Bytes() => new MidiFile(MidiFileFormat.Simultaneous, MidiDivision.Musical(Quarter), _tracks).ToBytes();

    private MidiBuilder Part(int program, int channel, (double Start, double Length, int Key)[] notes)
    {
        IEnumerable<MidiEvent> events = notes.SelectMany(n =>
            new[]
            {
                MidiEvent.NoteOn((long)(n.Start * Quarter), channel, n.Key, 100),
                MidiEvent.NoteOff((long)((n.Start + n.Length) * Quarter), channel, n.Key),
            }
        );
        _tracks.Add(
            new MidiTrack([
                MidiEvent.Program(0, channel, program),
                .. events.OrderBy(e => e.Tick).ThenBy(e => e.IsNoteOn ? 1 : 0),
            ])
        );
        return this;
    }

    /// <summary>A scale of quarters.</summary>
    public static (double, double, int)[] Scale(int first, int count = 16, double start = 0, double length = 1) =>
        [.. Enumerable.Range(0, count).Select(i => (start + i, length, first + i % 8))];

    /// <summary>The notes of a voice: start and end in seconds, rounded to hundredths, and the note.</summary>
    public static (double Start, double End, int Note)[] Notes(NesScore score, NesVoice voice)
    {
        List<(double, double, int)> notes = [];
        (long Time, int Note)? open = null;
        foreach (NesEvent e in score.Events.Where(e => e.Voice == voice && e.IsNote))
        {
            if (open is { } on)
                notes.Add((Seconds(on.Time), Seconds(e.Time), on.Note));
            open = e.Kind == NesEventKind.NoteOn ? (e.Time, e.Value) : null;
        }
        Assert.Null(open);
        return [.. notes];

        double Seconds(long time) => Math.Round(time / score.Unit.PerSecond, 2);
    }
}
