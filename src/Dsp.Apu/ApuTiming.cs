namespace LakhNes.Dsp.Apu;

/// <summary>
/// Clocks and period tables of one console. Sources: NESdev wiki, "Cycle reference chart", "APU Noise", "APU DMC",
/// "APU Frame Counter"; the PAL frame counter's steps are those that blargg measured for pal_apu_tests.
/// </summary>
public sealed class ApuTiming
{
    private static readonly ApuTiming Ntsc = new(ApuRegion.Ntsc, 236_250_000, 132, 59_561, NtscNoise, NtscDmc, NtscFrame);
    private static readonly ApuTiming Pal = new(ApuRegion.Pal, 53_203_425, 32, 66_495, PalNoise, PalDmc, PalFrame);
    private static readonly ApuTiming Dendy = new(ApuRegion.Dendy, 53_203_425, 30, 70_928, NtscNoise, NtscDmc, NtscFrame);

    private readonly int[] _noisePeriods;
    private readonly int[] _dmcPeriods;
    private readonly int[] _frameSteps;

    private ApuTiming(ApuRegion region, long clock, long divisor, int halfCyclesPerFrame, int[] noise, int[] dmc, int[] frame)
    {
        long common = (long)System.Numerics.BigInteger.GreatestCommonDivisor(clock, divisor);
        Region = region;
        CpuClockNumerator = clock / common;
        CpuClockDenominator = divisor / common;
        CyclesPerFrame = halfCyclesPerFrame / 2.0;
        _noisePeriods = noise;
        _dmcPeriods = dmc;
        _frameSteps = frame;
    }

    /// <summary>The console these numbers belong to.</summary>
    public ApuRegion Region { get; }

    /// <summary>CPU clock in hertz: the master crystal over 12 (NTSC), 16 (PAL) or 15 (Dendy).</summary>
    public double CpuClock => (double)CpuClockNumerator / CpuClockDenominator;

    /// <summary>Numerator of the CPU clock in hertz as a reduced fraction.</summary>
    public long CpuClockNumerator { get; }

    /// <summary>Denominator of the CPU clock in hertz as a reduced fraction.</summary>
    public long CpuClockDenominator { get; }

    /// <summary>CPU cycles of one video frame: 29780.5, 33247.5 or 35464.</summary>
    public double CyclesPerFrame { get; }

    /// <summary>Video frames a second: 60.0988 or 50.0070.</summary>
    public double FrameRate => CpuClock / CyclesPerFrame;

    /// <summary>CPU cycles between two clocks of the noise channel's shift register, by the low four bits of $400E.</summary>
    public ReadOnlySpan<int> NoisePeriods => _noisePeriods;

    /// <summary>CPU cycles between two bits of a sample, by the low four bits of $4010.</summary>
    public ReadOnlySpan<int> DmcPeriods => _dmcPeriods;

    /// <summary>
    /// CPU cycles from the frame counter's restart to each of its six steps, four-step sequence first, five-step sequence after
    /// it. The last of each six is the sequence's length.
    /// </summary>
    public ReadOnlySpan<int> FrameSteps => _frameSteps;

    private static int[] NtscNoise => [4, 8, 16, 32, 64, 96, 128, 160, 202, 254, 380, 508, 762, 1016, 2034, 4068];

    private static int[] PalNoise => [4, 8, 14, 30, 60, 88, 118, 148, 188, 236, 354, 472, 708, 944, 1890, 3778];

    private static int[] NtscDmc => [428, 380, 340, 320, 286, 254, 226, 214, 190, 160, 142, 128, 106, 84, 72, 54];

    private static int[] PalDmc => [398, 354, 316, 298, 276, 236, 210, 198, 176, 148, 132, 118, 98, 78, 66, 50];

    private static int[] NtscFrame => [7457, 14913, 22371, 29828, 29829, 29830, 7457, 14913, 22371, 29829, 37281, 37282];

    private static int[] PalFrame => [8313, 16627, 24939, 33252, 33253, 33254, 8313, 16627, 24939, 33253, 41565, 41566];

    /// <summary>The numbers of a console.</summary>
    /// <param name="region">Which console; an undefined value is taken as <see cref="ApuRegion.Ntsc"/>.</param>
    public static ApuTiming Of(ApuRegion region) =>
        region switch
        {
            ApuRegion.Pal => Pal,
            ApuRegion.Dendy => Dendy,
            _ => Ntsc,
        };
}
