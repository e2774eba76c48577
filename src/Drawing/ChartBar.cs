namespace LakhNes.Drawing;

/// <summary>A bar of a <see cref="BarChart"/>.</summary>
/// <param name="Label">What it stands for.</param>
/// <param name="Value">How long it is, 0 or more.</param>
/// <param name="Figure">The value as it is written behind it.</param>
/// <param name="Color">Its colour.</param>
/// <param name="Error">How far a whisker reaches to both sides of its end; 0 for none.</param>
public sealed record ChartBar(string Label, double Value, string Figure, Color Color, double Error = 0);
