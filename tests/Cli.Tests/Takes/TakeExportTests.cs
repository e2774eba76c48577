using LakhNes.Cli.Takes;
using LakhNes.Conversion;
using LakhNes.Conversion.Formats;
using LakhNes.Engine;
using LakhNes.Engine.Generation.Requests;
using LakhNes.Engine.Generation.Takes;
using LakhNes.Engine.Generation.Takes.Export;
using LakhNes.Engine.Settings;
using LakhNes.Score;
using LakhNes.Score.Midi;

namespace LakhNes.Cli.Tests.Takes;

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
        Tempos = [new(0, 120, 0, 4, 4)],
        Model = "model",
        Settings = new GeneratorSettings(),
        PromptLength = 4,
        Notes =
        [
            new(2.5, NesVoice.Pulse1, 60, NoteOrigin.Played),
            new(3, NesVoice.Pulse1, 0, NoteOrigin.Played),
            new(3, NesVoice.Pulse1, 62, NoteOrigin.Played),
            new(3.5, NesVoice.Pulse1, 0, NoteOrigin.Played),
            new(4, NesVoice.Pulse2, 64, NoteOrigin.Composed),
            new(4.5, NesVoice.Triangle, 50, NoteOrigin.Dropped),
            new(5, NesVoice.Pulse2, 0, NoteOrigin.Composed),
            new(6, NesVoice.Noise, 16, NoteOrigin.Composed),
        ],
    };

    [Fact]
    public void AScoreHoldsWhatWasHeardFromTheBarLineOn()
    {
        NesScore score = TakeScore.Of(Example, played: true, out Func<NesEvent, bool> isPlayed);
        const int quarter = 22_050;
        NesEvent[] expected =
        [
            NesEvent.NoteOn(5 * quarter / 2, NesVoice.Pulse1, 60),
            NesEvent.NoteOn(3 * quarter, NesVoice.Pulse1, 62),
            NesEvent.NoteOff(7 * quarter / 2, NesVoice.Pulse1),
            NesEvent.NoteOn(4 * quarter, NesVoice.Pulse2, 64),
            NesEvent.NoteOff(5 * quarter, NesVoice.Pulse2),
            NesEvent.NoteOn(6 * quarter, NesVoice.Noise, 16),
            NesEvent.NoteOff(8 * quarter, NesVoice.Noise),
        ];
        Assert.Equal(expected, score.Events);
        Assert.Equal(8 * quarter, score.Length);
        Assert.Equal([true, true, false, false], score.Events.Where(e => e.Kind == NesEventKind.NoteOn).Select(isPlayed));

        NesScore answer = TakeScore.Of(Example, played: false, out _);
        Assert.Equal([0L, quarter, 2 * quarter, 4 * quarter], answer.Events.Select(e => e.Time));
    }

    [Fact]
    public void AMIDIFileIsOnTheSongsBeatsWithATrackAVoice()
    {
        MidiFile midi = MidiFile.Read(TakeFile.Write(Example, SongFormat.Midi, played: true), "take.mid");
        Assert.Equal(["LakhNES take 3", "Pulse 1 (played)", "Pulse 2", "Noise"], midi.Tracks.Select(track => track.Name));
        Assert.Equal(120, midi.TempoMap().QuartersPerMinute(0), 1e-6);
        Assert.Equal(
            [(2400L, 0, 60), (2880, 0, 62), (3840, 1, 64), (5760, 3, 51)],
            midi.Tracks.SelectMany(track => track.Events).Where(e => e.IsNoteOn).Select(e => (e.Tick, e.Channel, (int)e.Data1))
        );
        Assert.Equal(4, midi.Tracks.Sum(track => track.Events.Count(e => e.IsNoteOff)));
        Assert.Equal(8 * 960, midi.EndTick);

        MidiFile answer = MidiFile.Read(TakeFile.Write(Example, SongFormat.Midi), "take.mid");
        Assert.Equal(["LakhNES take 3", "Pulse 2", "Noise"], answer.Tracks.Select(track => track.Name));
        Assert.Equal([0L, 1920], answer.Tracks.SelectMany(track => track.Events).Where(e => e.IsNoteOn).Select(e => e.Tick));
    }

    /// <summary>
    /// A chord on one voice, a phrase that begins where the answer ends, notes shorter than a tick: the last one is heard.
    /// </summary>
    [Fact]
    public void NotesThatBeginOnOneTickCanBeExported()
    {
        const double less = 1.0 / 5000;
        Take take = Example with
        {
            Notes =
            [
                new(2, NesVoice.Pulse1, 60, NoteOrigin.Played),
                new(2, NesVoice.Pulse1, 64, NoteOrigin.Played),
                new(2 + less, NesVoice.Pulse1, 67, NoteOrigin.Played),
                new(3, NesVoice.Pulse1, 0, NoteOrigin.Played),
                new(4, NesVoice.Pulse1, 70, NoteOrigin.Composed),
                new(8, NesVoice.Pulse1, 0, NoteOrigin.Composed),
                new(5, NesVoice.Pulse2, 50, NoteOrigin.Composed),
                new(5 + less, NesVoice.Pulse2, 0, NoteOrigin.Composed),
                new(8, NesVoice.Pulse1, 72, NoteOrigin.Played),
                new(8, NesVoice.Pulse1, 0, NoteOrigin.Played),
                new(8, NesVoice.Pulse1, 74, NoteOrigin.Played),
            ],
        };
        foreach (SongFormat format in SongFormats.All)
            Assert.NotEmpty(TakeFile.Write(take, format, played: true));
        MidiFile midi = MidiFile.Read(TakeFile.Write(take, SongFormat.Midi, played: true), "take.mid");
        (long, bool, int)[] heard =
        [
            .. midi
                .Tracks.SelectMany(track => track.Events)
                .Where(e => e.IsNoteOn || e.IsNoteOff)
                .Select(e => (e.Tick, e.IsNoteOn, (int)e.Data1)),
        ];
        Assert.Equal(
            [
                (1920, true, 67),
                (2880, false, 67),
                (7680, true, 74),
                (7681, false, 74),
                (3840, true, 70),
                (7680, false, 70),
                (4800, true, 50),
                (4801, false, 50),
            ],
            heard
        );
    }

    /// <summary>
    /// Whatever is in a take, in whatever order: every format can be written, and a MIDI voice sounds one note at a time.
    /// </summary>
    [Fact]
    public void AnyTakeCanBeExported()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            HeardNote[] notes =
            [
                .. Enumerable
                    .Range(0, 60)
                    .Select(_ => new HeardNote(
                        random.Next(40) / (double)random.Next(1, 5),
                        (NesVoice)random.Next(4),
                        (byte)(random.Next(3) == 0 ? 0 : random.Next(1, 17) + random.Next(40)),
                        (NoteOrigin)random.Next(3)
                    )),
            ];
            Take take = Example with
            {
                Notes = [.. notes],
                PromptLength = random.Next(10),
                Start = random.Next(8),
                End = random.Next(8),
            };
            foreach (bool played in new[] { false, true })
            {
                foreach (SongFormat format in SongFormats.All)
                    TakeFile.Write(take, format, played);
                MidiFile midi = MidiFile.Read(TakeFile.Write(take, SongFormat.Midi, played), "take.mid");
                Assert.Empty(midi.Warnings);
                foreach (MidiTrack track in midi.Tracks)
                {
                    bool[] sounds = [.. track.Events.Where(e => e.IsNoteOn || e.IsNoteOff).Select(e => e.IsNoteOn)];
                    Assert.Equal(sounds.Select((_, i) => i % 2 == 0), sounds);
                }
            }
        }
    }

    [Fact]
    public void EveryFormatCanBeWrittenAndThoseThatCanBeReadHoldTheNotes()
    {
        foreach (SongFormat format in SongFormats.All)
        {
            byte[] file = TakeFile.Write(Example, format, played: true);
            Assert.True(file.Length > 20, format.ToString());
            if (!format.CanRead() || format == SongFormat.Midi)
                continue;
            NesEvent[] notes =
            [
                .. Song.Read(file, "take" + format.Extension(), format).Score.Events.Where(e => e.Kind == NesEventKind.NoteOn),
            ];
            // a blended score has no noise
            int[] held = format == SongFormat.BlendedScore ? [60, 62, 64] : [60, 62, 64, 16];
            Assert.Equal(held, notes.Select(e => (int)e.Value));
        }
    }

    [Fact]
    public void SoundIsThatOfTheInstrument()
    {
        using ChipEngine engine = new(),
            other = new();
        byte[] wav = TakeFile.WriteWav(engine, Example, played: true, 44_100);
        int header = 44,
            frames = (wav.Length - header) / 6;
        Assert.InRange(frames / 44_100.0, 4, 5.5);
        bool Sounds(double from, double to) =>
            wav.AsSpan(header + ((int)(from * 44_100) * 6), (int)((to - from) * 44_100) * 6)
                .ContainsAnyExcept((byte)0, (byte)255);
        Assert.False(Sounds(0, 1.24));
        Assert.True(Sounds(1.26, 1.7));
        Assert.True(Sounds(3.1, 3.9));
        other.SetParameter(LakhNes.Engine.Parameters.ParameterTable.Find("Pulse 1 Duty")!.Index, 0);
        Assert.NotEqual(wav, TakeFile.WriteWav(other, Example, played: true, 44_100));
    }

    /// <summary>
    /// From beat 6 on half as fast, and in bars of three; the first two composed notes are a second apart, the next two.
    /// </summary>
    private static readonly Take Slower = Example with
    {
        Tempos = [new(0, 120, 0, 4, 4), new(6.5, 60, 6, 3, 4)],
        Notes =
        [
            .. Example.Notes,
            new(6.5, NesVoice.Noise, 0, NoteOrigin.Composed),
            new(7.5, NesVoice.Noise, 1, NoteOrigin.Composed),
        ],
    };

    [Fact]
    public void NotesAreWrittenWhenTheyWereHeard()
    {
        NesScore score = TakeScore.Of(Slower, played: false, out _);
        Assert.Equal([0, 1, 2.25], score.Events.Where(e => e.Kind == NesEventKind.NoteOn).Select(e => e.Time / 44_100.0));
        Assert.Equal(2.75, score.Seconds);

        using ChipEngine engine = new();
        byte[] wav = TakeFile.WriteWav(engine, Slower);
        bool Sounds(double from, double to) =>
            wav.AsSpan(44 + ((int)(from * 48_000) * 6), (int)((to - from) * 48_000) * 6).ContainsAnyExcept((byte)0, (byte)255);
        Assert.True(Sounds(2.251, 2.27));
        Assert.False(Sounds(2.2, 2.249));
    }

    [Fact]
    public void AMIDIFileHasTheSongsTempoAndMetreWhereTheyChange()
    {
        MidiEvent[] song =
        [
            .. MidiFile
                .Read(TakeFile.Write(Slower, SongFormat.Midi), "take.mid")
                .Tracks[0]
                .Events.Where(e => e.Data1 != MidiMeta.TrackName),
        ];
        Assert.Equal(
            [
                MidiEvent.TimeSignature(0, 4, 4),
                MidiEvent.Tempo(0, 500_000),
                MidiEvent.TimeSignature(2 * 960, 3, 4),
                MidiEvent.Tempo(5 * 480, 1_000_000),
            ],
            song
        );
    }

    [Fact]
    public void AClipBeginsAtTheBarLineBeforeTheAnswer()
    {
        Take later = Example with
        {
            Start = 5,
            Tempos = [new(0, 120, 1, 3, 4)],
            PromptLength = 8,
            Notes = [.. Example.Notes, new(5, NesVoice.Pulse1, 60, NoteOrigin.Composed)],
        };
        Assert.Equal(4, new TakeTimeline(later, played: false).Origin);
        Assert.Equal(1, new TakeTimeline(later, played: true).Origin);
        Assert.Equal(
            [960L],
            MidiFile
                .Read(TakeFile.Write(later, SongFormat.Midi), "take.mid")
                .Tracks.SelectMany(track => track.Events)
                .Where(e => e.IsNoteOn)
                .Select(e => e.Tick)
        );
    }

    [Fact]
    public void TakesThatFollowEachOtherBecomeOne()
    {
        Take later = Example with
        {
            Number = 4,
            Start = 10,
            End = 12,
            PromptLength = 3,
            Tempos = [new(0, 120, 0, 4, 4), new(7, 90, 0, 4, 4), new(11, 60, 0, 4, 4)],
            Notes =
            [
                new(2.5, NesVoice.Pulse1, 60, NoteOrigin.Played),
                new(9, NesVoice.Pulse1, 67, NoteOrigin.Played),
                new(9.5, NesVoice.Pulse1, 0, NoteOrigin.Played),
                new(10, NesVoice.Pulse2, 69, NoteOrigin.Composed),
            ],
        };
        Take joined = TakeScore.Join([later, Example]);
        Assert.Equal([60, 62, 64, 50, 16, 67, 69], joined.Notes.Where(note => note.Note > 0).Select(note => (int)note.Note));
        Assert.Equal((4.0, 12.0, 1), (joined.Start, joined.End, joined.Dropped));
        Assert.Equal([(0.0, 120.0), (8, 90), (11, 60)], joined.Tempos.Select(point => (point.Position, point.Tempo)));
    }
}
