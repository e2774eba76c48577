using LakhNes.Drawing;
using LakhNes.Ui.Input;
using LakhNes.Ui.Painting;

namespace LakhNes.Ui.Toolkit;

/// <summary>Titles of which one is chosen.</summary>
/// <param name="titles">The titles.</param>
/// <param name="chosen">Called when another is chosen.</param>
internal sealed class TabBar(string[] titles, Action<int> chosen) : Widget
{
    private const int Padding = 14;

    private int _hovered = -1;

    /// <summary>Each title is a voice and has its colour.</summary>
    public bool IsVoices { get; init; }

    /// <summary>Units down.</summary>
    public int Height { get; init; } = 28;

    /// <summary>The titles.</summary>
    public string[] Titles { get; } = titles;

    /// <summary>The chosen title's place.</summary>
    public int Selected { get; private set; }

    /// <inheritdoc/>
    public override bool CanFocus => true;

    /// <summary>Chooses a title.</summary>
    public void Select(int index)
    {
        if ((uint)index >= (uint)Titles.Length || index == Selected)
            return;
        Selected = index;
        Invalidate();
        chosen(index);
    }

    /// <summary>The place of a title.</summary>
    public Area PlaceOf(int index)
    {
        int x = Bounds.X;
        for (int i = 0; i < index; i++)
            x += WidthOf(i);
        return Bounds with { X = x, Width = WidthOf(index) };
    }

    /// <inheritdoc/>
    public override Extent Measure()
    {
        int width = 0;
        for (int i = 0; i < Titles.Length; i++)
            width += WidthOf(i);
        return new Extent(width, Height);
    }

    /// <inheritdoc/>
    public override void Paint(Painter painter)
    {
        Theme theme = painter.Theme;
        for (int i = 0; i < Titles.Length; i++)
        {
            Area at = PlaceOf(i);
            bool here = i == Selected;
            Color lit = theme.Lit(IsVoices ? i : -1);
            if (here)
                painter.Fill(at, theme.Panel);
            else if (IsHovered && i == _hovered)
                painter.Fill(at, theme.Panel.WithOpacity(0.5));
            painter.Fill(at with { Height = 2 }, here ? lit : theme.Border);
            if (IsVoices)
                painter.Fill(new Area(at.X + 8, at.Y + (at.Height / 2) - 3, 6, 6), lit);
            painter.Text(
                IsVoices ? at with { X = at.X + 8, Width = at.Width - 8 } : at,
                Titles[i],
                here ? theme.Text : theme.Dim,
                TextAlign.Center
            );
            if (here && ShowsFocus)
                painter.Outline(at.Inset(3), theme.Focus);
        }
    }

    /// <inheritdoc/>
    public override bool OnPointer(in PointerEvent e)
    {
        if (e.Action == PointerAction.Wheel)
        {
            Select(Selected - Math.Sign(e.Wheel));
            return true;
        }

        for (int i = 0; i < Titles.Length; i++)
        {
            if (!PlaceOf(i).Contains((int)e.X, (int)e.Y))
                continue;
            if (e.IsPress)
                Select(i);
            if (_hovered != i)
                Invalidate();
            _hovered = i;
        }

        return e.IsPress;
    }

    /// <inheritdoc/>
    public override bool OnKey(in KeyEvent e)
    {
        switch (e.Key)
        {
            case Key.Left:
                Select(Selected - 1);
                return true;
            case Key.Right:
                Select(Selected + 1);
                return true;
            case Key.Home:
                Select(0);
                return true;
            case Key.End:
                Select(Titles.Length - 1);
                return true;
            default:
                return false;
        }
    }

    private int WidthOf(int index) => Painter.WidthOf(Titles[index].Length) + (2 * Padding) + (IsVoices ? 12 : 0);
}
