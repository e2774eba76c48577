namespace LakhNes.Drawing;

/// <summary>Bars of a <see cref="BarChart"/> that measure one thing.</summary>
/// <param name="Title">What they measure.</param>
/// <param name="Bars">The bars, from the top.</param>
/// <param name="Most">The value that reaches to the end; null: the longest bar with its whisker does.</param>
/// <param name="Mark">A value at which a line stands, such as that of chance; null for none.</param>
public sealed record BarPanel(string Title, IReadOnlyList<ChartBar> Bars, double? Most = null, double? Mark = null);
