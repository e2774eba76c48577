using LakhNes.Conversion.Audio;
using LakhNes.Conversion.Formats;
using LakhNes.Dsp.Apu;
using LakhNes.Dsp.Apu.Tests.Support;
using LakhNes.Score;
using LakhNes.Score.Registers;
using LakhNes.Score.Text;
using Xunit.Abstractions;

namespace LakhNes.Conversion.Tests.Players;

/// <summary>
/// What another player makes of a file that the project wrote, against the project's own render of the same song.
/// </summary>
public abstract class PlayerComparison(ITestOutputHelper output, SongFormat format)
{
    protected const int SampleRate = 44100;

    // the two chips alone differ by 1 dB over whole songs
    private const double Limit = 2;

    [SkippableFact]
    public void AScoreSoundsTheSame() => AssertSame("score", new Song("score", Score(0)), different: new Song("score", Score(5)));

    [SkippableFact]
    public void SamplesSoundTheSame() =>
        AssertSame("samples", new Song("samples", Samples(0x0F, 0xFF)), different: new Song("samples", Samples(0x33, 0xF0)));

    [SkippableFact]
    public void TheReferenceSongsSoundTheSame()
    {
        foreach (string path in Shared.Songs())
        {
            foreach (string extension in new[] { ".vgm", ".tx1.txt" })
                AssertSame(Path.GetFileName(path) + extension, Song.Open(path + extension));
        }
    }

    /// <summary>
    /// Plays a file and returns the left side at <see cref="SampleRate"/>; skips the test where the player is absent.
    /// </summary>
    protected abstract double[] Play(byte[] file, int frames);

    private void AssertSame(string name, Song song, Song? different = null)
    {
        double difference = Difference(song, song);
        output.WriteLine($"{name}: {difference:F2} dB");
        Assert.InRange(difference, 0, Limit);
        if (different == null)
            return;
        double other = Difference(different, song);
        output.WriteLine($"{name}, against another: {other:F2} dB");
        Assert.True(other > 1.5 * Limit, "the measure tells songs apart");
    }

    /// <summary>Our render of one song against the player's of another one's file, in decibels of third-octave level.</summary>
    private double Difference(Song rendered, Song played)
    {
        RegisterLog log = rendered.Registers;
        float[] ours = new float[Math.Min(log.Length, 30 * SampleRate)];
        new RegisterLogPlayer(log, SampleRate, ConsoleFilter.Off).Read(ours);
        return SpectrumDifference.Decibels([.. ours], Play(played.ToBytes(format), ours.Length));
    }

    private static NesScore Score(int transpose) =>
        NesText.Parse(
            string.Join(
                '\n',
                Enumerable
                    .Range(0, 24)
                    .SelectMany(i =>
                        new[]
                        {
                            $"P1_NOTEON_{transpose + 60 + i * 5 % 17}",
                            $"P2_NOTEON_{transpose + 48 + i * 7 % 12}",
                            $"TR_NOTEON_{transpose + 36 + i % 5}",
                            $"NO_NOTEON_{4 + i % 9}",
                            "WT_9",
                            "NO_NOTEOFF",
                            "WT_5",
                            "P2_NOTEOFF",
                            "WT_8",
                        }
                    )
            ),
            TimeUnit.Frame,
            "score"
        );

    /// <summary>
    /// Two samples, four times in turns: one at $C000, and one that starts at $FFC0 and therefore goes on at $8000.
    /// </summary>
    private static RegisterLog Samples(byte low, byte high)
    {
        byte[] first = [.. Enumerable.Repeat(low, 1025)],
            second = [.. Enumerable.Range(0, 1025).Select(i => i % 2 == 0 ? high : (byte)~high)];
        List<RegisterWrite> writes = [new(0, 0x4010, 0x0E), new(0, 0x4011, 0x40)];
        for (int i = 0; i < 8; i++)
        {
            // an NSF's driver is called once a frame
            long time = (long)Math.Round(i * 30 * SampleRate / TimeUnit.Frame.PerSecond);
            writes.AddRange([
                new(time, 0x4012, (byte)(i % 2 == 0 ? 0x00 : 0xFF)),
                new(time, 0x4013, 64),
                new(time, 0x4015, 0),
                new(time, 0x4015, 0x10),
            ]);
        }
        return new RegisterLog(
            RegisterLog.NtscClock,
            [.. writes],
            4 * SampleRate,
            samples: [new(0xC000, first, 0), new(0xFFC0, second.AsMemory(0, 64), 0), new(0x8000, second.AsMemory(64), 0)]
        );
    }
}
