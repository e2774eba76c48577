namespace LakhNes.Dsp.Apu;

/// <summary>
/// The whole state of an <see cref="ApuChip"/>: a plain value that can be kept and copied. What is in it is the chip's affair.
/// </summary>
public struct ApuState
{
    internal ApuRegion Region;
    internal long Cycle;
    internal long WritesApplyAt;
    internal PulseChannel Pulse1;
    internal PulseChannel Pulse2;
    internal TriangleChannel Triangle;
    internal NoiseChannel Noise;
    internal DmcChannel Dmc;
    internal FrameCounter Frame;
}
