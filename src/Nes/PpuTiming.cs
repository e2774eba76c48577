using LakhNes.Dsp.Apu;

namespace LakhNes.Nes;

/// <summary>
/// Where the PPU's beam is, the vertical blank flag and the NMI line. Source: the NESdev wiki's "PPU frame timing".
/// </summary>
public sealed class PpuTiming
{
    /// <summary>Dots a scanline.</summary>
    public const int DotsPerLine = 341;

    private readonly int _vblankStart;
    private readonly int _vblankEnd;
    private readonly int _skippedDot;
    private readonly int _frameDots;
    private readonly int _masterPerDot;
    private readonly int _masterPerCycle;
    private readonly bool _skipsDot;

    // The dot just done, counted from the top of the frame, and the next one at which something happens.
    private int _dot;
    private int _nextEvent;
    private int _masterLeft;
    private bool _oddFrame;
    private bool _suppressed;

    /// <summary>Makes a PPU's clock at the start of a frame.</summary>
    /// <param name="region">The console: lines a frame, and how the PPU's clock relates to the CPU's.</param>
    public PpuTiming(ApuRegion region)
    {
        bool ntsc = region == ApuRegion.Ntsc;
        // The CPU divides the master clock by 12, 16 or 15, the PPU by 4 or 5.
        _masterPerDot = ntsc ? 4 : 5;
        _masterPerCycle = region switch
        {
            ApuRegion.Ntsc => 12,
            ApuRegion.Pal => 16,
            _ => 15,
        };
        int lines = ntsc ? 262 : 312;
        int vblankLine = region == ApuRegion.Dendy ? 291 : 241;
        int preRenderLine = (lines - 1) * DotsPerLine;
        _vblankStart = vblankLine * DotsPerLine + 1;
        _vblankEnd = preRenderLine + 1;
        _skippedDot = preRenderLine + 338;
        _frameDots = lines * DotsPerLine;
        _skipsDot = ntsc;
        _nextEvent = _vblankStart;
    }

    /// <summary>Frames completed since power-on.</summary>
    public long Frame { get; private set; }

    /// <summary>The flag in bit 7 of $2002.</summary>
    public bool VerticalBlank { get; private set; }

    /// <summary>Bit 7 of $2000.</summary>
    public bool NmiEnabled { get; set; }

    /// <summary>Background or sprites are shown: bits 3 and 4 of $2001.</summary>
    public bool Rendering { get; set; }

    /// <summary>The PPU's interrupt output.</summary>
    public bool Nmi => VerticalBlank && NmiEnabled;

    /// <summary>Runs the part of a CPU cycle that comes before memory answers: all but the last dot's worth.</summary>
    public void BeginCycle() => Advance(_masterPerCycle - _masterPerDot);

    /// <summary>Runs the rest of a CPU cycle.</summary>
    public void EndCycle() => Advance(_masterPerDot);

    /// <summary>A read of $2002: the flag as it was; it is clear afterwards.</summary>
    public bool ReadVerticalBlank()
    {
        // Read one dot too early, the flag does not come up in this frame at all.
        _suppressed |= _dot == _vblankStart - 1;
        bool flag = VerticalBlank;
        VerticalBlank = false;
        return flag;
    }

    private void Advance(int masterClocks)
    {
        _masterLeft += masterClocks;
        int dots = _masterLeft / _masterPerDot;
        _masterLeft -= dots * _masterPerDot;
        _dot += dots;
        while (_dot >= _nextEvent)
            ReachEvent();
    }

    private void ReachEvent()
    {
        if (_nextEvent == _vblankStart)
        {
            VerticalBlank = !_suppressed;
            _suppressed = false;
            _nextEvent = _vblankEnd;
        }
        else if (_nextEvent == _vblankEnd)
        {
            VerticalBlank = false;
            _nextEvent = _skippedDot;
        }
        else if (_nextEvent == _skippedDot)
        {
            // Every other frame is one dot shorter while something is shown.
            if (_skipsDot && _oddFrame && Rendering)
                _dot++;
            _nextEvent = _frameDots;
        }
        else
        {
            _dot -= _frameDots;
            _oddFrame = !_oddFrame;
            Frame++;
            _nextEvent = _vblankStart;
        }
    }
}
