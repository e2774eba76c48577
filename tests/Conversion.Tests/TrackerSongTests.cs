using System.Text;
using LakhNes.Conversion.Formats;
using LakhNes.Score;
using LakhNes.Score.Midi;

namespace LakhNes.Conversion.Tests;

public class TrackerSongTests
{
    /// <summary>Formats of modules that are written.</summary>
    public static TheoryData<SongFormat> Trackers => [.. SongFormats.All.Where(format => format.IsTracker())];

    [Theory]
    [MemberData(nameof(Trackers))]
    public void ATuneGoesIntoATrackerAndComesBackNoteForNoteInItsBars(SongFormat format)
    {
        Song song = Tune();
        Song back = Back(song, format);
        Assert.Equal(string.Join('\n', song.Score.Bars), string.Join('\n', back.InStatedBars!.Bars));
        Assert.Equal(Notes(song.Score), Notes(back.InStatedBars));
        Assert.Equal(song.Seconds, back.Seconds, 0.1);
    }

    [Theory]
    [MemberData(nameof(Trackers))]
    public void ItsMidiIsWhatTheRowsSayAtTheirTempo(SongFormat format)
    {
        MidiFile midi = MidiFile.Read(Back(Tune(), format).ToBytes(SongFormat.Midi), "a.mid");
        Assert.Equal(150, midi.TempoMap().QuartersPerMinute(0), 0.01);
        Assert.Equal(Notes(Tune().Score), Notes(Song.Read(midi.ToBytes(), "a.mid", SongFormat.Midi).InStatedBars!));
    }

    [Theory]
    [MemberData(nameof(Trackers))]
    public void AModuleGoesBackIntoItsTextAsItCame(SongFormat format)
    {
        byte[] text = Tune().ToBytes(format);
        Assert.Equal(Encoding.UTF8.GetString(text), Encoding.UTF8.GetString(Song.Read(text, "a.txt", format).ToBytes(format)));
    }

    [Theory]
    [MemberData(nameof(Trackers))]
    public void ItSoundsAsTheTuneDoes(SongFormat format)
    {
        // what is heard where each note is held: its pitch
        Song back = Back(Tune(), format);
        float[] samples = back.Render(),
            tune = Tune().Render();
        Assert.InRange(Math.Abs(samples.Length - tune.Length), 0, 4410);
        Assert.Equal(Tone.RisingEdges(tune.AsSpan(0, 7000)), Tone.RisingEdges(samples.AsSpan(0, 7000)), 5.0);
    }

    [Fact]
    public void AnyTextIsReadAsTheTrackerThatItIsOf()
    {
        foreach (SongFormat format in SongFormats.All.Where(format => format.IsTracker()))
        {
            byte[] text = Tune().ToBytes(format);
            Assert.True(SongFormats.TryOfPath("song.txt", out SongFormat named));
            Assert.Equal(Notes(Tune().Score), Notes(Song.Read(text, "song.txt", named).InStatedBars!));
        }
        Assert.False(Song.TryRead("hello"u8.ToArray(), "song.txt", SongFormat.FamiTracker, null, out _, out ReadError error));
        Assert.StartsWith("song.txt: line 1: ", error.ToString());
    }

    [Fact]
    public void LoudnessIsTheVolumeColumn()
    {
        NesScore score = new(
            TimeUnit.Step,
            [
                NesEvent.NoteOn(0, NesVoice.Pulse1, 69),
                NesEvent.Velocity(0, NesVoice.Pulse1, 5),
                NesEvent.NoteOn(24, NesVoice.Pulse1, 71),
                NesEvent.Velocity(24, NesVoice.Pulse1, 12),
                NesEvent.NoteOn(48, NesVoice.Pulse1, 72),
            ],
            96,
            [new ScoreBar(0, Metre.Common, 150)]
        );
        NesScore back = Back(new Song("song", score), SongFormat.FamiTracker).InStatedBars!;
        Assert.Equal([5, 12], back.Events.Where(e => e.Kind == NesEventKind.Velocity).Select(e => (int)e.Value));
    }

    [Fact]
    public void AnEnvelopeThatIsHeardInASongIsAnInstrumentAndItsLoudnessTheVolumeColumn()
    {
        // eighths of twelve frames that fall by thirds, every other one softer
        StringBuilder text = new();
        for (int i = 0; i < 64; i++)
        {
            int loudest = i % 2 == 0 ? 15 : 9;
            text.Append(
                System.Globalization.CultureInfo.InvariantCulture,
                $"P1_NOTEON_{60 + (i * 5 % 12)}\nP1_VELOCITY_{loudest}\nP1_TIMBRE_1\nWT_735\n"
            );
            text.Append(
                System.Globalization.CultureInfo.InvariantCulture,
                $"P1_VELOCITY_{loudest * 2 / 3}\nWT_735\nP1_VELOCITY_{loudest / 3}\nWT_7350\n"
            );
        }
        Song song = Song.Read(Encoding.ASCII.GetBytes(text + "P1_NOTEOFF"), "song.tx2.txt", SongFormat.Tx2);
        string module = Encoding.UTF8.GetString(song.ToBytes(SongFormat.FamiTracker));
        Assert.Contains(" : 15 10 5\n", module);
        Assert.Contains("MACRO       4   0  -1  -1   0 : 1\n", module);
        Assert.Contains(" 00 F ...", module);
        Assert.Contains(" 00 9 ...", module);
    }

    [Fact]
    public void ASongThatIsTooLongForAModuleIsRefused()
    {
        ScoreBar[] bars = [.. Enumerable.Range(0, 5000).Select(i => new ScoreBar(96 * i, Metre.Common, 300))];
        NesScore score = new(TimeUnit.Step, [NesEvent.NoteOn(0, NesVoice.Pulse1, 69)], 96 * 5000, [.. bars]);
        SongException error = Assert.Throws<SongException>(() => new Song("song", score).ToBytes(SongFormat.FamiTracker));
        Assert.Contains("128 patterns", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ATrackThatIsNotThereIsAnError()
    {
        byte[] text = Tune().ToBytes(SongFormat.FamiTracker);
        SongReadOptions second = new() { Track = 2 };
        Assert.False(Song.TryRead(text, "a.txt", SongFormat.FamiTracker, second, out _, out ReadError error));
        Assert.Equal("a.txt: it has no track 2, only 1 to 1", error.ToString());
    }

    private static Song Tune()
    {
        StringBuilder text = new();
        int[] roots = [45, 41, 48, 43];
        for (int bar = 0; bar < 8; bar++)
        {
            text.Append(bar == 0 ? "BAR\nMETRE_4_4\nTEMPO_150\n" : "BAR\n");
            for (int step = 0; step < 96; step += 12)
            {
                text.Append(
                    System.Globalization.CultureInfo.InvariantCulture,
                    $"POS_{step}\nP1_NOTEON_{69 + (((step / 12 * 5) + bar) % 12)}\n"
                );
                if (step % 24 == 0)
                    text.Append(
                        System.Globalization.CultureInfo.InvariantCulture,
                        $"TR_NOTEON_{roots[bar % 4]}\nNO_NOTEON_{(step % 48 == 0 ? 4 : 12)}\n"
                    );
            }
        }
        return Song.Read(Encoding.ASCII.GetBytes(text.ToString()), "song.txb.txt", SongFormat.Txb);
    }

    private static Song Back(Song song, SongFormat format) =>
        Song.Read(song.ToBytes(format), "song" + format.Extension(), format);

    private static string Notes(NesScore score) => string.Join('\n', score.Events.Where(e => e.Kind == NesEventKind.NoteOn));
}
