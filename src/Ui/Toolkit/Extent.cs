namespace LakhNes.Ui.Toolkit;

/// <summary>A size in units of the layout.</summary>
/// <param name="Width">Units across.</param>
/// <param name="Height">Units down.</param>
internal readonly record struct Extent(int Width, int Height);
