namespace LakhNes.Ui.Painting;

/// <summary>Breaks a text into lines at spaces and line ends, one call a line, without allocating.</summary>
/// <param name="text">The text.</param>
/// <param name="width">Most characters a line; longer words are cut.</param>
internal ref struct TextLines(ReadOnlySpan<char> text, int width)
{
    private ReadOnlySpan<char> _rest = text;

    /// <summary>Takes the next line.</summary>
    /// <returns>False where there is none.</returns>
    public bool TryNext(out ReadOnlySpan<char> line)
    {
        line = default;
        if (_rest.IsEmpty)
            return false;
        int end = _rest.IndexOf('\n'),
            next = end + 1;
        if (end < 0)
            end = next = _rest.Length;
        if (end > width)
        {
            int space = _rest[..(width + 1)].LastIndexOf(' ');
            (end, next) = space > 0 ? (space, space + 1) : (width, width);
        }

        line = _rest[..end].TrimEnd('\r');
        _rest = _rest[next..];
        return true;
    }

    /// <summary>Lines of a text, and the longest one's characters.</summary>
    public static (int Lines, int Longest) Measure(ReadOnlySpan<char> text, int width)
    {
        int lines = 0,
            longest = 0;
        for (var rest = new TextLines(text, width); rest.TryNext(out ReadOnlySpan<char> line); lines++)
            longest = Math.Max(longest, line.Length);
        return (lines, longest);
    }
}
