using FsCheck.Xunit;

namespace LakhNes.Drawing.Tests;

public class CanvasTests
{
    private static readonly Color Red = Color.FromRgb(0xFF0000);

    private static int Count(Canvas canvas, Color color) =>
        Enumerable.Range(0, canvas.Width * canvas.Height).Count(i => canvas[i % canvas.Width, i / canvas.Width] == color);

    [Property]
    public void FillingColoursWhatLiesInsideAndNothingElse(short x, short y, short width, short height)
    {
        Canvas canvas = new(16, 12);
        Area area = new(x % 20, y % 20, width % 30, height % 30);
        canvas.Fill(area, Red);
        for (int py = 0; py < canvas.Height; py++)
        {
            for (int px = 0; px < canvas.Width; px++)
            {
                bool inside = px >= area.X && px < area.Right && py >= area.Y && py < area.Bottom;
                Assert.Equal(inside ? Red : Color.Black, canvas[px, py]);
            }
        }
    }

    [Property]
    public void WhatShinesThroughIsMixedPixelByPixel(byte[] below, byte alpha, byte x)
    {
        Canvas canvas = new(16, 12),
            before = new(16, 12);
        for (int i = 0; i < below.Length; i++)
        {
            var stripe = new Area(i % 16, i % 12, 1 + (below[i] % 5), 1 + (below[i] % 3));
            foreach (Canvas each in (Canvas[])[canvas, before])
                each.Fill(stripe, new Color(below[i], (byte)(below[i] * 7), 80));
        }

        var area = new Area(x % 12, 2, 9, 7);
        Color over = new(200, 100, 50, alpha);
        canvas.Fill(area, over);
        for (int py = 0; py < canvas.Height; py++)
        {
            for (int px = 0; px < canvas.Width; px++)
                Assert.Equal(area.Contains(px, py) ? over.Over(before[px, py]) : before[px, py], canvas[px, py]);
        }
    }

    [Fact]
    public void TheClipKeepsDrawingInside()
    {
        Canvas canvas = new(10, 10) { Clip = new Area(2, 3, 4, 5) };
        canvas.Fill(canvas.Bounds, Red);
        canvas.Line(0, 0, 9, 9, Color.White);
        canvas.Text(-3, -3, "####", Color.White);
        Assert.Equal(20, 100 - Count(canvas, Color.Black));
        canvas.Clip = new Area(-5, -5, 100, 100);
        Assert.Equal(canvas.Bounds, canvas.Clip);
    }

    [Fact]
    public void AClipOutsideTheCanvasDrawsNothing()
    {
        Canvas canvas = new(10, 10) { Clip = new Area(20, 20, 5, 5) };
        canvas.Fill(canvas.Bounds, Red);
        Assert.Equal(100, Count(canvas, Color.Black));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(255, 255)]
    [InlineData(128, 128)] // 255 * 128 / 255
    [InlineData(1, 1)]
    public void OpacityMixesLinearly(byte alpha, byte expected)
    {
        Canvas canvas = new(1, 1);
        canvas.Fill(canvas.Bounds, Color.White with { Alpha = alpha });
        Assert.Equal(new Color(expected, expected, expected), canvas[0, 0]);
    }

    [Theory]
    [InlineData(0, 0, 9, 4, 10)]
    [InlineData(9, 4, 0, 0, 10)]
    [InlineData(3, 0, 3, 9, 10)]
    [InlineData(5, 5, 5, 5, 1)]
    public void ALineHasItsEndsAndOnePixelAStep(int x0, int y0, int x1, int y1, int pixels)
    {
        Canvas canvas = new(10, 10);
        canvas.Line(x0, y0, x1, y1, Red);
        Assert.Equal(Red, canvas[x0, y0]);
        Assert.Equal(Red, canvas[x1, y1]);
        Assert.Equal(pixels, Count(canvas, Red));
    }

    [Theory]
    [InlineData(5, 4, 14)]
    [InlineData(1, 1, 1)]
    [InlineData(1, 5, 5)]
    [InlineData(6, 2, 12)]
    public void AnOutlineIsDrawnOncePerPixel(int width, int height, int pixels)
    {
        Canvas canvas = new(10, 10);
        canvas.Outline(new Area(1, 1, width, height), Color.White with { Alpha = 100 });
        Assert.Equal(pixels, Count(canvas, new Color(100, 100, 100))); // twice would be brighter
    }

    [Fact]
    public void TextIsDrawnWithTheFontsPixels()
    {
        Canvas canvas = new(40, 20);
        canvas.Text(2, 3, "I", Color.White);
        Assert.Equal(Color.White, canvas[4, 3]); // the middle of the upper bar
        Assert.Equal(Color.Black, canvas[2, 3]);
        Assert.Equal(3 + 5 + 3, Count(canvas, Color.White));
        canvas.Text(2, 3, "I", Red, scale: 2);
        Assert.Equal(4 * (3 + 5 + 3), Count(canvas, Red));
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(5, 0)]
    [InlineData(40000, 5)]
    public void SidesOutOfRangeAreRefused(int width, int height) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Canvas(width, height));

    [Fact]
    public void PixelsOutsideAreRefused() => Assert.Throws<IndexOutOfRangeException>(() => new Canvas(2, 2)[2, 0]);
}
