using System.Runtime.InteropServices;
using LakhNes.Conversion.Formats;
using LakhNes.Dsp.Apu.Benchmarks;
using Xunit.Abstractions;

namespace LakhNes.Conversion.Tests.Players;

/// <summary>Our NSF files in Game_Music_Emu (Debian's libgme0).</summary>
public class LibgmeComparisonTests(ITestOutputHelper output) : PlayerComparison(output, SongFormat.Nsf)
{
    protected override double[] Play(byte[] file, int frames)
    {
        bool found = NativeLibrary.TryLoad("libgme.so.0", out nint library);
        Skip.IfNot(found, "no libgme here (Debian package libgme0)");
        NativeLibrary.Free(library);
        short[] stereo = new short[2 * frames];
        using Libgme player = new(file, SampleRate);
        player.Play(stereo);
        return [.. Enumerable.Range(0, frames).Select(i => stereo[2 * i] / 32768.0)];
    }
}
