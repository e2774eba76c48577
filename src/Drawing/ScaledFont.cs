namespace LakhNes.Drawing;

/// <summary>
/// <see cref="BitmapFont"/> at one size, whole or fractional: a font pixel that covers part of a pixel is drawn with that part of
/// the colour. Made once a size; drawing with it allocates nothing.
/// </summary>
public sealed class ScaledFont
{
    private const char First = ' ',
        Last = '~';

    private readonly byte[] _coverage;
    private readonly int _width;
    private readonly int _height;

    /// <summary>Makes the font at a size.</summary>
    /// <param name="scale">Pixels a font pixel, 0.5 to 16.</param>
    /// <exception cref="ArgumentOutOfRangeException">The scale is outside its range.</exception>
    public ScaledFont(double scale)
    {
        if (!(scale is >= 0.5 and <= 16))
            throw new ArgumentOutOfRangeException(nameof(scale), scale, "0.5 to 16");
        Scale = scale;
        Advance = (int)Math.Round(BitmapFont.Advance * scale);
        CapHeight = (int)Math.Round(BitmapFont.CapHeight * scale);
        LineHeight = (int)Math.Round(BitmapFont.LineHeight * scale);
        _width = (int)Math.Ceiling(BitmapFont.GlyphWidth * scale);
        _height = (int)Math.Ceiling(BitmapFont.GlyphHeight * scale);
        // one glyph behind the last is the box of characters that the font lacks
        _coverage = new byte[(Last - First + 2) * _width * _height];
        for (int i = 0; i <= Last - First + 1; i++)
            Rasterise(BitmapFont.Glyph((char)(First + i)), _coverage.AsSpan(i * _width * _height));
    }

    /// <summary>Pixels a font pixel.</summary>
    public double Scale { get; }

    /// <summary>Pixels from one character to the next.</summary>
    public int Advance { get; }

    /// <summary>Height of capitals in pixels.</summary>
    public int CapHeight { get; }

    /// <summary>Pixels from one line of text to the next.</summary>
    public int LineHeight { get; }

    /// <summary>Width of a line of text in pixels, without the gap after the last character.</summary>
    public int WidthOf(int characters) => characters == 0 ? 0 : ((characters - 1) * Advance) + _width;

    /// <summary>Draws a line of text with its upper left corner (the top of capitals) at a point.</summary>
    public void Draw(Canvas canvas, int x, int y, ReadOnlySpan<char> text, Color color)
    {
        foreach (char c in text)
        {
            if (x >= canvas.Clip.Right)
                return;
            int glyph = c is >= First and <= Last ? c - First : Last - First + 1;
            if (c != ' ')
                canvas.Mask(x, y, _width, _coverage.AsSpan(glyph * _width * _height, _width * _height), color);
            x += Advance;
        }
    }

    private void Rasterise(ReadOnlySpan<byte> rows, Span<byte> to)
    {
        for (int y = 0; y < _height; y++)
        {
            for (int x = 0; x < _width; x++)
            {
                double covered = 0;
                for (int row = 0; row < BitmapFont.GlyphHeight; row++)
                {
                    double down = Overlap(row, y);
                    for (int column = 0; down > 0 && column < BitmapFont.GlyphWidth; column++)
                    {
                        if ((rows[row] >> column & 1) != 0)
                            covered += down * Overlap(column, x);
                    }
                }

                to[(y * _width) + x] = (byte)Math.Round(Math.Min(covered, 1) * 255);
            }
        }
    }

    // how much of a pixel's side a font pixel covers
    private double Overlap(int fontPixel, int pixel) =>
        Math.Max(0, Math.Min((fontPixel + 1) * Scale, pixel + 1) - Math.Max(fontPixel * Scale, pixel));
}
