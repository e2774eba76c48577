using System.Globalization;
using System.Text;

namespace LakhNes.Score.Trackers;

/// <summary>A line of FamiStudio's text: what it is, and its fields.</summary>
internal sealed class FamiStudioLine
{
    private readonly Dictionary<string, string> _fields = [];
    private readonly string _file;
    private readonly PositionUnit _unit;
    private readonly int _number;

    /// <summary>A line that a binary file says.</summary>
    /// <param name="what">Its first word.</param>
    /// <param name="fields">Its fields; those without a value are none.</param>
    /// <param name="file">The name that stands in errors.</param>
    /// <param name="offset">Where it begins.</param>
    public FamiStudioLine(string what, ReadOnlySpan<(string Name, string? Value)> fields, string file, int offset)
    {
        (_file, _unit, _number, What) = (file, PositionUnit.Offset, offset, what);
        foreach ((string name, string? value) in fields)
        {
            if (value is not null)
                _fields[name] = value;
        }
    }

    /// <summary>Reads a line.</summary>
    /// <exception cref="ScoreFormatException">It is not of this form.</exception>
    public FamiStudioLine(ReadOnlySpan<char> text, string file, int number)
    {
        (_file, _unit, _number) = (file, PositionUnit.Line, number);
        text = text.Trim();
        int end = text.IndexOfAny(' ', '\t');
        What = (end < 0 ? text : text[..end]).ToString();
        int at = end < 0 ? text.Length : end;
        while (at < text.Length)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }
            int equals = text[at..].IndexOf('=') + at;
            if (equals < at || equals + 1 >= text.Length || text[equals + 1] != '"')
                throw Error("a field is to be NAME=\"VALUE\"");
            string key = text[at..equals].ToString();
            StringBuilder value = new();
            for (at = equals + 2; ; at++)
            {
                if (at >= text.Length)
                    throw Error($"the value of {key} has no end");
                if (text[at] == '"' && (at + 1 >= text.Length || text[at + 1] != '"'))
                    break;
                if (text[at] == '"')
                    at++;
                value.Append(text[at]);
            }
            at++;
            _fields[key] = value.ToString();
        }
    }

    /// <summary>Its first word.</summary>
    public string What { get; }

    /// <summary>Whether it has a field.</summary>
    public bool Has(string key) => _fields.ContainsKey(key);

    /// <summary>A field; empty where it has none.</summary>
    public string Text(string key) => _fields.GetValueOrDefault(key, "");

    /// <summary>A field that it must have.</summary>
    public string Needed(string key) => _fields.GetValueOrDefault(key) ?? throw Error($"{What} has no {key}");

    /// <summary>A yes or no; no where it has none.</summary>
    public bool Flag(string key) => Text(key).Equals("True", StringComparison.OrdinalIgnoreCase);

    /// <summary>A number that it must have.</summary>
    public int Int(string key, int least, int most) => Number(key, Needed(key), least, most);

    /// <summary>A number, or what stands for none.</summary>
    public int Int(string key, int least, int most, int none) =>
        _fields.TryGetValue(key, out string? text) ? Number(key, text, least, most) : none;

    /// <summary>Numbers with something between them.</summary>
    public int[] Ints(string key, char between, int least, int most, int count)
    {
        string[] parts = Needed(key).Split(between, count + 1);
        if (parts.Length > count)
            throw Error($"{key} has more than {count} numbers");
        return [.. parts.Select(part => Number(key, part, least, most))];
    }

    /// <summary>A note by its name; below 0 where it has none.</summary>
    public int Note(string key)
    {
        if (!_fields.TryGetValue(key, out string? name) || name.Length == 0)
            return TrackerCell.Nothing;
        return name switch
        {
            FamiStudioNotes.Stop => TrackerCell.Halt,
            "Release" => TrackerCell.Release,
            _ => FamiStudioNotes.TryNote(name, out int note) ? note : throw Error($"'{name}' is no note"),
        };
    }

    /// <summary>The exception for what is wrong in it.</summary>
    public ScoreFormatException Error(string reason) => new(Warning(reason));

    /// <summary>What is passed over in it.</summary>
    public ReadError Warning(string reason) => new(_file, _unit, _number, reason);

    private int Number(string key, string text, int least, int most) =>
        int.TryParse(
            text,
            NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite,
            CultureInfo.InvariantCulture,
            out int value
        )
        && value >= least
        && value <= most
            ? value
            : throw Error($"{key} is '{text}', and no number from {least} to {most}");
}
