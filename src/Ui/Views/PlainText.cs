using System.Text;
using System.Text.RegularExpressions;

namespace LakhNes.Ui.Views;

/// <summary>
/// A document of the project (Markdown or plain) as text to read: no marks, a paragraph a line, which a widget breaks to its own
/// width.
/// </summary>
internal static partial class PlainText
{
    /// <summary>The text.</summary>
    /// <param name="document">Headings, paragraphs, quotations, tables, lists, links.</param>
    public static string Of(string document)
    {
        var text = new StringBuilder();
        string[] lines = document.ReplaceLineEndings("\n").Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            string line = lines[i].Trim().TrimStart('>').Trim();
            bool heads = i + 1 < lines.Length && IsRule(lines[i + 1].Trim());
            if (line.Length == 0)
                Break(text, 2);
            else if (line[0] == '|' && !heads && !IsRule(line))
                AddParagraph(text, Row(line));
            else if (line[0] == '#')
                AddParagraph(text, Plain(line.TrimStart('#').Trim()).ToUpperInvariant());
            else if (line[0] != '|')
                AddLine(text, Plain(line), starts: line.StartsWith("- "));
        }

        Break(text, 2);
        return text.ToString();
    }

    // the line between a table's head and its rows
    private static bool IsRule(string line) => line.Length > 0 && line[0] == '|' && line.All(c => c is '|' or '-' or ':' or ' ');

    // the first cell and what the others say of it
    private static string Row(string line)
    {
        string[] cells = [.. line.Trim('|').Split('|').Select(cell => Plain(cell.Trim())).Where(cell => cell.Length > 0)];
        return cells.Length == 0 ? ""
            : cells.Length == 1 ? cells[0]
            : $"{cells[0]}: {string.Join("; ", cells[1..])}";
    }

    private static void AddParagraph(StringBuilder text, string paragraph)
    {
        Break(text, 1);
        text.Append(paragraph).Append('\n');
    }

    private static void AddLine(StringBuilder text, string line, bool starts)
    {
        if (starts)
            Break(text, 1);
        if (text.Length > 0 && text[^1] != '\n')
            text.Append(' ');
        text.Append(line);
    }

    // so many line ends, no more
    private static void Break(StringBuilder text, int ends)
    {
        int there = 0;
        while (there < text.Length && text[^(there + 1)] == '\n')
            there++;
        if (text.Length > 0 && there < ends)
            text.Append('\n', ends - there);
    }

    private static string Plain(string line) => Link().Replace(line, "$1").Replace("**", "").Replace("`", "");

    [GeneratedRegex(@"\[([^\]]*)\]\([^)]*\)")]
    private static partial Regex Link();
}
