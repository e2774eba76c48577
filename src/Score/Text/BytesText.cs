using System.Text;

namespace LakhNes.Score.Text;

/// <summary>Text of files that do not say how it is encoded.</summary>
public static class BytesText
{
    private const int ShiftJisPage = 932;

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    private static readonly Encoding ShiftJis =
        CodePagesEncodingProvider.Instance.GetEncoding(
            ShiftJisPage,
            EncoderFallback.ReplacementFallback,
            DecoderFallback.ExceptionFallback
        ) ?? Encoding.Latin1;

    /// <summary>
    /// A text file's characters: UTF-16 where a byte-order mark says so, else UTF-8; the mark is no part of the text.
    /// </summary>
    public static string OfFile(ReadOnlySpan<byte> bytes) =>
        bytes switch
        {
            [0xFF, 0xFE, ..] => Encoding.Unicode.GetString(bytes[2..]),
            [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode.GetString(bytes[2..]),
            [0xEF, 0xBB, 0xBF, ..] => Encoding.UTF8.GetString(bytes[3..]),
            _ => Encoding.UTF8.GetString(bytes),
        };

    /// <summary>
    /// A title or name of a music file: UTF-8 where it is valid UTF-8, Shift-JIS where it reads as Japanese, else Latin-1, as
    /// older files have it.
    /// </summary>
    public static string OfName(ReadOnlySpan<byte> bytes)
    {
        if (!bytes.ContainsAnyInRange((byte)0x80, (byte)0xFF))
            return Encoding.ASCII.GetString(bytes);
        if (TryDecode(StrictUtf8, bytes, out string text))
            return text;
        return ReadsAsShiftJis(bytes) && TryDecode(ShiftJis, bytes, out text) ? text : Encoding.Latin1.GetString(bytes);
    }

    /// <summary>
    /// An accented letter before another one looks like half of a Japanese text, too: two double-byte characters in a row, or a
    /// double-byte kana, are what no European title has.
    /// </summary>
    private static bool ReadsAsShiftJis(ReadOnlySpan<byte> bytes)
    {
        bool afterDouble = false;
        for (int i = 0; i < bytes.Length; i++)
        {
            bool isDouble =
                i + 1 < bytes.Length
                && bytes[i] is (>= 0x81 and <= 0x9F) or (>= 0xE0 and <= 0xFC)
                && bytes[i + 1] is (>= 0x40 and <= 0x7E) or (>= 0x80 and <= 0xFC);
            bool isKana = isDouble && bytes[i] is 0x82 or 0x83 && bytes[i + 1] >= 0x80;
            if (isDouble && (afterDouble || isKana))
                return true;
            afterDouble = isDouble;
            if (isDouble)
                i++;
        }
        return false;
    }

    private static bool TryDecode(Encoding encoding, ReadOnlySpan<byte> bytes, out string text)
    {
        try
        {
            text = encoding.GetString(bytes);
            return true;
        }
        catch (DecoderFallbackException)
        {
            text = "";
            return false;
        }
    }
}
