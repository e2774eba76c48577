namespace LakhNes.Score.Text;

/// <summary>What a symbol of TXB is.</summary>
public enum BarSymbolKind : byte
{
    /// <summary>A bar begins.</summary>
    Bar,

    /// <summary>The time signature.</summary>
    Metre,

    /// <summary>The tempo.</summary>
    Tempo,

    /// <summary>The step of the bar at which the events that follow happen.</summary>
    Position,

    /// <summary>Something that a voice does.</summary>
    Event,

    /// <summary>The scene of the music from here on.</summary>
    Scene,

    /// <summary>The voices that play from here on.</summary>
    Voices,
}
