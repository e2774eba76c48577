namespace LakhNes.Drawing.Tests;

public class BitmapFontTests
{
    private static readonly char[] Printable = [.. Enumerable.Range(' ', '~' - ' ' + 1).Select(i => (char)i)];

    private static string Rows(char c) => string.Join('/', BitmapFont.Glyph(c).ToArray());

    [Fact]
    public void EveryPrintableCharacterHasItsOwnPicture()
    {
        Assert.Equal(Printable.Length, Printable.Select(Rows).Distinct().Count());
        Assert.All(Printable.Skip(1), c => Assert.NotEqual(Rows(' '), Rows(c)));
    }

    [Fact]
    public void GlyphsStayInTheirCell() =>
        Assert.All(
            Printable,
            c =>
            {
                Assert.Equal(BitmapFont.GlyphHeight, BitmapFont.Glyph(c).Length);
                Assert.All(BitmapFont.Glyph(c).ToArray(), row => Assert.InRange(row, 0, (1 << BitmapFont.GlyphWidth) - 1));
            }
        );

    [Fact]
    public void CapitalsAndDigitsStandOnTheLineAndReachTheTop()
    {
        foreach (char c in "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
        {
            byte[] rows = BitmapFont.Glyph(c).ToArray();
            Assert.NotEqual(0, rows[0]);
            Assert.NotEqual(0, rows[BitmapFont.CapHeight - 1]);
            Assert.All(rows[BitmapFont.CapHeight..], row => Assert.Equal(0, row));
        }
    }

    [Fact]
    public void CharactersThatTheFontLacksAreABox() => Assert.Equal(Rows('\u2603'), Rows('\u007f'));

    [Theory]
    [InlineData("", 1, 0)]
    [InlineData("A", 1, 5)]
    [InlineData("AB", 1, 11)]
    [InlineData("AB", 3, 33)]
    public void WidthIsWhatIsDrawn(string text, int scale, int width)
    {
        Assert.Equal(width, BitmapFont.WidthOf(text, scale));
        Canvas canvas = new(50, 40);
        canvas.Text(0, 0, text.Replace('A', 'M').Replace('B', 'M'), Color.White, scale);
        int right = Enumerable.Range(0, 50).LastOrDefault(x => Enumerable.Range(0, 40).Any(y => canvas[x, y] == Color.White), -1);
        Assert.Equal(width, right + 1);
    }
}
