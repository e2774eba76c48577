using FsCheck.Xunit;
using LakhNes.Conversion.Audio;
using LakhNes.Conversion.Formats;
using LakhNes.Conversion.Nsf;
using LakhNes.Nes.Tests.Nsf;
using LakhNes.Score;
using LakhNes.Score.Registers;

namespace LakhNes.Conversion.Tests.Nsf;

[Properties(Arbitrary = [typeof(ScoreGenerators)], MaxTest = 40)]
public class NsfWriterTests
{
    private const double SamplesPerFrame = 44100 / 60.0988;
    private const int Unbanked = 128 + 0x8000;

    [Property]
    public void AScoreInFramesIsPlayedAtItsFrames(NesScore score)
    {
        NesScore frames = new(TimeUnit.Frame, score.Events, score.Length);
        if (score.Unit != TimeUnit.Frame)
            return;
        RegisterLog log = ScorePlayer.Play(frames);
        Assert.Equal(
            [.. Expected(log), (score.Length, 0x4015, 0)],
            PlayedFrames.Of(NsfWriter.Write(log), (int)frames.Length + 1)
        );
    }

    [Theory]
    [InlineData(500)]
    [InlineData(40_000)]
    public void ALongSongPlaysFromBanksAsAShortOneDoesWithout(int writes)
    {
        Random random = new(writes);
        RegisterLog log = new(
            RegisterLog.NtscClock,
            [
                .. Enumerable
                    .Range(0, writes)
                    .Select(i => new RegisterWrite(
                        (long)Math.Round(i / 5 * SamplesPerFrame),
                        (ushort)(0x4000 + random.Next(16)),
                        (byte)random.Next(256)
                    )),
            ],
            44100 * 200
        );
        byte[] nsf = NsfWriter.Write(log);
        Assert.Equal(nsf.Length > Unbanked, nsf.AsSpan(0x70, 8).ContainsAnyExcept((byte)0));
        Assert.Equal(writes > 500, nsf.Length > Unbanked);
        Assert.Equal(Expected(log), PlayedFrames.Of(nsf, writes / 5 + 1));
    }

    [Theory]
    [InlineData(16639, 0, 20)]
    [InlineData(16666, 32, 180)]
    [InlineData(16683, 32, 60)]
    [InlineData(20000, 0, 20)]
    [InlineData(10000, 0, 10)]
    [InlineData(4160, 16, 30)]
    public void NsfToVgmToNsfPlaysTheSameRegistersAtTheSameFrames(int period, byte delay, int seconds)
    {
        byte[] nsf = Tune(period, delay);
        int frames = (int)((seconds - 0.1) * 1_000_000 / period);
        Song song = Song.Read(nsf, "tune.nsf", SongFormat.Nsf, new SongReadOptions { Seconds = seconds });
        Song vgm = Song.Read(song.ToBytes(SongFormat.Vgm), "tune.vgm", SongFormat.Vgm);
        byte[] again = vgm.ToBytes(SongFormat.Nsf);
        Assert.Equal(PlayedFrames.Of(nsf, frames), PlayedFrames.Of(again, frames));
        Assert.Equal(nsf[0x0E..0x2E], again[0x0E..0x2E]);
        Assert.InRange(BitConverter.ToUInt16(again, 0x6E), period - 4, period + 4);
    }

    [Fact]
    public void APalTuneStaysOne()
    {
        byte[] nsf = Tune(16639, 32);
        nsf[0x7A] = 1;
        TinyNsf.SetWord(nsf, 0x78, 19997);
        Song song = Song.Read(nsf, "tune.nsf", SongFormat.Nsf, new SongReadOptions { Seconds = 10 });
        Assert.True(song.Registers.IsPal);
        byte[] again = song.ToBytes(SongFormat.Nsf);
        Assert.Equal((1, 19997), (again[0x7A], BitConverter.ToUInt16(again, 0x78)));
        Assert.Equal(PlayedFrames.Of(nsf, 490), PlayedFrames.Of(again, 490));
    }

