using LakhNes.Drawing;
using LakhNes.Ui.Painting;
using LakhNes.Ui.Toolkit;

namespace LakhNes.Ui.Views.Compose;

/// <summary>What a <see cref="Guide"/> says, broken to the width that there is.</summary>
internal sealed class GuideText(Guide guide) : Widget
{
    private const int Line = 13;

    private string _text = "";

    /// <inheritdoc/>
    public override string? CurrentTip => _text;

    /// <inheritdoc/>
    public override Extent Measure() => new(160, 2 * Line);

    /// <inheritdoc/>
    public override void Refresh()
    {
        string text = guide.Text;
        if (ReferenceEquals(text, _text))
            return;
        _text = text;
        Invalidate();
    }

    /// <inheritdoc/>
    public override void Paint(Painter painter)
    {
        Area at = Bounds with { Y = Bounds.Y + ((Bounds.Height - (2 * Line)) / 2), Height = Line };
        for (
            var lines = new TextLines(_text, Math.Max(8, Bounds.Width / BitmapFont.Advance));
            lines.TryNext(out ReadOnlySpan<char> line) && at.Bottom <= Bounds.Bottom;
            at = at with { Y = at.Y + Line }
        )
            painter.Text(at, line, painter.Theme.Text);
    }
}
