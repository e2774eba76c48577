using System.Buffers.Binary;
using System.Diagnostics;
using System.Runtime.InteropServices;
using LakhNes.Conversion.Formats;
using Xunit.Abstractions;

namespace LakhNes.Conversion.Tests.Players;

/// <summary>Our VGM files in libvgm, by its vgm2wav (docs/formats.md says how to build it).</summary>
public class LibvgmComparisonTests(ITestOutputHelper output) : PlayerComparison(output, SongFormat.Vgm)
{
    protected override double[] Play(byte[] file, int frames)
    {
        string? player = Find();
        Skip.If(player == null, "no vgm2wav in PATH (or in LAKHNES_VGM2WAV): libvgm's, see docs/formats.md");
        DirectoryInfo folder = Directory.CreateTempSubdirectory("lakhnes-vgm");
        try
        {
            string vgm = Path.Combine(folder.FullName, "song.vgm"),
                wav = Path.Combine(folder.FullName, "song.wav");
            File.WriteAllBytes(vgm, file);
            using Process process = Process.Start(
                new ProcessStartInfo(player!, ["--loops", "1", "--fade", "0", vgm, wav]) { RedirectStandardError = true }
            )!;
            string errors = process.StandardError.ReadToEnd();
            process.WaitForExit();
            Assert.True(process.ExitCode == 0, errors);
            return Left(File.ReadAllBytes(wav));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string? Find() =>
        Environment.GetEnvironmentVariable("LAKHNES_VGM2WAV") is { Length: > 0 } set
            ? set
            : Environment
                .GetEnvironmentVariable("PATH")
                ?.Split(Path.PathSeparator)
                .Select(folder => Path.Combine(folder, "vgm2wav"))
                .FirstOrDefault(File.Exists);

    /// <summary>The left side of 16-bit stereo; the chunk before the samples may have any length.</summary>
    private static double[] Left(ReadOnlySpan<byte> wav)
    {
        const int RiffHeader = 12,
            ChunkHeader = 8;
        int at = RiffHeader;
        while (!wav[at..].StartsWith("data"u8))
            at += ChunkHeader + BinaryPrimitives.ReadInt32LittleEndian(wav[(at + 4)..]);
        short[] stereo = MemoryMarshal.Cast<byte, short>(wav[(at + ChunkHeader)..]).ToArray();
        return [.. Enumerable.Range(0, stereo.Length / 2).Select(i => stereo[2 * i] / 32768.0)];
    }
}
