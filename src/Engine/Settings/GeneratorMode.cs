namespace LakhNes.Engine.Settings;

/// <summary>What the generator does with what is played.</summary>
public enum GeneratorMode
{
    /// <summary>Nothing.</summary>
    Off,

    /// <summary>Goes on where the player's phrase ends, until the player comes in again.</summary>
    Continue,

    /// <summary>Listens for some bars, answers for some bars, on the song's grid.</summary>
    Trade,

    /// <summary>Composes the voices that the player does not use, while the player plays.</summary>
    Accompany,

    /// <summary>Composes by itself.</summary>
    Free,
}
