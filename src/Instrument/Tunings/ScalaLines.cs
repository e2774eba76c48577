namespace LakhNes.Instrument.Tunings;

/// <summary>
/// The lines of a Scala file that count: those that begin with an exclamation mark are comments
/// (Scala's "file format" pages for scales and keyboard mappings).
/// </summary>
internal ref struct ScalaLines(string text)
{
    private ReadOnlySpan<char> _rest = text;

    /// <summary>The number of the line that was read last, from 1.</summary>
    public int Number { get; private set; }

    /// <summary>Reads the next line.</summary>
    public bool TryNext(out ReadOnlySpan<char> line)
    {
        while (_rest.Length > 0)
        {
            int end = _rest.IndexOf('\n');
            line = (end < 0 ? _rest : _rest[..end]).TrimEnd('\r');
            _rest = end < 0 ? [] : _rest[(end + 1)..];
            Number++;
            if (line.Length == 0 || line[0] != '!')
                return true;
        }

        line = [];
        return false;
    }

    /// <summary>Reads the first word of the next line; what follows it is for human readers.</summary>
    /// <returns>False where no line is left, or it is empty.</returns>
    public bool TryNextWord(out ReadOnlySpan<char> word)
    {
        if (!TryNext(out word))
            return false;
        word = word.Trim();
        int end = word.IndexOfAny(' ', '\t');
        word = end < 0 ? word : word[..end];
        return word.Length > 0;
    }
}
