namespace LakhNes.Score.Midi;

/// <summary>What a tick is: a part of a quarter note, or a part of an SMPTE frame.</summary>
public readonly record struct MidiDivision
{
    private MidiDivision(ushort raw) => Raw = raw;

    /// <summary>The header's 16 bits.</summary>
    public ushort Raw { get; }

    /// <summary>True where ticks are parts of SMPTE frames, so that tempo does not change their length.</summary>
    public bool IsSmpte => (Raw & 0x8000) != 0;

    /// <summary>Ticks a quarter note (1-32767); 0 for SMPTE divisions.</summary>
    public int TicksPerQuarter => IsSmpte ? 0 : Raw;

    /// <summary>Ticks an SMPTE frame (1-255); 0 for musical divisions.</summary>
    public int TicksPerFrame => IsSmpte ? Raw & 0xFF : 0;

    /// <summary>SMPTE frames a second: 24, 25, 30000/1001 (drop frame) or 30; 0 for musical divisions.</summary>
    public double FramesPerSecond =>
        IsSmpte
            ? -(sbyte)(Raw >> 8) switch
            {
                29 => 30000.0 / 1001,
                var f => f,
            }
            : 0;

    /// <summary>A musical division.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not 1-32767.</exception>
    public static MidiDivision Musical(int ticksPerQuarter)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(ticksPerQuarter, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ticksPerQuarter, 0x7FFF);
        return new MidiDivision((ushort)ticksPerQuarter);
    }

    /// <summary>An SMPTE division: frames a second as the format names them (24, 25, 29 for 29.97 drop frame, 30).</summary>
    /// <exception cref="ArgumentOutOfRangeException">Another frame rate, or ticks outside 1-255.</exception>
    public static MidiDivision Smpte(int frames, int ticksPerFrame)
    {
        if (frames is not (24 or 25 or 29 or 30))
            throw new ArgumentOutOfRangeException(nameof(frames), frames, "not 24, 25, 29 or 30");
        ArgumentOutOfRangeException.ThrowIfLessThan(ticksPerFrame, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ticksPerFrame, 255);
        return new MidiDivision((ushort)((byte)-frames << 8 | ticksPerFrame));
    }

    /// <summary>From the header's 16 bits; false where they name no valid division.</summary>
    public static bool TryFromRaw(ushort raw, out MidiDivision division)
    {
        division = new MidiDivision(raw);
        return division.IsSmpte ? -(sbyte)(raw >> 8) is 24 or 25 or 29 or 30 && division.TicksPerFrame > 0 : raw > 0;
    }
}
