using System.Buffers.Binary;
using System.Text;
using FsCheck.Xunit;
using LakhNes.Conversion.Formats;
using LakhNes.Score;
using LakhNes.Score.Formats;
using LakhNes.Score.Midi;
using LakhNes.Score.NesMdb;
using LakhNes.Score.Registers;
using LakhNes.Score.Text;

namespace LakhNes.Conversion.Tests;

[Properties(Arbitrary = [typeof(ScoreGenerators)], MaxTest = 60)]
public class SongTests
{
    private const string TwoNotes = "WT_100\nP1_NOTEON_69\nTR_NOTEON_45\nWT_22050\nP1_NOTEOFF\nTR_NOTEOFF\nWT_44100";

    /// <summary>Formats that hold a score without loss, expression aside.</summary>
    public static TheoryData<SongFormat> NoteFormats =>
        [SongFormat.Midi, SongFormat.Tx1, SongFormat.Tx2, SongFormat.Vgm, SongFormat.Vgz];

    [Property]
    public void NotesSurviveEveryTextAndMidi(NesScore score)
    {
        NesScore notes = score.WithoutExpression();
        SongFormat[] formats =
            score.Unit == TimeUnit.Frame ? [SongFormat.Txf] : [SongFormat.Midi, SongFormat.Tx1, SongFormat.Tx2];
        foreach (SongFormat format in formats)
            ScoreAssert.Same(notes, Back(new Song("song", notes), format).Score.WithoutExpression());
    }

    [Fact]
    public void ATextInBarsComesBackAsItIsAndPlaysInItsTempo()
    {
        byte[] text = Encoding.ASCII.GetBytes(
            "BAR\nMETRE_3_4\nTEMPO_60\nPOS_0\nP1_NOTEON_69\nPOS_48\nP1_NOTEOFF\nBAR\nPOS_8\nTR_NOTEON_45"
        );
        Song song = Song.Read(text, "song.txb.txt", SongFormat.Txb);
        Assert.Equal(text, song.ToBytes(SongFormat.Txb));
        Assert.Equal(6, song.Seconds);
        Assert.Equal(
            "P1_NOTEON_69\nWT_88200\nP1_NOTEOFF\nWT_58800\nTR_NOTEON_45\nWT_117600",
            Encoding.ASCII.GetString(song.ToBytes(SongFormat.Tx1))
        );
    }

    [Property]
    public void ASongOfNesMdbHasTheBarsOfItsNotes(NesScore score)
    {
        // ticks of a sample at 120 quarters a minute say nothing of its music
        foreach (MidiFile midi in new[] { NesMidi.Write(score), NesMidi.WriteNesMdb(score) })
        {
            Song song = Song.Read(midi.ToBytes(), "song.mid", SongFormat.Midi);
            Assert.False(song.StatesTempo);
            Assert.Null(song.InStatedBars);
            Assert.Empty(song.Beats);
            Assert.Equal(NesTextFormat.Txb.Write(NesMidi.Read(midi)), Encoding.ASCII.GetString(song.ToBytes(SongFormat.Txb)));
        }
    }

    [Fact]
    public void WhatIsWrittenForAHostComesBackInItsBars()
    {
        byte[] text = Encoding.ASCII.GetBytes(
            "BAR\nMETRE_3_4\nTEMPO_60\nPOS_0\nP1_NOTEON_69\nPOS_48\nP1_NOTEOFF\nBAR\nTEMPO_180\nPOS_12\nTR_NOTEON_45\nBAR"
        );
        Song song = Song.Read(text, "song.txb.txt", SongFormat.Txb);
        Song back = Song.Read(HostMidi.Write(song.Score).ToBytes(), "song.mid", SongFormat.Midi);
        Assert.True(back.StatesTempo);
        NesScore bars = back.InStatedBars!;
        Assert.Equal(song.Score.Bars.Take(2), bars.Bars);
        Assert.Equal(
            song.Score.Events.Where(e => e.Kind == NesEventKind.NoteOn),
            bars.Events.Where(e => e.Kind == NesEventKind.NoteOn)
        );
    }

    [Theory]
    [InlineData(30)]
    [InlineData(300)]
    public void ATextInBarsIsCutAtTheSecondOfItsTempo(int tempo)
    {
        // bars of 8 seconds, or of 0.8
        string text =
            $"BAR\nMETRE_4_4\nTEMPO_{tempo}\nPOS_0\nP1_NOTEON_69\n"
            + string.Concat(Enumerable.Repeat("BAR\nPOS_48\nTR_NOTEON_45\n", 20));
        Song song = Song.Read(
            Encoding.ASCII.GetBytes(text),
            "song.txb.txt",
            SongFormat.Txb,
            new SongReadOptions { Seconds = 10 }
        );
        Assert.Equal(10, song.Seconds, 1);
    }

