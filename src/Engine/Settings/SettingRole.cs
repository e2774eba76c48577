namespace LakhNes.Engine.Settings;

/// <summary>What a generator's setting decides.</summary>
public enum SettingRole
{
    /// <summary>What is composed: the same tokens come again only where it is the same.</summary>
    Composition,

    /// <summary>When something is composed, and when it ends.</summary>
    Occasion,

    /// <summary>Nothing about what is being composed: it asks for something at once, or is about playing alone.</summary>
    Playing,
}
