namespace LakhNes.Dsp.Apu;

/// <summary>The chip's five channels, in register order.</summary>
public enum ApuVoice
{
    /// <summary>First pulse channel, $4000-$4003.</summary>
    Pulse1,

    /// <summary>Second pulse channel, $4004-$4007.</summary>
    Pulse2,

    /// <summary>Triangle channel, $4008-$400B.</summary>
    Triangle,

    /// <summary>Noise channel, $400C-$400F.</summary>
    Noise,

    /// <summary>Delta modulation (sample) channel, $4010-$4013.</summary>
    Dmc,
}
