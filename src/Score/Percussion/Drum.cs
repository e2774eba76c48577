namespace LakhNes.Score.Percussion;

/// <summary>How one drum sounds on the noise channel.</summary>
/// <param name="Key">General MIDI key.</param>
/// <param name="Name">General MIDI's name.</param>
/// <param name="Period">Noise period index of the first frame, 0 (bright) to 15 (dark).</param>
/// <param name="LastPeriod">Index that it moves to, one a frame.</param>
/// <param name="ShortMode">The tonal 93-step mode.</param>
/// <param name="Level">Loudest volume, 0 to 15, scaled by velocity.</param>
/// <param name="Frames">Video frames from the hit to silence; the volume falls with the square of what is left.</param>
/// <param name="Rank">Of two hits that fall almost together, the one of higher rank is heard.</param>
public readonly record struct Drum(
    byte Key,
    string Name,
    byte Period,
    byte LastPeriod,
    bool ShortMode,
    byte Level,
    byte Frames,
    byte Rank
);
