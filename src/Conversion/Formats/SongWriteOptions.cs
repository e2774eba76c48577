using LakhNes.Conversion.Audio;
using LakhNes.Dsp.Apu;
using LakhNes.Score.Trackers;

namespace LakhNes.Conversion.Formats;

/// <summary>How a song is written.</summary>
public sealed record SongWriteOptions
{
    /// <summary>What is written where the caller says nothing.</summary>
    public static SongWriteOptions Default { get; } = new();

    /// <summary>Samples a second of a WAV file, 8000 to 384000.</summary>
    public int SampleRate { get; init; } = 44100;

    /// <summary>How a WAV file's samples are stored.</summary>
    public WavSampleFormat SampleFormat { get; init; } = WavSampleFormat.Pcm16;

    /// <summary>The console's output stage that a WAV file is heard through.</summary>
    public ConsoleFilter Filter { get; init; } = ConsoleFilter.Nes;

    /// <summary>How the chip's channels add up in a WAV file.</summary>
    public MixerModel Mixer { get; init; } = MixerModel.NonLinear;

    /// <summary>The instruments of a tracker's module; null: those that the notes themselves tell of.</summary>
    public TrackerBand? Band { get; init; }

    /// <summary>Bars of a module's patterns, from 1 to <see cref="MostPatternBars"/>.</summary>
    public int PatternBars { get; init; } = ModuleBuilder.UsualBars;

    /// <summary>Bars that a pattern can be asked to have.</summary>
    public const int MostPatternBars = 16;

    /// <summary>
    /// Steps a second of NES-MDB's scores, above 0 and at most 44100; null: those that the song came in, else 24.
    /// </summary>
    public double? ScoreRate { get; init; }

    /// <summary>
    /// A picture is of where the song's loop leads back (<see cref="Pictures.SeamPicture"/>), not of the whole song.
    /// </summary>
    public bool Seam { get; init; }

    /// <summary>TXF also holds velocity and timbre.</summary>
    public bool Expression { get; init; }
}
