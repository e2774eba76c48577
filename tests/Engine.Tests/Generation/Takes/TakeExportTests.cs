using LakhNes.Conversion;
using LakhNes.Engine.Generation;
using LakhNes.Engine.Generation.Takes;
using LakhNes.Engine.Generation.Takes.Export;
using LakhNes.Score;
using LakhNes.Score.Midi;

namespace LakhNes.Engine.Tests.Generation.Takes;

public class TakeExportTests
{
    // a phrase of two notes from beat 2 on, an answer of two notes from beat 4 on, one that came too late
    private static readonly Take Example = new()
    {
        Number = 3,
        Kept = false,
        Open = false,
        InSong = true,
        Truncated = false,
        Start = 4,
        End = 8,
        Tempo = 120,
        Model = "model",
        Settings = new GeneratorSettings(),
        PromptLength = 4,
        Dropped = 1,
        Notes =
        [
            new(2.5, NesVoice.Pulse1, 60, TakeNoteKind.Played), new(3, NesVoice.Pulse1, 0, TakeNoteKind.Played),
            new(3, NesVoice.Pulse1, 62, TakeNoteKind.Played), new(3.5, NesVoice.Pulse1, 0, TakeNoteKind.Played),
            new(4, NesVoice.Pulse2, 64, TakeNoteKind.Composed), new(4.5, NesVoice.Triangle, 50, TakeNoteKind.Dropped),
            new(5, NesVoice.Pulse2, 0, TakeNoteKind.Composed), new(6, NesVoice.Noise, 16, TakeNoteKind.Composed),
        ],
    };

    [Fact]
    public void A_score_holds_what_was_heard_from_the_first_beat_on()
    {
        NesScore score = TakeScore.Of(Example, played: true, out Func<NesEvent, bool> isPlayed);
        const int quarter = 22_050;
        NesEvent[] expected =
        [
            NesEvent.NoteOn(quarter / 2, NesVoice.Pulse1, 60), NesEvent.NoteOn(quarter, NesVoice.Pulse1, 62), NesEvent.NoteOff(3 * quarter / 2, NesVoice.Pulse1),
            NesEvent.NoteOn(2 * quarter, NesVoice.Pulse2, 64), NesEvent.NoteOff(3 * quarter, NesVoice.Pulse2),
            NesEvent.NoteOn(4 * quarter, NesVoice.Noise, 16), NesEvent.NoteOff(6 * quarter, NesVoice.Noise),
        ];
        Assert.Equal(expected, score.Events);
        Assert.Equal(6 * quarter, score.Length);
        Assert.Equal([true, true, false, false], score.Events.Where(e => e.Kind == NesEventKind.NoteOn).Select(isPlayed));

        NesScore answer = TakeScore.Of(Example, played: false, out _);
        Assert.Equal([0L, quarter, 2 * quarter, 4 * quarter], answer.Events.Select(e => e.Time));
    }

    [Fact]
    public void A_MIDI_file_is_on_the_songs_beats_with_a_track_a_voice()
    {
        MidiFile midi = MidiFile.Read(TakeFile.Write(Example, SongFormat.Midi), "take.mid");
        Assert.Equal(["LakhNES take 3", "Pulse 1 (played)", "Pulse 2", "Noise"], midi.Tracks.Select(track => track.Name));
        Assert.Equal(120, midi.TempoMap().QuartersPerMinute(0), 1e-6);
        Assert.Equal(
            [(480L, 0, 60), (960, 0, 62), (1920, 1, 64), (3840, 3, 51)],
            midi.Tracks.SelectMany(track => track.Events).Where(e => e.IsNoteOn).Select(e => (e.Tick, e.Channel, (int)e.Data1)));
        Assert.Equal(4, midi.Tracks.Sum(track => track.Events.Count(e => e.IsNoteOff)));
        Assert.Equal(6 * 960, midi.EndTick);
    }

    [Fact]
    public void Every_format_can_be_written_and_those_that_can_be_read_hold_the_notes()
    {
        foreach (SongFormat format in SongFormats.All)
        {
            byte[] file = TakeFile.Write(Example, format);
            Assert.True(file.Length > 20, format.ToString());
            if (!format.CanRead() || format == SongFormat.Midi) continue;
            NesEvent[] notes = [.. Song.Read(file, "take" + format.Extension(), format).Score.Events.Where(e => e.Kind == NesEventKind.NoteOn)];
            Assert.Equal([60, 62, 64, 16], notes.Select(e => (int)e.Value));
        }
    }

    [Fact]
    public void Sound_is_that_of_the_instrument()
    {
        using ChipEngine engine = new(), other = new();
        byte[] wav = engine.RenderTake(Example, sampleRate: 44_100);
        int header = 44, frames = (wav.Length - header) / 6;
        Assert.InRange(frames / 44_100.0, 3, 4.5);
        bool Sounds(double from, double to) => wav.AsSpan(header + ((int)(from * 44_100) * 6), (int)((to - from) * 44_100) * 6).ContainsAnyExcept((byte)0, (byte)255);
        Assert.False(Sounds(0, 0.24));
        Assert.True(Sounds(0.26, 0.7));
        Assert.True(Sounds(2.1, 2.9));
        other.SetParameter(LakhNes.Engine.Parameters.ParameterTable.Find("Pulse 1 Duty")!.Index, 0);
        Assert.NotEqual(wav, other.RenderTake(Example, sampleRate: 44_100));
    }

    [Fact]
    public void Takes_that_follow_each_other_become_one()
    {
        Take later = Example with
        {
            Number = 4,
            Start = 10,
            End = 12,
            PromptLength = 3,
            Dropped = 0,
            Notes =
            [
                new(2.5, NesVoice.Pulse1, 60, TakeNoteKind.Played), new(9, NesVoice.Pulse1, 67, TakeNoteKind.Played),
                new(9.5, NesVoice.Pulse1, 0, TakeNoteKind.Played), new(10, NesVoice.Pulse2, 69, TakeNoteKind.Composed),
            ],
        };
        Take joined = TakeScore.Join([later, Example]);
        Assert.Equal([60, 62, 64, 50, 16, 67, 69], joined.Notes.Where(note => note.Note > 0).Select(note => (int)note.Note));
        Assert.Equal((4.0, 12.0, 1), (joined.Start, joined.End, joined.Dropped));
    }
}
