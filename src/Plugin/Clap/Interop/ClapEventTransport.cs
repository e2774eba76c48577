namespace LakhNes.Plugin.Clap.Interop;

/// <summary>clap_event_transport. Positions are in quarter notes times 2^31.</summary>
internal struct ClapEventTransport
{
    public const uint HasTempo = 1 << 0;
    public const uint HasBeatsTimeline = 1 << 1;
    public const uint HasTimeSignature = 1 << 3;
    public const uint IsPlaying = 1 << 4;
    public const uint IsRecording = 1 << 5;
    public const uint IsLoopActive = 1 << 6;
    public const double BeatFactor = 1L << 31;

    public ClapEventHeader Header;
    public uint Flags;
    public long SongPositionBeats;
    public long SongPositionSeconds;
    public double Tempo;
    public double TempoIncrement;
    public long LoopStartBeats;
    public long LoopEndBeats;
    public long LoopStartSeconds;
    public long LoopEndSeconds;
    public long BarStart;
    public int BarNumber;
    public ushort Numerator;
    public ushort Denominator;
}
