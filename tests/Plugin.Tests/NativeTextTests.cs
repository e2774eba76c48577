namespace LakhNes.Plugin.Tests;

public sealed unsafe class NativeTextTests
{
    [Theory]
    [InlineData("Pulse", 16, "Pulse")]
    [InlineData("Pulse", 5, "Puls")]
    [InlineData("Pulse", 1, "")]
    [InlineData("häß", 4, "hä")]
    [InlineData("hää", 5, "hä")]
    [InlineData("", 3, "")]
    public void Utf8IsCutBetweenCharacters(string text, int capacity, string expected)
    {
        byte* buffer = stackalloc byte[32];
        new Span<byte>(buffer, 32).Fill(0x55);
        NativeText.Write(buffer, capacity, text);
        Assert.Equal(expected, NativeText.Read(buffer));
        Assert.Equal(0x55, buffer[capacity]);
    }

    [Fact]
    public void Utf16IsCutAndEnded()
    {
        char* buffer = stackalloc char[8];
        NativeText.Write(buffer, 4, "Triangle");
        Assert.Equal("Tri", NativeText.Read(buffer).ToString());
        NativeText.Write((char*)null, 4, "x");
        NativeText.Write(buffer, 0, "x");
        Assert.Equal('T', buffer[0]);
    }
}
