namespace LakhNes.Dsp.Apu;

/// <summary>The console's television system: it sets the CPU clock, the frame counter's steps and the period tables.</summary>
public enum ApuRegion
{
    /// <summary>2A03, 1.789773 MHz, 60.0988 frames a second.</summary>
    Ntsc,

    /// <summary>2A07, 1.662607 MHz, 50.0070 frames a second.</summary>
    Pal,

    /// <summary>UA6527P clone: NTSC tables, 1.773448 MHz, 50.0070 frames a second.</summary>
    Dendy,
}
