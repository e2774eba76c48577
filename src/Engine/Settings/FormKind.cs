namespace LakhNes.Engine.Settings;

/// <summary>The sections that what is composed has: a letter that comes again is the same music.</summary>
public enum FormKind
{
    /// <summary>None.</summary>
    Free,

    /// <summary>A theme, again, something else, and the theme.</summary>
    Aaba,

    /// <summary>A theme that is answered twice, another way each time.</summary>
    Abac,

    /// <summary>Theme and answer by turns.</summary>
    Abab,

    /// <summary>Verse, chorus, verse, chorus, bridge, chorus.</summary>
    VerseChorus,

    /// <summary>That of <see cref="GeneratorSettings.OwnForm"/>.</summary>
    Own,
}
