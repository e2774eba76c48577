using LakhNes.Drawing;

namespace LakhNes.Ui.Painting;

/// <summary>
/// What widgets draw with. They speak in whole units of the layout; the painter turns them into the canvas's pixels, which may be
/// a fraction of a unit. Edges are rounded, so that what touches in units touches in pixels.
/// </summary>
internal sealed class Painter
{
    private const double KnobSweep = 1.5 * Math.PI;

    private readonly ScaledFont _normal;
    private readonly ScaledFont _large;

    // the scale where it is whole, as it mostly is: pixels are then found without fractions
    private readonly int _whole;
    private Area _clip;

    /// <summary>Makes a painter for a canvas.</summary>
    /// <param name="canvas">What is drawn into.</param>
    /// <param name="scale">Pixels a unit, 0.5 to 8.</param>
    /// <param name="theme">The colours.</param>
    public Painter(Canvas canvas, double scale, Theme theme)
    {
        Canvas = canvas;
        Scale = scale;
        _whole = scale == Math.Floor(scale) ? (int)scale : 0;
        Theme = theme;
        _normal = new ScaledFont(scale * (int)TextSize.Normal);
        _large = new ScaledFont(scale * (int)TextSize.Large);
        _clip = new Area(0, 0, int.MaxValue, int.MaxValue);
    }

    /// <summary>What is drawn into, in pixels; its clip follows <see cref="Clip"/>.</summary>
    public Canvas Canvas { get; }

    /// <summary>Pixels a unit.</summary>
    public double Scale { get; }

    /// <summary>The colours.</summary>
    public Theme Theme { get; set; }

    /// <summary>What drawing is kept to, in units.</summary>
    public Area Clip
    {
        get => _clip;
        set
        {
            _clip = value;
            Canvas.Clip = ToPixels(value);
        }
    }

    /// <summary>An area of units in pixels.</summary>
    public Area ToPixels(Area units)
    {
        int x = ToPixel(units.X),
            y = ToPixel(units.Y);
        return new Area(x, y, ToPixel(units.Right) - x, ToPixel(units.Bottom) - y);
    }

    /// <summary>What moves by whole units moves by whole pixels.</summary>
    public bool MovesWhole => _whole > 0;

    /// <summary>A place in units as the nearest pixel edge.</summary>
    public int ToPixel(int units) =>
        _whole > 0
            ? Math.Clamp(units, short.MinValue / _whole, short.MaxValue / _whole) * _whole
            : (int)Math.Floor(Math.Clamp((units * Scale) + 0.5, short.MinValue, short.MaxValue));

    /// <summary>Fills an area.</summary>
    public void Fill(Area area, Color color) => Canvas.Fill(ToPixels(area), color);

    /// <summary>Draws the outline of an area, one unit wide, inside it.</summary>
    public void Outline(Area area, Color color)
    {
        Fill(area with { Height = 1 }, color);
        Fill(area with { Y = area.Bottom - 1, Height = 1 }, color);
        Fill(new Area(area.X, area.Y + 1, 1, area.Height - 2), color);
        Fill(new Area(area.Right - 1, area.Y + 1, 1, area.Height - 2), color);
    }

    /// <summary>Fills an area whose corners lack a unit: the console's round.</summary>
    public void Box(Area area, Color fill, Color edge)
    {
        Fill(area.Inset(1), fill);
        Frame(area, edge);
    }

    /// <summary>Draws the edge of a <see cref="Box"/> alone.</summary>
    public void Frame(Area area, Color edge)
    {
        Fill(new Area(area.X + 1, area.Y, area.Width - 2, 1), edge);
        Fill(new Area(area.X + 1, area.Bottom - 1, area.Width - 2, 1), edge);
        Fill(new Area(area.X, area.Y + 1, 1, area.Height - 2), edge);
        Fill(new Area(area.Right - 1, area.Y + 1, 1, area.Height - 2), edge);
    }

