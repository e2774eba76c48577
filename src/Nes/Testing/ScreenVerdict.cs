using System.Globalization;

namespace LakhNes.Nes.Testing;

/// <summary>Finds the verdict in what a ROM has printed on the screen.</summary>
public static class ScreenVerdict
{
    // The only code by which ROMs of 2005 say that all is well.
    private const int PassedCode = 1;

    /// <summary>Reads a verdict.</summary>
    /// <param name="text">The screen's text.</param>
    /// <returns>The status, and the code where one is printed as $hh (alone on the screen) or #n.</returns>
    public static (RomTestStatus Status, int? Code) Read(string text)
    {
        if (Contains(text, "failed") || Contains(text, "error"))
            return (RomTestStatus.Failed, ReadNumber(text));
        if (Contains(text, "passed"))
            return (RomTestStatus.Passed, null);
        return ReadHexCode(text) is int code
            ? (code == PassedCode ? RomTestStatus.Passed : RomTestStatus.Failed, code)
            : (RomTestStatus.Unknown, null);
    }

    private static bool Contains(string text, string word) => text.Contains(word, StringComparison.OrdinalIgnoreCase);

    private static int? ReadNumber(string text)
    {
        int mark = text.LastIndexOf('#') + 1;
        int end = mark;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
            end++;
        return
            mark > 0
            && int.TryParse(text.AsSpan(mark, end - mark), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : null;
    }

    // Nothing but bytes on the screen: the last one is the result, those before it are details.
    private static int? ReadHexCode(string text)
    {
        int? code = null;
        foreach (string word in text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (
                word.Length != 3
                || word[0] != '$'
                || !byte.TryParse(word.AsSpan(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte value)
            )
                return null;

            code = value;
        }
        return code;
    }
}
