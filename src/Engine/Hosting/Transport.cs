namespace LakhNes.Engine.Hosting;

/// <summary>Where the host's song stands at the first sample of a block. Zeroed where the host has no transport.</summary>
public struct Transport
{
    /// <summary>The song is running.</summary>
    public bool Playing;

    /// <summary>The host is recording.</summary>
    public bool Recording;

    /// <summary>The loop is switched on.</summary>
    public bool Looping;

    /// <summary><see cref="SongPosition"/> is given.</summary>
    public bool HasSongPosition;

    /// <summary>Tempo in quarter notes a minute; 0 where the host gives none.</summary>
    public double Tempo;

    /// <summary>Song position in quarter notes.</summary>
    public double SongPosition;

    /// <summary>Start of the current bar in quarter notes.</summary>
    public double BarStart;

    /// <summary>Start of the loop in quarter notes.</summary>
    public double LoopStart;

    /// <summary>End of the loop in quarter notes.</summary>
    public double LoopEnd;

    /// <summary>Beats a bar; 0 where the host gives none.</summary>
    public int Numerator;

    /// <summary>The note value of a beat: 4 is a quarter.</summary>
    public int Denominator;
}
