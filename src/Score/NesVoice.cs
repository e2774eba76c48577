namespace LakhNes.Score;

/// <summary>The four voices that a score writes for, in the order in which their events stand at one time.</summary>
public enum NesVoice : byte
{
    /// <summary>First pulse, <c>P1</c>.</summary>
    Pulse1,

    /// <summary>Second pulse, <c>P2</c>.</summary>
    Pulse2,

    /// <summary>Triangle, <c>TR</c>.</summary>
    Triangle,

    /// <summary>Noise, <c>NO</c>.</summary>
    Noise,
}