    /// <summary>
    /// Writes a line of text in the middle of an area's height; what does not fit its width is cut and ends in two dots.
    /// </summary>
    public void Text(
        Area area,
        ReadOnlySpan<char> text,
        Color color,
        TextAlign align = TextAlign.Left,
        TextSize size = TextSize.Normal
    )
    {
        ScaledFont font = size == TextSize.Normal ? _normal : _large;
        Area pixels = ToPixels(area);
        int fit = Math.Max(0, (pixels.Width + font.Advance - font.WidthOf(1)) / font.Advance);
        bool cut = text.Length > fit;
        if (cut)
            text = text[..Math.Max(0, fit - 2)];
        int spare = pixels.Width - font.WidthOf(cut ? fit : text.Length),
            y = pixels.Y + ((pixels.Height - font.CapHeight) / 2);
        int x =
            pixels.X
            + (
                align == TextAlign.Left ? 0
                : align == TextAlign.Right ? spare
                : spare / 2
            );
        font.Draw(Canvas, x, y, text, color);
        if (cut)
            font.Draw(Canvas, x + (text.Length * font.Advance), y, "..", color);
    }

    /// <summary>Draws a picture of whole units: a letter other than space or dot is a filled unit.</summary>
    public void Picture(int x, int y, ReadOnlySpan<string> rows, Color color)
    {
        for (int row = 0; row < rows.Length; row++)
        {
            for (int column = 0; column < rows[row].Length; column++)
            {
                if (rows[row][column] is not (' ' or '.'))
                    Fill(new Area(x + column, y + row, 1, 1), color);
            }
        }
    }

    /// <summary>
    /// Draws a knob in the pixels of its own grid: a ring that is lit from an origin to the value, and a cap with a pointer.
    /// </summary>
    /// <param name="area">A square.</param>
    /// <param name="value">0 to 1, over three quarters of a turn.</param>
    /// <param name="origin">Where the lit part starts, 0 to 1.</param>
    /// <param name="cap">Colour of the cap.</param>
    /// <param name="lit">Colour of the lit part.</param>
    public void Knob(Area area, double value, double origin, Color cap, Color lit)
    {
        double low = Math.Min(value, origin),
            high = Math.Max(value, origin),
            radius = area.Width / 2.0;
        (double sin, double cos) = Math.SinCos((value - 0.5) * KnobSweep);
        for (int row = 0; row < area.Height; row++)
        {
            double y = row + 0.5 - radius;
            // runs of one colour are drawn at once
            int start = 0;
            Color? run = null;
            for (int column = 0; column <= area.Width; column++)
            {
                Color? color = column == area.Width ? null : KnobUnit(column + 0.5 - radius, y);
                if (color == run)
                    continue;
                if (run is { } drawn)
                    Fill(new Area(area.X + start, area.Y + row, column - start, 1), drawn);
                (run, start) = (color, column);
            }
        }

        Color? KnobUnit(double x, double y)
        {
            double distance = Math.Sqrt((x * x) + (y * y));
            if (distance > radius)
                return null;
            if (distance > radius - 3)
            {
                double turn = (Math.Atan2(x, -y) / KnobSweep) + 0.5;
                if (turn is < -0.01 or > 1.01)
                    return null;
                return turn >= low - 0.01 && turn <= high + 0.01 && high > low ? lit : Theme.Border;
            }

            if (distance > radius - 5)
                return null;
            double along = (x * sin) - (y * cos),
                aside = (x * cos) + (y * sin);
            return along > 3 && Math.Abs(aside) < 1.2 ? Theme.Text
                : distance > radius - 6 ? Theme.Border
                : cap;
        }
    }

    /// <summary>Width of a line of text in units.</summary>
    public static int WidthOf(int characters, TextSize size = TextSize.Normal) =>
        characters == 0 ? 0 : ((characters * BitmapFont.Advance) - 1) * (int)size;
}
