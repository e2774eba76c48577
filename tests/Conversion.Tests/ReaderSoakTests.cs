using System.Diagnostics;
using LakhNes.Conversion.Formats;
using LakhNes.Nes.Tests.Nsf;
using LakhNes.Score;
using LakhNes.Score.Midi;
using Xunit.Abstractions;

namespace LakhNes.Conversion.Tests;

/// <summary>
/// A million damaged files through the readers of all formats: each gives a song or one error, in less than a second of CPU time
/// and within the memory that is stated. What takes longer is read again, twice: it may have collected others' garbage.
/// </summary>
public class ReaderSoakTests(ITestOutputHelper output)
{
    private const double Hang = 1,
        Seconds = 0.02;

    [Fact]
    public void SomeDamagedFilesAreSurvived() => Survive(2_000);

    [Fact]
    [Trait("Category", "Soak")]
    public void AMillionDamagedFilesAreSurvived() => Survive(1_000_000);

    private void Survive(int count)
    {
        (string Name, SongFormat Format, byte[] Bytes)[] originals = [.. Originals()];
        int songs = 0;
        double slowest = 0,
            spent = 0;
        var gate = new Lock();
        var clock = Stopwatch.StartNew();
        Parallel.For(
            0,
            count,
            i =>
            {
                (string name, SongFormat format, byte[] bytes) = originals[i % originals.Length];
                byte[] damaged = Mutation.Of(bytes, i);
                double took = double.PositiveInfinity;
                for (int attempt = 0; attempt < 3 && took > Hang; attempt++)
                    took = Math.Min(took, Read(damaged, name, format, ref songs));
                Assert.True(took <= Hang, $"mutation {i} of {name} took {took:0.0} s");
                lock (gate)
                    (slowest, spent) = (Math.Max(slowest, took), spent + took);
            }
        );
        // damage that leaves nothing to read would test the first lines of the readers alone
        Assert.True(songs > count / 8, $"only {songs} of {count} are songs still");
        output.WriteLine(
            $"{count} inputs in {clock.Elapsed.TotalSeconds:0} s, {spent:0} s of CPU time; {songs} are songs still, the slowest took {slowest:0.000} s"
        );
    }

    private static double Read(byte[] bytes, string name, SongFormat format, ref int songs)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        double start = ThreadClock.Seconds;
        bool read = Song.TryRead(bytes, name, format, new SongReadOptions { Seconds = Seconds }, out _, out ReadError error);
        double took = ThreadClock.Seconds - start;
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, SongFuzzTests.Bound(bytes, format, Seconds));
        if (read)
            Interlocked.Increment(ref songs);
        else
            Assert.Equal(name, error.File);
        return took;
    }

    private static IEnumerable<(string, SongFormat, byte[])> Originals()
    {
        NesScore score = Score();
        var song = new Song("song", score);
        var notes = new SongWriteOptions { Expression = true };
        foreach (SongFormat format in SongFormats.All.Where(format => format.CanRead()))
            yield return ("damaged" + format.Extension(), format, song.ToBytes(format, notes));
        yield return ("ordinary.mid", SongFormat.Midi, Ordinary());
        yield return ("damaged.nsfe", SongFormat.Nsf, Nsfe());
        yield return ("streams.vgm", SongFormat.Vgm, Streams(song.ToBytes(SongFormat.Vgm)));
    }

    private static NesScore Score() =>
        new(
            TimeUnit.Frame,
            [
                .. Enumerable
                    .Range(0, 24)
                    .SelectMany(i =>
                        new[]
                        {
                            NesEvent.NoteOn(i * 10, (NesVoice)(i % 4), i % 4 == 3 ? 1 + i % 16 : 50 + i),
                            NesEvent.NoteOff(i * 10 + 7, (NesVoice)(i % 4)),
                        }
                    ),
            ]
        );

    private static byte[] Ordinary()
    {
        List<MidiEvent> events =
        [
            MidiEvent.Tempo(0, 400_000),
            MidiEvent.Program(0, 0, 40),
            MidiEvent.TextEvent(0, MidiMeta.TrackName, "part"),
        ];
        for (int i = 0; i < 40; i++)
            events.AddRange([
                MidiEvent.NoteOn(i * 60, i % 3 == 2 ? 9 : i % 3, 40 + i, 90),
                MidiEvent.Controller(i * 60, 0, 7, i),
                MidiEvent.PitchBend(i * 60, 1, i),
            ]);
        for (int i = 0; i < 40; i++)
            events.Add(MidiEvent.NoteOff(2400 + i, i % 3 == 2 ? 9 : i % 3, 40 + i));
        return new MidiFile(MidiFileFormat.SingleTrack, MidiDivision.Musical(120), [new MidiTrack(events)]).ToBytes();
    }

    private static byte[] Nsfe()
    {
        byte[] program = TinyNsf.Build([0xA9, 0xBF, 0x8D, 0x00, 0x40, 0x60], [0x60])[TinyNsf.HeaderLength..];
        return
        [
            .. "NSFE"u8,
            10,
            0,
            0,
            0,
            .. "INFO"u8,
            0,
            0x80,
            0,
            0x80,
            0x80,
            0x80,
            0,
            0x0C,
            3,
            0,
            4,
            0,
            0,
            0,
            .. "auth"u8,
            65,
            0,
            66,
            0,
            0,
            1,
            0,
            0,
            .. "DATA"u8,
            .. program,
            0,
            0,
            0,
            0,
            .. "NEND"u8,
        ];
    }

    /// <summary>A file with blocks, a memory write and a stream in front of its commands.</summary>
    private static byte[] Streams(byte[] vgm)
    {
        byte[] commands =
        [
            0x67,
            0x66,
            7,
            6,
            0,
            0,
            0,
            1,
            2,
            3,
            4,
            5,
            6,
            0x68,
            0x66,
            7,
            0,
            0,
            0,
            0,
            0xC0,
            0,
            4,
            0,
            0,
            0x90,
            0,
            0x14,
            0,
            0x11,
            0x91,
            0,
            7,
            1,
            0,
            0x92,
            0,
            0x40,
            0x1F,
            0,
            0,
            0x93,
            0,
            0,
            0,
            0,
            0,
            3,
            0,
            0,
            0,
            0,
            0x61,
            0x10,
            0,
        ];
        return [.. vgm[..0xC0], .. commands, .. vgm[0xC0..]];
    }
}
