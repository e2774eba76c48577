using System.Text;
using LakhNes.Score.Text;

namespace LakhNes.Score.Tests.Text;

public class BytesTextTests
{
    [Theory]
    [InlineData("Title", new byte[] { 0x54, 0x69, 0x74, 0x6C, 0x65 })]
    [InlineData("ドラゴン", new byte[] { 0x83, 0x68, 0x83, 0x89, 0x83, 0x53, 0x83, 0x93 })]
    [InlineData("音楽", new byte[] { 0x89, 0xB9, 0x8A, 0x79 })]
    [InlineData("の", new byte[] { 0x82, 0xCC })]
    [InlineData("Pokémon", new byte[] { 0x50, 0x6F, 0x6B, 0xE9, 0x6D, 0x6F, 0x6E })]
    [InlineData("© 1987 Müller", new byte[] { 0xA9, 0x20, 0x31, 0x39, 0x38, 0x37, 0x20, 0x4D, 0xFC, 0x6C, 0x6C, 0x65, 0x72 })]
    public void NamesReadAsTheyWereWritten(string text, byte[] bytes) => Assert.Equal(text, BytesText.OfName(bytes));

    [Theory]
    [InlineData("音楽 é")]
    [InlineData("")]
    public void Utf8IsUtf8(string text) => Assert.Equal(text, BytesText.OfName(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void AByteOrderMarkIsNoPartOfATextFile()
    {
        foreach (Encoding encoding in new Encoding[] { new UTF8Encoding(true), Encoding.Unicode, Encoding.BigEndianUnicode })
            Assert.Equal("P1_NOTEON_69\n", BytesText.OfFile([.. encoding.GetPreamble(), .. encoding.GetBytes("P1_NOTEON_69\n")]));
        Assert.Equal("WT_1", BytesText.OfFile("WT_1"u8));
    }

    [Fact]
    public void AnyBytesAreSomeText()
    {
        var random = new Random(5);
        for (int i = 0; i < 2000; i++)
        {
            byte[] bytes = new byte[random.Next(12)];
            random.NextBytes(bytes);
            Assert.NotNull(BytesText.OfName(bytes));
            Assert.NotNull(BytesText.OfFile(bytes));
        }
    }
}
