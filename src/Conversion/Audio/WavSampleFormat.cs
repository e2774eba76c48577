namespace LakhNes.Conversion.Audio;

/// <summary>How samples are stored in a WAV file.</summary>
public enum WavSampleFormat
{
    /// <summary>Whole numbers of 16 bits, clipped at full scale.</summary>
    Pcm16,

    /// <summary>Whole numbers of 24 bits, clipped at full scale.</summary>
    Pcm24,

    /// <summary>32-bit IEEE floats, as rendered.</summary>
    Float32,
}
