using System.Runtime.InteropServices;

namespace LakhNes.Dsp.Apu.Benchmarks;

/// <summary>Game_Music_Emu's C interface, as far as it is needed (Debian package libgme0).</summary>
public sealed unsafe class Libgme : IDisposable
{
    private const string Library = "libgme.so.0";
    private nint _emulator;

    /// <summary>Opens a music file and starts its first track.</summary>
    public Libgme(ReadOnlySpan<byte> file, int sampleRate)
    {
        fixed (byte* data = file)
        {
            Check(gme_open_data(data, file.Length, out _emulator, sampleRate));
        }
        // Otherwise it runs ahead to look for silence.
        gme_ignore_silence(_emulator, 1);
        // Neither muffled nor without its bass.
        Equalizer flat = new() { Bass = 1 };
        gme_set_equalizer(_emulator, &flat);
        Check(gme_start_track(_emulator, 0));
    }

    /// <summary>Renders stereo frames.</summary>
    public void Play(Span<short> samples)
    {
        fixed (short* to = samples)
        {
            Check(gme_play(_emulator, samples.Length, to));
        }
    }

    public void Dispose()
    {
        if (_emulator != 0)
            gme_delete(_emulator);
        _emulator = 0;
    }

    private static void Check(nint error)
    {
        if (error != 0)
            throw new InvalidOperationException(Marshal.PtrToStringUTF8(error));
    }

    [DllImport(Library)]
    private static extern nint gme_open_data(byte* data, long size, out nint emulator, int sampleRate);

    [DllImport(Library)]
    private static extern nint gme_start_track(nint emulator, int track);

    [DllImport(Library)]
    private static extern void gme_ignore_silence(nint emulator, int ignore);

    [DllImport(Library)]
    private static extern void gme_set_equalizer(nint emulator, Equalizer* equalizer);

    [DllImport(Library)]
    private static extern nint gme_play(nint emulator, int count, short* samples);

    [DllImport(Library)]
    private static extern void gme_delete(nint emulator);

    /// <summary>gme_equalizer_t: treble in dB at 22 kHz, the high-pass in Hz, eight reserved fields.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 10 * sizeof(double))]
    private struct Equalizer
    {
        public double Treble;
        public double Bass;
    }
}
