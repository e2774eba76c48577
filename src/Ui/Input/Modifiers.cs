namespace LakhNes.Ui.Input;

/// <summary>Keys that are held while something else happens.</summary>
[Flags]
public enum Modifiers
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Shift.</summary>
    Shift = 1,

    /// <summary>Control; on macOS Command, which has its place there.</summary>
    Control = 2,

    /// <summary>Alt or Option.</summary>
    Alt = 4,
}
