namespace LakhNes.Ui.Toolkit;

/// <summary>Which way things follow each other.</summary>
internal enum Orientation
{
    /// <summary>From left to right.</summary>
    Across,

    /// <summary>From top to bottom.</summary>
    Down,
}
