using System.Globalization;
using System.Text;

namespace LakhNes.Score.Trackers;

/// <summary>
/// Reads a line of FamiTracker's text word by word; what it does not find is an error that names file and line.
/// </summary>
internal sealed class TextLine(string text, string file, int number)
{
    private int _at;

    /// <summary>Nothing follows.</summary>
    public bool AtEnd
    {
        get
        {
            while (_at < text.Length && char.IsWhiteSpace(text[_at]))
                _at++;
            return _at >= text.Length;
        }
    }

    /// <summary>The next word; what stands in quotes is one, and two quotes within are one quote.</summary>
    public string Word()
    {
        if (AtEnd)
            throw Error("the line ends too early");
        if (text[_at] != '"')
        {
            int start = _at;
            while (_at < text.Length && !char.IsWhiteSpace(text[_at]))
                _at++;
            return text[start.._at];
        }
        StringBuilder word = new();
        for (_at++; _at < text.Length; _at++)
        {
            if (text[_at] == '"' && (_at + 1 >= text.Length || text[++_at] != '"'))
                return word.ToString();
            word.Append(text[_at]);
        }
        return word.ToString();
    }

    /// <summary>The next number.</summary>
    public int Int(int least, int most, string what)
    {
        string word = Word();
        return
            int.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value)
            && value >= least
            && value <= most
            ? value
            : throw Error($"'{word}' is no {what} from {least} to {most}");
    }

    /// <summary>The next number in hexadecimal digits.</summary>
    public int Hex(int most, string what)
    {
        string word = Word();
        return FamiTrackerNotes.TryHex(word, most, out int value)
            ? value
            : throw Error($"'{word}' is no {what} from 0 to {most:X} in hexadecimal digits");
    }

    /// <summary>A colon.</summary>
    public void Colon()
    {
        string word = Word();
        if (word != ":")
            throw Error($"'{word}' stands where ':' is to stand");
    }

    /// <summary>The exception for what is wrong in it.</summary>
    public ScoreFormatException Error(string reason) => ScoreFormatException.AtLine(file, number, reason);

    /// <summary>What is passed over in it.</summary>
    public ReadError Warning(string reason) => new(file, PositionUnit.Line, number, reason);
}
