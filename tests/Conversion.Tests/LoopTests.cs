using System.Buffers.Binary;
using LakhNes.Conversion.Audio;
using LakhNes.Conversion.Formats;
using LakhNes.Score;
using LakhNes.Score.Midi;
using LakhNes.Score.NesMdb;
using LakhNes.Score.Registers;

namespace LakhNes.Conversion.Tests;

/// <summary>Pieces that lead back into their beginning, in every format that can say so.</summary>
public class LoopTests
{
    private const int Rate = 44_100;

    // the bass sounds at the end, and on where it is not said to end
    private static readonly NesScore Piece = new NesScore(
        TimeUnit.Sample,
        [
            NesEvent.NoteOn(0, NesVoice.Pulse1, 69),
            NesEvent.NoteOn(11_025, NesVoice.Pulse1, 72),
            NesEvent.NoteOn(11_025, NesVoice.Triangle, 45),
            NesEvent.NoteOff(30_000, NesVoice.Pulse1),
        ],
        44_100
    ).Looped();

    [Fact]
    public void WhatSoundsAtTheEndEndsThere()
    {
        Assert.True(Piece.Loops);
        Assert.Equal(NesEvent.NoteOff(44_100, NesVoice.Triangle), Piece.Events[^1]);
        Assert.True(
            Piece.In(TimeUnit.Frame).Loops && Piece.WithExpression().Loops && Piece.WithExpression().WithoutExpression().Loops
        );
    }

    [Fact]
    public void AWavFileIsARoundOfTheMusicAndSaysThatItLoops()
    {
        byte[] wav = new Song("loop", Piece).ToBytes(
            SongFormat.Wav,
            new SongWriteOptions { SampleFormat = WavSampleFormat.Float32 }
        );
        int data = wav.AsSpan().IndexOf("data"u8) + 8,
            loop = wav.AsSpan().LastIndexOf("smpl"u8) + 8;
        Assert.Equal(4 * 44_100, Int(wav, data - 4));
        Assert.Equal(
            (60, 1, 0, 0, 44_099),
            (Int(wav, loop + 12), Int(wav, loop + 28), Int(wav, loop + 40), Int(wav, loop + 44), Int(wav, loop + 48))
        );
        Assert.Equal(wav.Length - 8, Int(wav, 4));

        float[] rounds = new Song("", Piece.Times(4)).Render(Rate);
        for (int i = 0; i < 44_100; i++)
            Assert.Equal(rounds[44_100 + i], Sample(i), 1e-4f);

        // from the last sample to the first is no greater step than elsewhere
        float Step(int from, int to) => Math.Abs(Sample(to) - Sample(from));
        Assert.True(Step(44_099, 0) <= Enumerable.Range(0, 44_099).Max(i => Step(i, i + 1)));

        Assert.Equal(44_100, Int(new Song("", Piece.Until(44_100)).ToBytes(SongFormat.Wav), 40) / 2);

        float Sample(int i) => BinaryPrimitives.ReadSingleLittleEndian(wav.AsSpan(data + (4 * i)));
    }

    [Fact]
    public void RegistersAreWrittenAnewWhereALogLoops()
    {
        RegisterLog log = new Song("loop", Piece).Registers;
        Assert.Equal(new RegisterLoop(0, 0), log.Loop);
        Assert.Null(new Song("", Piece.Until(44_100)).Registers.Loop);
        Song back = Song.Read(new Song("loop", Piece).ToBytes(SongFormat.Vgm), "loop.vgm", SongFormat.Vgm);
        Assert.Equal((0, 44_100), (back.Registers.Loop?.Time, back.Registers.Length));
    }

    [Fact]
    public void AnNsfFilePlaysRoundAfterRound()
    {
        byte[] nsf = new Song("loop", Piece).ToBytes(SongFormat.Nsf);
        Song played = Song.Read(nsf, "loop.nsf", SongFormat.Nsf, new SongReadOptions { Seconds = 3.5 });
        NesEvent[] highs =
        [
            .. played.Score.Events.Where(e => e is { Kind: NesEventKind.NoteOn, Voice: NesVoice.Pulse1, Value: 72 }),
        ];
        Assert.Equal(4, highs.Length);
        for (int i = 1; i < highs.Length; i++)
            Assert.Equal(44_100, highs[i].Time - highs[i - 1].Time, 1500.0);
    }

    [Fact]
    public void MidiHasMarkersAtBothEnds()
    {
        IReadOnlyList<MidiEvent> song = HostMidi.Write(Piece).Tracks[0].Events;
        Assert.Equal(
            [(0, "loopStart"), (1920, "loopEnd")],
            song.Where(e => e.Kind == MidiEventKind.Meta && e.Data1 == MidiMeta.Marker).Select(e => ((int)e.Tick, e.Text))
        );
        Assert.DoesNotContain(
            HostMidi.Write(Piece.Until(44_100)).Tracks[0].Events,
            e => e.Kind == MidiEventKind.Meta && e.Data1 == MidiMeta.Marker
        );
    }

    private static int Int(byte[] bytes, int offset) => BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(offset));
}
