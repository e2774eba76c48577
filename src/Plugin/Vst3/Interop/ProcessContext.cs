namespace LakhNes.Plugin.Vst3.Interop;

/// <summary>The host's transport at the first sample of a block.</summary>
internal struct ProcessContext
{
    public const uint Playing = 1 << 1;
    public const uint CycleActive = 1 << 2;
    public const uint Recording = 1 << 3;
    public const uint ProjectTimeMusicValid = 1 << 9;
    public const uint TempoValid = 1 << 10;
    public const uint BarPositionValid = 1 << 11;
    public const uint CycleValid = 1 << 12;
    public const uint TimeSignatureValid = 1 << 13;

    public uint State;
    public double SampleRate;
    public long ProjectTimeSamples;
    public long SystemTime;
    public long ContinuousTimeSamples;
    public double ProjectTimeMusic;
    public double BarPositionMusic;
    public double CycleStartMusic;
    public double CycleEndMusic;
    public double Tempo;
    public int TimeSignatureNumerator;
    public int TimeSignatureDenominator;
    public uint Chord;
    public int SmpteOffsetSubframes;
    public uint FramesPerSecond;
    public uint FrameRateFlags;
    public int SamplesToNextClock;
}