    [Fact]
    public void ALoopedLogGoesOnForEver()
    {
        // one write a frame, values 0 to 9; the loop starts at 4
        RegisterWrite[] writes =
        [
            .. Enumerable.Range(0, 10).Select(i => new RegisterWrite((long)Math.Round(i * SamplesPerFrame), 0x4002, (byte)i)),
        ];
        RegisterLog log = new(
            RegisterLog.NtscClock,
            [.. writes],
            (long)(10 * SamplesPerFrame),
            new RegisterLoop(writes[4].Time, 4)
        );
        int[] values = [.. PlayedFrames.Of(NsfWriter.Write(log), 40).Select(write => write.Value)];
        Assert.Equal([.. Enumerable.Range(0, 10), .. Enumerable.Range(0, 30).Select(i => 4 + i % 6)], values);
    }

    [Fact]
    public void WithoutALoopTheSongEndsInSilence()
    {
        RegisterLog log = ScorePlayer.Play(new NesScore(TimeUnit.Frame, [NesEvent.NoteOn(0, NesVoice.Pulse1, 60)], 5));
        Assert.Equal((5, 0x4015, 0), PlayedFrames.Of(NsfWriter.Write(log), 1000)[^1]);
    }

    [Fact]
    public void SamplesComeFromTheBanksThatStandThereWhenTheyPlay()
    {
        Random random = new(1);
        RegisterLog log = SampleLog(random, blocks: 20);
        Song song = Song.Read(NsfWriter.Write(log), "song.nsf", SongFormat.Nsf, new SongReadOptions { Seconds = 20 });
        SampleBlock[] played = [.. song.Registers.Samples];
        Assert.Equal(
            log.Samples.Select(block => (block.Address, Convert.ToHexString(block.Data.Span[..65]))),
            played.Select(block => (block.Address, Convert.ToHexString(block.Data.Span)))
        );
    }

    [Fact]
    public void ASampleThatGoesOnBelowTheProgramIsKeptAndWhatNoSampleReachesIsLeftOut()
    {
        byte[] data = new byte[0x10000];
        new Random(3).NextBytes(data);
        byte[] start = data[0xFFC0..],
            rest = data[0x8000..0x9000];
        SampleBlock[] blocks =
        [
            new(0xFFC0, start, 0),
            new(0x8000, rest, 0),
            new(0x9000, data.AsMemory(0x9000, 0x3000), 0),
            new(0, data.AsMemory(0, 0x8000), 0),
        ];
        // the longest sample there is
        RegisterLog log = new(
            RegisterLog.NtscClock,
            [new(0, 0x4012, 0xFF), new(0, 0x4013, 0xFF), new(0, 0x4015, 0x10)],
            44100,
            samples: blocks
        );
        byte[] nsf = NsfWriter.Write(log);
        Song song = Song.Read(nsf, "song.nsf", SongFormat.Nsf, new SongReadOptions { Seconds = 1 });
        Assert.Equal(
            [(0xFFC0, Convert.ToHexString(start)), (0x8000, Convert.ToHexString(rest[..(4081 - 64)]))],
            song.Registers.Samples.Select(block => (block.Address, Convert.ToHexString(block.Data.Span)))
        );
        // the program, three pages (one of them empty), and a stream of some bytes
        Assert.InRange(nsf.Length, 128 + 4 * 4096, 128 + 4 * 4096 + 100);
    }

    [Fact]
    public void ASongThatNoFileHoldsIsRefused()
    {
        RegisterLog log = new(
            RegisterLog.NtscClock,
            [.. Enumerable.Range(0, 600_000).Select(i => new RegisterWrite(i, 0x4011, 0))],
            600_000
        );
        Assert.StartsWith("it needs", Assert.Throws<SongException>(() => NsfWriter.Write(log)).Message);
        Assert.Throws<SongException>(() => NsfWriter.Write(SampleLog(new Random(2), blocks: 300)));
    }

