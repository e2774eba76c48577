using LakhNes.Ui.Painting;

namespace LakhNes.Ui.Toolkit;

/// <summary>A line of text.</summary>
internal sealed class Label(string text) : Widget
{
    /// <summary>What it says.</summary>
    public string Text { get; private set; } = text;

    /// <summary>Where in its place.</summary>
    public TextAlign Align { get; init; }

    /// <summary>How large.</summary>
    public TextSize Size { get; init; } = TextSize.Normal;

    /// <summary>Said quietly.</summary>
    public bool IsDim { get; init; }

    /// <summary>Units across; 0: what the text needs.</summary>
    public int Width { get; init; }

    /// <summary>Says something else.</summary>
    public void Say(string text)
    {
        if (Text == text)
            return;
        Text = text;
        Invalidate();
    }

    /// <inheritdoc/>
    public override Extent Measure() => new(Width > 0 ? Width : Painter.WidthOf(Text.Length, Size), 11 * (int)Size);

    /// <inheritdoc/>
    public override void Paint(Painter painter) =>
        painter.Text(Bounds, Text, IsDim ? painter.Theme.Dim : painter.Theme.Text, Align, Size);
}
