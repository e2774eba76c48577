using System.Globalization;

namespace LakhNes.Score.NesMdb.Forms;

/// <summary>A command of a disassembly as it stands in a file.</summary>
/// <param name="fields">Texts, numbers and bytes; in a text file all are texts.</param>
/// <param name="name">The file's name.</param>
/// <param name="number">Its line, from 1, in a text file; else which command it is, from 0.</param>
/// <param name="isText">It stands in a text file.</param>
internal readonly struct Command(IReadOnlyList<object?> fields, string name, int number, bool isText)
{
    private const int LongestShown = 40;

    /// <summary>How many fields it has.</summary>
    public int Count => fields.Count;

    /// <summary>A field that is a text.</summary>
    public string Text(int field) =>
        field < Count && fields[field] is string text ? text : throw Fail("has other fields than such a command");

    /// <summary>A field that is a whole number.</summary>
    /// <param name="field">Which one.</param>
    /// <param name="most">The highest value; the lowest is 0.</param>
    public int Number(int field, int most)
    {
        long? number = (field < Count ? fields[field] : null) switch
        {
            long whole => whole,
            string text
                when isText && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole) =>
                whole,
            _ => null,
        };
        return number is { } value && value >= 0 && value <= most
            ? (int)value
            : throw Fail($"wants a number from 0 to {most} in place {field + 1}");
    }

    /// <summary>A field of two hexadecimal digits.</summary>
    public int Hex(int field) =>
        Text(field) is { Length: 2 } text
        && int.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int value)
            ? value
            : throw Fail($"wants two hexadecimal digits in place {field + 1}");

    /// <summary>A field that is bytes.</summary>
    public byte[] Bytes(int field) =>
        (field < Count ? fields[field] : null) switch
        {
            byte[] bytes => bytes,
            // Python 2 has strings of bytes
            string text when !text.AsSpan().ContainsAnyExceptInRange('\0', '\xFF') => System.Text.Encoding.Latin1.GetBytes(text),
            _ => throw Fail($"wants bytes in place {field + 1}"),
        };

    /// <summary>Refuses another number of fields.</summary>
    public void Expect(int count)
    {
        if (Count != count)
            throw Fail($"has {Count} fields, not {count}");
    }

    /// <summary>The error that says that the command is wrong.</summary>
    /// <param name="reason">Goes on after the command.</param>
    public ScoreFormatException Fail(string reason)
    {
        string shown = string.Join(',', fields.Take(6).Select(field => field is string or long ? $"{field}" : "?"));
        shown = new string([.. shown.Take(LongestShown).Select(c => c is > ' ' and < (char)127 ? c : '?')]);
        return isText
            ? ScoreFormatException.AtLine(name, number, $"'{shown}' {reason}")
            : ScoreFormatException.Of(name, $"command {number}: '{shown}' {reason}");
    }
}
