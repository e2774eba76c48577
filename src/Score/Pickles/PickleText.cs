using System.Globalization;
using System.Text;

namespace LakhNes.Score.Pickles;

/// <summary>The texts of protocol 0, which Python writes as it would in a program.</summary>
internal static class PickleText
{
    private const int Octal = 8;

    /// <summary>What a string literal of Python 2 holds, a character for each byte: quotes around it and escapes in it.</summary>
    /// <exception cref="PickleException">It is no such literal.</exception>
    public static string OfLiteral(string literal)
    {
        if (literal.Length < 2 || literal[0] is not ('\'' or '"') || literal[^1] != literal[0])
            throw PickleException.Malformed("a string without its quotes");
        ReadOnlySpan<char> text = literal.AsSpan(1, literal.Length - 2);
        var plain = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\')
            {
                plain.Append(text[i]);
                continue;
            }

            if (++i == text.Length)
                throw PickleException.Malformed("half an escape");
            char escape = text[i];
            int simple = @"\'""abfnrtv".IndexOf(escape, StringComparison.Ordinal);
            if (simple >= 0)
                plain.Append("\\'\"\a\b\f\n\r\t\v"[simple]);
            else if (escape == 'x')
                plain.Append((char)Number(text, ref i, 2));
            else if (escape is >= '0' and <= '7')
                plain.Append((char)(Digits(text, ref i) & 0xFF));
            else
                plain.Append('\\').Append(escape); // as Python does
        }

        return plain.ToString();
    }

    /// <summary>A unicode text in which only backslashes, line ends and what no byte holds are escaped.</summary>
    /// <exception cref="PickleException">An escape is broken.</exception>
    public static string OfEscaped(string line)
    {
        ReadOnlySpan<char> text = line;
        var plain = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            bool isEscape = text[i] == '\\' && i + 1 < text.Length && text[i + 1] is 'u' or 'U';
            if (!isEscape)
            {
                plain.Append(text[i]);
                continue;
            }

            int digits = text[++i] == 'u' ? 4 : 8;
            int number = Number(text, ref i, digits);
            // halves of a pair are written one by one, too
            if (number <= char.MaxValue)
                plain.Append((char)number);
            else if (Rune.IsValid(number))
                plain.Append(new Rune(number).ToString());
            else
                throw PickleException.Malformed("no character");
        }

        return plain.ToString();
    }

    // leaves the index on the number's last digit
    private static int Number(ReadOnlySpan<char> text, ref int at, int digits)
    {
        ReadOnlySpan<char> number = text[(at + 1)..];
        if (
            number.Length < digits
            || !uint.TryParse(number[..digits], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint value)
            || value > int.MaxValue
        )
            throw PickleException.Malformed("half an escape");
        at += digits;
        return (int)value;
    }

    private static int Digits(ReadOnlySpan<char> text, ref int at)
    {
        const int Most = 3;
        int value = 0;
        int end = Math.Min(at + Most, text.Length);
        for (; at < end && text[at] is >= '0' and <= '7'; at++)
            value = (value * Octal) + text[at] - '0';
        at--;
        return value;
    }
}
