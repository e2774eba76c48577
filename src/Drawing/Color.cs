namespace LakhNes.Drawing;

/// <summary>A colour with its opacity, eight bits each, not premultiplied.</summary>
/// <param name="Red">0-255.</param>
/// <param name="Green">0-255.</param>
/// <param name="Blue">0-255.</param>
/// <param name="Alpha">0 (clear) to 255 (opaque).</param>
public readonly record struct Color(byte Red, byte Green, byte Blue, byte Alpha = 255)
{
    /// <summary>Black.</summary>
    public static Color Black => new(0, 0, 0);

    /// <summary>White.</summary>
    public static Color White => new(255, 255, 255);

    /// <summary>An opaque colour from its usual hexadecimal number, 0xRRGGBB.</summary>
    public static Color FromRgb(int rgb) => new((byte)(rgb >> 16), (byte)(rgb >> 8), (byte)rgb);

    /// <summary>The same colour with another opacity, 0 to 1.</summary>
    public Color WithOpacity(double opacity) => this with { Alpha = (byte)Math.Round(Math.Clamp(opacity, 0, 1) * 255) };

    /// <summary>This colour laid over an opaque one.</summary>
    public Color Over(Color below) =>
        Alpha == 255 ? this : new(Mix(Red, below.Red, Alpha), Mix(Green, below.Green, Alpha), Mix(Blue, below.Blue, Alpha));

    // x / 255 rounded: exact for all products of two bytes
    private static byte Mix(int above, int below, int alpha)
    {
        int sum = above * alpha + below * (255 - alpha) + 128;
        return (byte)((sum + (sum >> 8)) >> 8);
    }
}
