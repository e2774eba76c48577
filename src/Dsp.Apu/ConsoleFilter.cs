namespace LakhNes.Dsp.Apu;

/// <summary>The analogue filters between the chip and the console's audio jack.</summary>
public enum ConsoleFilter
{
    /// <summary>NES: high-pass at 90 Hz and 440 Hz, low-pass at 14 kHz.</summary>
    Nes,

    /// <summary>Famicom: high-pass at 37 Hz, low-pass at 14 kHz.</summary>
    Famicom,

    /// <summary>The chip's bare output, without its resting level.</summary>
    Off,
}
