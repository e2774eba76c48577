using LakhNes.Drawing;
using LakhNes.Ui.Windows;

namespace LakhNes.Ui.Tests;

/// <summary>A window that moves what it shows, and shows nothing but what it was handed.</summary>
internal sealed class FakeDisplay(int width, int height) : INativeWindow
{
    /// <summary>What is seen, row by row.</summary>
    public uint[] Pixels { get; } = new uint[width * height];

    /// <summary>Pixels handed over so far.</summary>
    public long Presented { get; private set; }

    /// <summary>Times that something was moved so far.</summary>
    public int Moves { get; private set; }

    public nint NativeHandle => 0;

    public int FileDescriptor => -1;

    public bool HasOwnTimer => true;

    public bool IsVisible => true;

    public bool IsReady => true;

    public void Show(bool visible) { }

    public void Resize(int width, int height) { }

    public void Pump() { }

    public bool TryMove(Area area, int pixels)
    {
        Moves++;
        for (int y = area.Y; y < area.Bottom; y++)
        {
            Span<uint> row = Pixels.AsSpan((y * width) + area.X, area.Width);
            if (pixels > 0)
                row[pixels..].CopyTo(row);
            else
                row[..^-pixels].CopyTo(row[-pixels..]);
        }

        return true;
    }

    public void Present(Canvas canvas, ReadOnlySpan<Area> areas)
    {
        foreach (Area whole in areas)
        {
            Area area = whole.Intersect(canvas.Bounds);
            Presented += (long)area.Width * area.Height;
            for (int y = area.Y; y < area.Bottom; y++)
                canvas.Pixels.Slice((y * width) + area.X, area.Width).CopyTo(Pixels.AsSpan((y * width) + area.X));
        }
    }

    public bool DragFile(string path) => false;

    public void Dispose() { }
}
