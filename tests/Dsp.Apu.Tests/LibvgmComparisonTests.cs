using System.Runtime.InteropServices;
using LakhNes.Dsp.Apu.Tests.Support;
using Xunit.Abstractions;

namespace LakhNes.Dsp.Apu.Tests;

/// <summary>
/// Public-domain songs against what libvgm renders from the same register logs. libvgm filters nothing, so neither do we here.
/// </summary>
public class LibvgmComparisonTests(ITestOutputHelper output)
{
    private const int WavHeader = 44;

    [SkippableTheory]
    [InlineData(".p1", 0.5)]
    [InlineData(".p2", 0.5)]
    [InlineData(".tr", 1.0)]
    [InlineData(".no", 1.5)]
    [InlineData("", 1.0)]
    public void ThirdOctaveLevelsAgree(string part, double limit)
    {
        string folder = SharedData.Folder("fixtures", "apu");
        string[] songs =
        [
            .. Directory
                .GetFiles(folder, "*.wav")
                .Where(path =>
                    Path.GetFileNameWithoutExtension(path) is var name
                    && (
                        part.Length > 0
                            ? name.EndsWith(part, StringComparison.Ordinal)
                            : !name.Contains('.', StringComparison.Ordinal)
                    )
                )
                .Order(),
        ];
        Assert.NotEmpty(songs);
        foreach (string song in songs)
        {
            string log =
                part.Length > 0
                    ? Path.ChangeExtension(song, ".vgm")
                    : Path.Combine(folder, "..", "score", Path.GetFileNameWithoutExtension(song) + ".vgm");
            double[] theirs = ReadWav(song);
            double[] ours = VgmLog.Read(log).Render(theirs.Length, ConsoleFilter.Off);

            double difference = SpectrumDifference.Decibels(ours, theirs);

            output.WriteLine($"{Path.GetFileNameWithoutExtension(song)}: {difference:F2} dB");
            Assert.InRange(difference, 0, limit);
        }
    }

    /// <summary>16-bit mono with a plain header.</summary>
    private static double[] ReadWav(string path) =>
        [
            .. MemoryMarshal
                .Cast<byte, short>(File.ReadAllBytes(path).AsSpan(WavHeader))
                .ToArray()
                .Select(sample => sample / 32_768.0),
        ];
}