    [Property]
    public void ExpressionSurvivesTx2AndTxf(NesScore score)
    {
        SongFormat format = score.Unit == TimeUnit.Frame ? SongFormat.Txf : SongFormat.Tx2;
        byte[] bytes = new Song("song", score).ToBytes(format, new SongWriteOptions { Expression = true });
        ScoreAssert.Same(score.WithExpression(), Song.Read(bytes, "song", format).Score);
    }

    [Property]
    public void RegisterLogsSurviveVgm(NesScore score)
    {
        Song song = new("song", score);
        foreach (SongFormat format in new[] { SongFormat.Vgm, SongFormat.Vgz })
        {
            Song back = Back(song, format);
            Assert.Equal(song.Registers.Writes.ToArray(), back.Registers.Writes.ToArray());
            Assert.Equal((song.Registers.Length, "song"), (back.Registers.Length, back.Name));
        }
    }

    [Theory]
    [MemberData(nameof(NoteFormats))]
    public void ASongPlaysTheSameFromEveryFormat(SongFormat format)
    {
        Song song = Text(TwoNotes);
        Assert.Equal(song.Render(22050), Back(song, format).Render(22050));
    }

    [Fact]
    public void Tx1BecomesTx2WithTheVelocityThatItIsPlayedWith() =>
        Assert.StartsWith(
            "WT_100\nP1_NOTEON_69\nP1_VELOCITY_15\nTR_NOTEON_45\nWT_22050\n",
            Encoding.ASCII.GetString(Text(TwoNotes).ToBytes(SongFormat.Tx2))
        );

    [Fact]
    public void TheRenderedToneHasItsPitchAndItsTime()
    {
        float[] samples = Text("WT_4410\nP1_NOTEON_69\nWT_44100\nP1_NOTEOFF\nWT_4410").Render();
        Assert.Equal(4410 + 44100 + 4410, samples.Length);
        Assert.Equal(440, Tone.RisingEdges(samples.AsSpan(4500, 44000)), 2.0);
        Assert.All(samples[..4400], s => Assert.Equal(0, s, 1e-3f));
        Assert.InRange(samples.Max(Math.Abs), 0.05f, 1f);
    }

    [Theory]
    [InlineData(8000)]
    [InlineData(48000)]
    public void TheSampleRateChangesTheNumberOfSamplesOnly(int rate)
    {
        float[] samples = Text("P1_NOTEON_69\nWT_44100\nP1_NOTEOFF").Render(rate);
        Assert.Equal(rate, samples.Length);
        Assert.Equal(440, Tone.RisingEdges(samples), 2.0);
    }

    [Fact]
    public void AWavFileHoldsTheRenderedSamples()
    {
        Song song = Text(TwoNotes);
        byte[] wav = song.ToBytes(SongFormat.Wav);
        float[] samples = song.Render();
        Assert.Equal(44 + 2 * samples.Length, wav.Length);
        for (int i = 0; i < samples.Length; i++)
            Assert.Equal(samples[i], BinaryPrimitives.ReadInt16LittleEndian(wav.AsSpan(44 + 2 * i)) / 32768f, 1f / 32768);
    }

    [Fact]
    public void SamplesAreHeardFromTheMemoryThatStandsThereWhenTheyPlay()
    {
        RegisterWrite[] play = [new(0, 0x4010, 0x0F), new(0, 0x4012, 0), new(0, 0x4013, 4), new(0, 0x4015, 0x10)];
        byte[] up = [.. Enumerable.Repeat((byte)0xFF, 65)],
            down = new byte[65];
        RegisterLog Log(params SampleBlock[] blocks) =>
            new(RegisterLog.NtscClock, [.. play, .. play.Select(w => w with { Time = 22050 })], 44100, samples: blocks);

        float[] none = new Song("", Log()).Render();
        float[] rises = new Song("", Log(new SampleBlock(0xC000, up, 0))).Render();
        float[] falls = new Song("", Log(new SampleBlock(0xC000, up, 0), new SampleBlock(0xC000, down, 5))).Render();
        Assert.Equal(0, none.Max());
        Assert.True(rises[..22000].Max() > 0.05);
        Assert.Equal(rises[..22000], falls[..22000]);
        Assert.True(rises[22050..].Min() > -0.01, "the level stays up: the second sample adds nothing");
        Assert.True(falls[22050..].Min() < -0.05, "the second sample brings the level down");
    }

    [Fact]
    public void ASongIsCutWhereItsReaderIsTold()
    {
        Song song = Song.Read(
            Encoding.ASCII.GetBytes(TwoNotes),
            "a.tx1.txt",
            SongFormat.Tx1,
            new SongReadOptions { Seconds = 0.25 }
        );
        Assert.Equal(
            "WT_100\nP1_NOTEON_69\nTR_NOTEON_45\nWT_10925\nP1_NOTEOFF\nTR_NOTEOFF",
            NesText.Write(song.Score, expression: false)
        );
        Song log = Song.Read(
            Text(TwoNotes).ToBytes(SongFormat.Vgm),
            "a.vgm",
            SongFormat.Vgm,
            new SongReadOptions { Seconds = 0.25 }
        );
        Assert.Equal(11025, log.Registers.Length);
        Assert.All(log.Registers.Writes, w => Assert.InRange(w.Time, 0, 11024));
    }

