namespace LakhNes.Drawing;

/// <summary>
/// An opaque picture in memory that is drawn into. What lies outside of it or of <see cref="Clip"/> is not drawn.
/// </summary>
public sealed class Canvas
{
    private const int NarrowWidth = 8;

    private readonly uint[] _pixels;
    private Area _clip;

    /// <summary>Makes a black canvas.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A side that is not 1 to 32767 pixels.</exception>
    public Canvas(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, short.MaxValue);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(height, short.MaxValue);
        Width = width;
        Height = height;
        _pixels = new uint[width * height];
        Clip = Bounds;
    }

    /// <summary>Pixels across.</summary>
    public int Width { get; }

    /// <summary>Pixels down.</summary>
    public int Height { get; }

    /// <summary>The whole canvas.</summary>
    public Area Bounds => new(0, 0, Width, Height);

    /// <summary>The area that drawing is kept to; never larger than the canvas.</summary>
    public Area Clip
    {
        get => _clip;
        set => _clip = value.Intersect(Bounds);
    }

    /// <summary>The pixels row by row as 0x00RRGGBB.</summary>
    public ReadOnlySpan<uint> Pixels => _pixels;

    /// <summary>The colour of a pixel.</summary>
    /// <exception cref="IndexOutOfRangeException">The pixel lies outside the canvas.</exception>
    public Color this[int x, int y] =>
        (uint)x < (uint)Width && (uint)y < (uint)Height
            ? Color.FromRgb((int)_pixels[y * Width + x])
            : throw new IndexOutOfRangeException($"({x}, {y}) is not in {Width} x {Height}");

    /// <summary>Fills an area; a colour that is not opaque lets what is below shine through.</summary>
    public void Fill(Area area, Color color)
    {
        area = area.Intersect(_clip);
        if (area.IsEmpty || color.Alpha == 0)
            return;
        if (color.Alpha < 255)
        {
            Tint(area, color);
            return;
        }
        uint packed = Packed(color);
        if (area.Width < NarrowWidth)
        {
            FillNarrow(area, packed);
            return;
        }
        for (int y = area.Y; y < area.Bottom; y++)
            Row(area, y).Fill(packed);
    }

    private Span<uint> Row(Area area, int y) => _pixels.AsSpan(y * Width + area.X, area.Width);

    // lines down are many and one pixel wide: a call for each row would cost more than the pixel
    private void FillNarrow(Area area, uint packed)
    {
        for (int start = area.Y * Width + area.X, y = area.Y; y < area.Bottom; y++, start += Width)
        {
            for (int x = 0; x < area.Width; x++)
                _pixels[start + x] = packed;
        }
    }

    private void Tint(Area area, Color color)
    {
        uint below = _pixels[area.Y * Width + area.X],
            over = Packed(color.Over(Color.FromRgb((int)below)));
        for (int y = area.Y; y < area.Bottom; y++)
        {
            // what lies below is mostly long runs of one colour
            Span<uint> row = Row(area, y);
            for (int run; row.Length > 0; row = row[run..])
            {
                if (row[0] != below)
                    (below, over) = (row[0], Packed(color.Over(Color.FromRgb((int)row[0]))));
                run = row.IndexOfAnyExcept(below);
                if (run < 0)
                    run = row.Length;
                row[..run].Fill(over);
            }
        }
    }

    /// <summary>Draws the one pixel wide outline of an area, inside it.</summary>
    public void Outline(Area area, Color color)
    {
        if (area.IsEmpty)
            return;
        Fill(area with { Height = 1 }, color);
        Fill(area with { Y = area.Bottom - 1, Height = Math.Min(1, area.Height - 1) }, color);
        Fill(new Area(area.X, area.Y + 1, 1, area.Height - 2), color);
        Fill(new Area(area.Right - 1, area.Y + 1, Math.Min(1, area.Width - 1), area.Height - 2), color);
    }

    /// <summary>Draws a line of single pixels from one point to another, both included.</summary>
    public void Line(int x0, int y0, int x1, int y1, Color color)
    {
        int dx = Math.Abs(x1 - x0),
            dy = -Math.Abs(y1 - y0);
        int stepX = x0 < x1 ? 1 : -1,
            stepY = y0 < y1 ? 1 : -1;
        for (int error = dx + dy; ; )
        {
            Fill(new Area(x0, y0, 1, 1), color);
            if (x0 == x1 && y0 == y1)
                return;
            int twice = 2 * error;
            if (twice >= dy)
            {
                error += dy;
                x0 += stepX;
            }
            if (twice <= dx)
            {
                error += dx;
                y0 += stepY;
            }
        }
    }

    /// <summary>Draws a line of text with its upper left corner at a point.</summary>
    /// <param name="x">Left edge of the first character.</param>
    /// <param name="y">Top of the capitals.</param>
    /// <param name="text">Characters that the font lacks are drawn as a box.</param>
    /// <param name="color">Colour of the text; the background stays.</param>
    /// <param name="scale">Size of a font pixel in pixels, 1 or more.</param>
    public void Text(int x, int y, ReadOnlySpan<char> text, Color color, int scale = 1)
    {
        foreach (char c in text)
        {
            // off to the right nothing more is seen
            if (x >= _clip.Right)
                return;
            ReadOnlySpan<byte> rows = BitmapFont.Glyph(c);
            for (int row = 0; row < rows.Length; row++)
            {
                for (int column = 0; column < BitmapFont.GlyphWidth; column++)
                {
                    if ((rows[row] >> column & 1) != 0)
                        Fill(new Area(x + column * scale, y + row * scale, scale, scale), color);
                }
            }
            x += BitmapFont.Advance * scale;
        }
    }

    /// <summary>Lays a colour over the canvas through a mask.</summary>
    /// <param name="x">Left edge.</param>
    /// <param name="y">Top edge.</param>
    /// <param name="width">Pixels of the mask across.</param>
    /// <param name="mask">Row by row how much of each pixel is covered, 0 to 255.</param>
    /// <param name="color">The colour; its own opacity counts too.</param>
    public void Mask(int x, int y, int width, ReadOnlySpan<byte> mask, Color color)
    {
        Area shown = new Area(x, y, width, mask.Length / width).Intersect(_clip);
        if (shown.IsEmpty)
            return;
        uint solid = Packed(color);
        for (int row = shown.Y; row < shown.Bottom; row++)
        {
            Span<uint> pixels = _pixels.AsSpan(row * Width + shown.X, shown.Width);
            ReadOnlySpan<byte> covered = mask.Slice((row - y) * width + shown.X - x, shown.Width);
            for (int i = 0; i < pixels.Length; i++)
            {
                if (covered[i] == 0)
                    continue;
                if ((covered[i] & color.Alpha) == 255)
                {
                    pixels[i] = solid;
                    continue;
                }
                Color laid = color with { Alpha = (byte)(color.Alpha * covered[i] / 255) };
                pixels[i] = Packed(laid.Over(Color.FromRgb((int)pixels[i])));
            }
        }
    }

    private static uint Packed(Color c) => (uint)(c.Red << 16 | c.Green << 8 | c.Blue);
}
