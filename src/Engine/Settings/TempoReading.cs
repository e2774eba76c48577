namespace LakhNes.Engine.Settings;

/// <summary>How long a quarter note of the song is to the model.</summary>
public enum TempoReading
{
    /// <summary>
    /// Doubled or halved into 82 to 164 quarters a minute, with sixteenths of whole frames, as the console's songs have them.
    /// </summary>
    Folded,

    /// <summary>As long as it lasts.</summary>
    AsPlayed,

    /// <summary>Twice as long as folded: the model hears half the tempo.</summary>
    Half,

    /// <summary>Half as long as folded: the model hears twice the tempo.</summary>
    Double,
}