    [Fact]
    public void TheHeaderNamesTheSong()
    {
        Gd3Tag tag = new()
        {
            Track = "A title that is longer than the field is",
            Author = "Ä. Uthor",
            Notes = "2024",
        };
        byte[] nsf = NsfWriter.Write(new RegisterLog(RegisterLog.NtscClock, [], 0, tag: tag));
        var file = LakhNes.Nes.Nsf.NsfReader.Read(nsf, "");
        Assert.Equal(
            ("A title that is longer than the", "Ä. Uthor", "2024", 1),
            (file.Title, file.Artist, file.Copyright, file.Songs)
        );
    }

    [Fact]
    public void WhatItPlaysSoundsLikeTheLog()
    {
        RegisterLog log = ScorePlayer.Play(
            new NesScore(
                TimeUnit.Frame,
                [
                    NesEvent.NoteOn(0, NesVoice.Pulse1, 60),
                    NesEvent.NoteOn(20, NesVoice.Triangle, 48),
                    NesEvent.NoteOn(40, NesVoice.Noise, 8),
                ],
                120
            )
        );
        double[] direct = Render(log);
        double[] played = Render(
            Song.Read(NsfWriter.Write(log), "a.nsf", SongFormat.Nsf, new SongReadOptions { Seconds = 2 }).Registers
        );
        Assert.InRange(Dsp.Apu.Tests.Support.SpectrumDifference.Decibels(played, direct), 0, 0.8);
    }

    private static double[] Render(RegisterLog log)
    {
        float[] samples = new float[80_000];
        new RegisterLogPlayer(log, 44100).Read(samples);
        return [.. samples];
    }

    private static (long Frame, int Address, int Value)[] Expected(RegisterLog log) =>
        [.. log.Writes.Select(write => ((long)Math.Round(write.Time / SamplesPerFrame), (int)write.Address, (int)write.Value))];

    /// <summary>Every half second another sample of 65 bytes, in one of three places.</summary>
    private static RegisterLog SampleLog(Random random, int blocks)
    {
        List<RegisterWrite> writes = [];
        List<SampleBlock> samples = [];
        for (int i = 0; i < blocks; i++)
        {
            int page = i % 3 * 0x1000 + 0x40;
            byte[] data = new byte[80];
            random.NextBytes(data);
            samples.Add(new SampleBlock(0xC000 + page, data, writes.Count));
            long time = (long)Math.Round(i * 30 * SamplesPerFrame);
            writes.AddRange([
                new(time, 0x4012, (byte)(page >> 6)),
                new(time, 0x4013, 4),
                new(time, 0x4015, 0),
                new(time, 0x4015, 0x10),
            ]);
        }
        return new RegisterLog(RegisterLog.NtscClock, [.. writes], writes[^1].Time + 22050, samples: samples);
    }

    /// <summary>
    /// A driver whose calls take from 20 to about 35 cycles for each of the delay's (0 is 256), with writes at both ends.
    /// </summary>
    private static byte[] Tune(int period, byte delay)
    {
        byte[] play =
        [
            0xE6,
            0x10, // INC $10
            0xA5,
            0x10, // LDA $10
            0x8D,
            0x02,
            0x40, // STA $4002
            0x29,
            0x07, // AND #7
            0xAA, // TAX
            0xA0,
            delay, // loop: LDY #delay
            0xCA, // DEX
            0x30,
            0x05, // BMI out
            0x88, // wait: DEY
            0xD0,
            0xFD, // BNE wait
            0xF0,
            0xF6, // BEQ loop
            0xA5,
            0x10, // out: LDA $10
            0x8D,
            0x06,
            0x40, // STA $4006
            0x60, // RTS
        ];
        byte[] nsf = TinyNsf.Build([0xA9, 0x3F, 0x8D, 0x00, 0x40, 0x8D, 0x04, 0x40, 0x60], play);
        TinyNsf.SetWord(nsf, 0x6E, period);
        return nsf;
    }
}
