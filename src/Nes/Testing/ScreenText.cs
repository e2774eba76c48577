using System.Text;

namespace LakhNes.Nes.Testing;

/// <summary>Reads the screen of a ROM whose tiles are numbered as ASCII, which is how test ROMs arrange their fonts.</summary>
public static class ScreenText
{
    private const int Rows = 30;
    private const int Columns = 32;

    /// <summary>The text on the screen: rows without their margins, separated by line feeds, empty ones left out.</summary>
    /// <param name="ppu">The PPU.</param>
    public static string Read(Ppu ppu)
    {
        Span<byte> tiles = stackalloc byte[Columns];
        StringBuilder text = new();
        for (int row = 0; row < Rows; row++)
        {
            ppu.ReadRow(row, tiles);
            string line = ReadLine(tiles);
            if (line.Length > 0)
                text.Append(text.Length > 0 ? "\n" : "").Append(line);
        }
        return text.ToString();
    }

    private static string ReadLine(ReadOnlySpan<byte> tiles)
    {
        Span<char> line = stackalloc char[Columns];
        for (int i = 0; i < tiles.Length; i++)
        {
            // Some fonts have a second colour in the upper half.
            int code = tiles[i] & 0x7F;
            line[i] = code is > 0x20 and < 0x7F ? (char)code : ' ';
        }
        return line.Trim().ToString();
    }
}
