using System.Runtime.InteropServices;
using LakhNes.Conversion.Audio;
using LakhNes.Dsp.Apu;
using LakhNes.Dsp.Apu.Benchmarks;
using LakhNes.Dsp.Apu.Tests.Support;
using LakhNes.Score;
using LakhNes.Score.Registers;
using LakhNes.Score.Text;
using Xunit.Abstractions;

namespace LakhNes.Conversion.Tests.Nsf;

/// <summary>What another player (Debian's libgme0) makes of our NSF files, against our own render of the same score.</summary>
public class LibgmeComparisonTests(ITestOutputHelper output)
{
    private const int SampleRate = 44100;

    // the two chips alone differ by 1 dB over whole songs
    private const double Limit = 2;

    [SkippableFact]
    public void AScoreSoundsTheSame()
    {
        RequireLibgme();
        NesScore score = Score(0);
        double same = Difference(new Song("score", score), new Song("score", score));
        double higher = Difference(new Song("score", Score(5)), new Song("score", score));
        output.WriteLine($"score: {same:F2} dB, against one a fourth higher: {higher:F2} dB");
        Assert.InRange(same, 0, Limit);
        Assert.True(higher > 1.5 * Limit, "the measure tells scores apart");
    }

    [SkippableFact]
    public void TheReferenceSongsSoundTheSame()
    {
        foreach (string path in Shared.Songs())
        {
            RequireLibgme();
            foreach (string extension in new[] { ".vgm", ".tx1.txt" })
            {
                Song song = Song.Open(path + extension);
                double difference = Difference(song, song);
                output.WriteLine($"{Path.GetFileName(path)}{extension}: {difference:F2} dB");
                Assert.InRange(difference, 0, Limit);
            }
        }
    }

    private static NesScore Score(int transpose) => NesText.Parse(string.Join('\n', Enumerable.Range(0, 24).SelectMany(i => new[]
        {
            $"P1_NOTEON_{transpose + 60 + i * 5 % 17}", $"P2_NOTEON_{transpose + 48 + i * 7 % 12}", $"TR_NOTEON_{transpose + 36 + i % 5}", $"NO_NOTEON_{4 + i % 9}",
            "WT_9", "NO_NOTEOFF", "WT_5", "P2_NOTEOFF", "WT_8",
    })), TimeUnit.Frame, "score");

    private static void RequireLibgme()
    {
        bool found = NativeLibrary.TryLoad("libgme.so.0", out nint library);
        Skip.IfNot(found, "no libgme here (Debian package libgme0)");
        NativeLibrary.Free(library);
    }

    /// <summary>Our render of one song against libgme's of another one's NSF file, in decibels of third-octave level.</summary>
    private static double Difference(Song rendered, Song played)
    {
        RegisterLog log = rendered.Registers;
        float[] ours = new float[Math.Min(log.Length, 30 * SampleRate)];
        new RegisterLogPlayer(log, SampleRate, ConsoleFilter.Off).Read(ours);
        short[] stereo = new short[2 * ours.Length];
        using (Libgme player = new(played.ToBytes(SongFormat.Nsf), SampleRate))
            player.Play(stereo);
        return SpectrumDifference.Decibels([.. ours], [.. Enumerable.Range(0, ours.Length).Select(i => stereo[2 * i] / 32768.0)]);
    }
}
