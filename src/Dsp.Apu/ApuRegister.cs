namespace LakhNes.Dsp.Apu;

/// <summary>
/// Addresses of the sound chip's registers, and the bits in them that stand alone (NESdev wiki, "APU"). A channel has four
/// registers in a row.
/// </summary>
public static class ApuRegister
{
    /// <summary>The first one, and the first pulse's: duty, halt or loop, constant volume, level or envelope period.</summary>
    public const int Pulse1 = 0x4000;

    /// <summary>The second pulse's first.</summary>
    public const int Pulse2 = 0x4004;

    /// <summary>From a pulse's first register to its sweep's.</summary>
    public const int Sweep = 1;

    /// <summary>From a channel's first register to the low eight bits of its timer's period.</summary>
    public const int TimerLow = 2;

    /// <summary>From a channel's first register to the high three bits of the period and the length counter's index.</summary>
    public const int TimerHigh = 3;

    /// <summary>The triangle's linear counter.</summary>
    public const int Triangle = 0x4008;

    /// <summary>The noise's first: halt or loop, constant volume, level or envelope period.</summary>
    public const int Noise = 0x400C;

    /// <summary>The noise's mode and period.</summary>
    public const int NoisePeriod = 0x400E;

    /// <summary>The index of the noise's length counter.</summary>
    public const int NoiseLength = 0x400F;

    /// <summary>The sample channel's first: interrupt, loop, rate.</summary>
    public const int DmcRate = 0x4010;

    /// <summary>The sample channel's level, 7 bits.</summary>
    public const int DmcLevel = 0x4011;

    /// <summary>Where a sample starts: $C000 and 64 times this.</summary>
    public const int DmcAddress = 0x4012;

    /// <summary>How long a sample is: 16 times this and 1 bytes.</summary>
    public const int DmcLength = 0x4013;

    /// <summary>Which channels are enabled, a bit each; read, which still run.</summary>
    public const int Status = 0x4015;

    /// <summary>The frame counter's mode and interrupt.</summary>
    public const int FrameCounter = 0x4017;

    /// <summary>Of a pulse's or the noise's first: the length counter halts, the envelope loops.</summary>
    public const int Halt = 0x20;

    /// <summary>Of a pulse's or the noise's first: the low four bits are the level itself.</summary>
    public const int ConstantVolume = 0x10;

    /// <summary>Of a sweep: it moves the period.</summary>
    public const int SweepEnabled = 0x80;

    /// <summary>Of a sweep: it subtracts, so the pitch rises.</summary>
    public const int SweepNegate = 0x08;

    /// <summary>Of a sweep: the shift that moves the period least.</summary>
    public const int SweepLeastShift = 0x07;

    /// <summary>Of the noise's period: the short mode.</summary>
    public const int ShortMode = 0x80;
}
