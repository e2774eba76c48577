using System.Text;

namespace LakhNes.Score.Text;

/// <summary>Reads and writes TXB: <see cref="BarSymbol"/>s, one a line.</summary>
/// <remarks>
/// Reading allocates at most <see cref="AllocationPerCharacter"/> bytes a character, plus <see cref="NesText.AllocationBase"/>.
/// </remarks>
public static class BarText
{
    /// <summary>Bound on what reading allocates for each character of input; a bar of four characters costs most.</summary>
    public const int AllocationPerCharacter = 64;

    /// <summary>Reads a text file.</summary>
    /// <exception cref="ScoreFormatException">It cannot be opened or holds something else.</exception>
    public static NesScore Read(string path) => Parse(Encoding.UTF8.GetString(FileBytes.Read(path)), path);

    /// <summary>Reads a text; the piece ends with its last bar.</summary>
    /// <param name="text">One symbol a line; blank lines, spaces around symbols and any line ends are taken.</param>
    /// <param name="name">The name that stands in errors.</param>
    /// <exception cref="ScoreFormatException">A line is no symbol of TXB, or stands where it means nothing.</exception>
    public static NesScore Parse(ReadOnlySpan<char> text, string name)
    {
        BarReader reader = new();
        int line = 0;
        foreach (ReadOnlySpan<char> raw in text.EnumerateLines())
        {
            line++;
            ReadOnlySpan<char> symbol = raw.Trim();
            if (symbol.IsEmpty)
                continue;
            if (!BarSymbol.TryParse(symbol, out BarSymbol read))
            {
                string shown = symbol.Length > 40 ? $"{symbol[..40]}..." : symbol.ToString();
                throw ScoreFormatException.AtLine(name, line, $"'{shown}' is no symbol of TXB");
            }
            if (reader.Take(read) is { } reason)
                throw ScoreFormatException.AtLine(name, line, $"{symbol} {reason}");
        }
        return reader.Score();
    }

    /// <summary>The text of a score in steps: symbols joined by \n, no newline at the end.</summary>
    public static string Write(NesScore score) => string.Join('\n', BarSymbol.Of(score.WithoutExpression()));
}