    [Fact]
    public void DownsamplingKeepsEventsOnItsGrid()
    {
        Song song = Text("WT_100\nP1_NOTEON_69\nWT_5000\nP1_NOTEOFF\nWT_44100").Downsampled(10);
        Assert.Equal("P1_NOTEON_69\nWT_8820\nP1_NOTEOFF\nWT_40380", Encoding.ASCII.GetString(song.ToBytes(SongFormat.Tx1)));
    }

    [Theory]
    [InlineData("song.TX1.TXT", SongFormat.Tx1)]
    [InlineData("a.b.Mid", SongFormat.Midi)]
    [InlineData("x.vgZ", SongFormat.Vgz)]
    public void FormatsAreToldByExtensionCaseAside(string path, SongFormat format)
    {
        Assert.True(SongFormats.TryOfPath(path, out SongFormat found));
        Assert.Equal(format, found);
        Assert.Equal(path[..^format.Extension().Length], SongFormats.TitleOf("folder/" + path));
    }

    [Theory]
    [InlineData("song.text")]
    [InlineData("mid")]
    [InlineData("song.mid.bak")]
    public void OtherNamesAreNoFormat(string path) => Assert.False(SongFormats.TryOfPath(path, out _));

    [Fact]
    public void EveryFormatHasItsNameAndExtension()
    {
        foreach (SongFormat format in Enum.GetValues<SongFormat>())
        {
            Assert.True(SongFormats.TryOfName(format.Name().ToUpperInvariant(), out SongFormat named));
            Assert.True(SongFormats.TryOfPath("x" + format.Extension(), out SongFormat extended));
            Assert.Equal((format, format), (named, extended));
        }
        Assert.Equal(Enum.GetValues<SongFormat>(), SongFormats.All);
    }

    [Theory]
    [InlineData("a.tx1.txt", "P1_NOTEON_69\nP1_NOTEON_7", "a.tx1.txt: line 2: 'P1_NOTEON_7' is no symbol")]
    [InlineData("a.mid", "no", "a.mid: offset 0x0: no MThd")]
    [InlineData("a.vgm", "no", "a.vgm: offset 0x0: no VGM header")]
    [InlineData("a.nsf", "no", "a.nsf: offset 0x0: not an NSF file")]
    [InlineData("a.tx2.txt", "WT_999999999", "a.tx2.txt: it lasts 22676 s, and at most 3600 s are read")]
    public void ErrorsNameFileAndPlace(string name, string content, string message)
    {
        Assert.True(SongFormats.TryOfPath(name, out SongFormat format));
        Assert.False(Song.TryRead(Encoding.ASCII.GetBytes(content), name, format, null, out Song? song, out ReadError error));
        Assert.Null(song);
        Assert.StartsWith(message, error.ToString());
    }

    [Fact]
    public void WhatIsNotThereOrCannotBeReadIsAnError()
    {
        Assert.False(Song.TryOpen("nowhere/a.mid", null, out _, out ReadError missing));
        Assert.Equal("nowhere/a.mid: no such file", missing.ToString());
        Assert.False(Song.TryOpen("a.png", null, out _, out ReadError picture));
        Assert.StartsWith("a.png: its extension is none of .mid .tx1.txt", picture.ToString());
        Assert.False(
            Song.TryRead(
                Text(TwoNotes).ToBytes(SongFormat.Midi),
                "a.mid",
                SongFormat.Midi,
                new SongReadOptions { Track = 1 },
                out _,
                out ReadError track
            )
        );
        Assert.StartsWith("a.mid: only NSF files, modules and MIDI files of format 2 have tracks", track.ToString());
    }

    [SkippableFact]
    public void TheReferenceSongsComeOutByteForByte()
    {
        foreach (string song in Shared.Songs())
        {
            Assert.Equal(File.ReadAllBytes(song + ".mid"), Song.Open(song + ".vgm").ToBytes(SongFormat.Midi));
            foreach (SongFormat format in new[] { SongFormat.Tx1, SongFormat.Tx2 })
            {
                byte[] text = File.ReadAllBytes(song + format.Extension());
                Assert.Equal(text, Song.Open(song + ".mid").ToBytes(format));
                Assert.Equal(text, Song.Open(song + ".vgm").ToBytes(format));
                Assert.Equal(
                    File.ReadAllBytes($"{song}.{format.Name()}.mid"),
                    Song.Open(song + format.Extension()).ToBytes(SongFormat.Midi)
                );
            }
        }
    }

    private static Song Text(string tx1) => Song.Read(Encoding.ASCII.GetBytes(tx1), "song.tx1.txt", SongFormat.Tx1);

    private static Song Back(Song song, SongFormat format) =>
        Song.Read(song.ToBytes(format), "song" + format.Extension(), format);
}
