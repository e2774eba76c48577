using LakhNes.Drawing;
using LakhNes.Ui.Painting;

namespace LakhNes.Ui.Toolkit;

/// <summary>Several lines of text, broken to its width.</summary>
internal sealed class TextBlock(string text) : Widget
{
    private const int Line = 13;

    /// <summary>What it says.</summary>
    public string Text { get; private set; } = text;

    /// <summary>Lines that it wants room for.</summary>
    public int Lines { get; init; } = 1;

    /// <summary>Says something else.</summary>
    public void Say(string text)
    {
        if (Text == text)
            return;
        Text = text;
        Invalidate();
    }

    /// <inheritdoc/>
    public override Extent Measure() => new(120, Lines * Line);

    /// <inheritdoc/>
    public override void Paint(Painter painter)
    {
        Area at = Bounds with { Height = Line };
        int width = Math.Max(8, Bounds.Width / BitmapFont.Advance);
        for (var lines = new TextLines(Text, width); lines.TryNext(out ReadOnlySpan<char> line); at = at with { Y = at.Y + Line })
            painter.Text(at, line, painter.Theme.Dim);
    }
}
