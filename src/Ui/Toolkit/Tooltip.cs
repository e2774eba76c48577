using LakhNes.Drawing;
using LakhNes.Ui.Painting;

namespace LakhNes.Ui.Toolkit;

/// <summary>What a widget is for, over everything else, once the pointer has rested on it.</summary>
internal sealed class Tooltip : Widget
{
    private const int MostCharacters = 44,
        Line = 12,
        Padding = 6;

    private string _text = "";

    /// <summary>Sets the text, whose size <see cref="Measure"/> then tells.</summary>
    public void Say(string text) => _text = text;

    /// <inheritdoc/>
    public override Extent Measure()
    {
        (int lines, int longest) = TextLines.Measure(_text, MostCharacters);
        return new Extent(Painter.WidthOf(longest) + (2 * Padding), (lines * Line) + (2 * Padding) - 2);
    }

    /// <inheritdoc/>
    public override void Paint(Painter painter)
    {
        painter.Box(Bounds, painter.Theme.Text, painter.Theme.Background);
        var at = new Area(Bounds.X + Padding, Bounds.Y + Padding - 1, Bounds.Width - (2 * Padding) + 1, Line);
        for (
            var lines = new TextLines(_text, MostCharacters);
            lines.TryNext(out ReadOnlySpan<char> line);
            at = at with { Y = at.Y + Line }
        )
            painter.Text(at, line, painter.Theme.Background);
    }
}
