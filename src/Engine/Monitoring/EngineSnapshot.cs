using LakhNes.Score.Harmony;

namespace LakhNes.Engine.Monitoring;

/// <summary>What the engine does at the end of a block, all of one moment.</summary>
public struct EngineSnapshot
{
    /// <summary>The voices, in register order.</summary>
    public VoiceSnapshots Voices;

    /// <summary>The left output's largest sample of late, 0 and up; 1 is full scale.</summary>
    public float PeakLeft;

    /// <summary>The right output's largest sample of late.</summary>
    public float PeakRight;

    /// <summary>Song position in quarter notes: the host's, or the engine's own clock where there is no song.</summary>
    public double Position;

    /// <summary>Quarter notes a minute.</summary>
    public double Tempo;

    /// <summary>Length of a bar in quarter notes.</summary>
    public double BarLength;

    /// <summary>Song position at which the present bar begins.</summary>
    public double BarStart;

    /// <summary>Bars from song position 0 to the present one.</summary>
    public long Bar;

    /// <summary>The host's song runs.</summary>
    public bool Playing;

    /// <summary><see cref="Position"/> is the host's.</summary>
    public bool FollowsHost;

    /// <summary>The generator composes or plays.</summary>
    public bool IsComposing;

    /// <summary>The chord that is composed to; none where none was held.</summary>
    public Chord Chord;

    /// <summary>How far ahead of the song is composed, in quarter notes.</summary>
    public double LeadBeats;

    /// <summary>Which of the composed notes still count.</summary>
    internal Generation.EpochWindow Epochs;
}
