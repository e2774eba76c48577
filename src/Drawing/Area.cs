namespace LakhNes.Drawing;

/// <summary>A rectangle of pixels; its right and bottom edges lie outside.</summary>
/// <param name="X">Left edge.</param>
/// <param name="Y">Top edge.</param>
/// <param name="Width">Pixels across; 0 or less is empty.</param>
/// <param name="Height">Pixels down; 0 or less is empty.</param>
public readonly record struct Area(int X, int Y, int Width, int Height)
{
    /// <summary>The first column to the right of the area.</summary>
    public int Right => X + Width;

    /// <summary>The first row below the area.</summary>
    public int Bottom => Y + Height;

    /// <summary>True where there is no pixel in it.</summary>
    public bool IsEmpty => Width <= 0 || Height <= 0;

    /// <summary>What two areas share.</summary>
    public Area Intersect(Area other)
    {
        int x = Math.Max(X, other.X),
            y = Math.Max(Y, other.Y);
        return new Area(x, y, Math.Min(Right, other.Right) - x, Math.Min(Bottom, other.Bottom) - y);
    }

    /// <summary>The smallest area that holds both; an empty one adds nothing.</summary>
    public Area Union(Area other)
    {
        if (IsEmpty)
            return other;
        if (other.IsEmpty)
            return this;
        int x = Math.Min(X, other.X),
            y = Math.Min(Y, other.Y);
        return new Area(x, y, Math.Max(Right, other.Right) - x, Math.Max(Bottom, other.Bottom) - y);
    }

    /// <summary>The area without a margin on every side.</summary>
    public Area Inset(int margin) => new(X + margin, Y + margin, Width - 2 * margin, Height - 2 * margin);

    /// <summary>Whether a pixel lies in it.</summary>
    public bool Contains(int x, int y) => x >= X && x < Right && y >= Y && y < Bottom;
}
