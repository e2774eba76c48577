using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace LakhNes.Score.Text;

/// <summary>
/// Reads and writes TX1, TX2 and TXF: one symbol a line. They differ in what they hold and in what a wait counts.
/// </summary>
/// <remarks>
/// Reading allocates at most <see cref="AllocationPerCharacter"/> bytes a character, plus <see cref="AllocationBase"/>.
/// </remarks>
public static class NesText
{
    /// <summary>Bound on what reading allocates for each character of input.</summary>
    public const int AllocationPerCharacter = 16;

    /// <summary>What reading may allocate besides, in bytes.</summary>
    public const int AllocationBase = 4096;

    // a song of this length would be 300 years; sums of waits stay far from overflowing
    private const long LongestScore = 1L << 48;

    /// <summary>Reads a text file.</summary>
    /// <exception cref="ScoreFormatException">It cannot be opened or holds something else.</exception>
    public static NesScore Read(string path, TimeUnit unit) => Parse(BytesText.OfFile(FileBytes.Read(path)), unit, path);

    /// <summary>Reads a text.</summary>
    /// <param name="text">One symbol a line; blank lines, spaces around symbols and any line ends are taken.</param>
    /// <param name="unit">What a wait counts: samples for TX1 and TX2, frames for TXF.</param>
    /// <param name="name">The name that stands in errors.</param>
    /// <exception cref="ScoreFormatException">A line is no symbol that a voice can play.</exception>
    public static NesScore Parse(ReadOnlySpan<char> text, TimeUnit unit, string name)
    {
        ImmutableArray<NesEvent>.Builder events = ImmutableArray.CreateBuilder<NesEvent>(text.Length / 12 + 8);
        long time = 0;
        int line = 0;
        foreach (ReadOnlySpan<char> raw in text.EnumerateLines())
        {
            line++;
            ReadOnlySpan<char> symbol = raw.Trim();
            if (symbol.IsEmpty)
                continue;
            if (NesSymbols.TryParseWait(symbol, out long wait))
            {
                time += wait;
                if (time > LongestScore)
                    throw ScoreFormatException.AtLine(name, line, "the song is longer than any song can be");
            }
            else if (NesSymbols.TryParse(symbol, out NesEvent e))
            {
                events.Add(e with { Time = time });
            }
            else
            {
                string shown = symbol.Length > 40 ? $"{symbol[..40]}..." : symbol.ToString();
                throw ScoreFormatException.AtLine(name, line, $"'{shown}' is no symbol of TX1, TX2 or TXF");
            }
        }
        return new NesScore(unit, events.DrainToImmutable(), time);
    }

    /// <summary>As <see cref="Parse"/>, without an exception.</summary>
    public static bool TryParse(
        ReadOnlySpan<char> text,
        TimeUnit unit,
        string name,
        [NotNullWhen(true)] out NesScore? score,
        out ReadError error
    )
    {
        try
        {
            score = Parse(text, unit, name);
            error = default;
            return true;
        }
        catch (ScoreFormatException e)
        {
            score = null;
            error = e.Error;
            return false;
        }
    }

    /// <summary>
    /// The text of a score as the originals write it: lines joined by \n, no newline at the end, a last wait up to the song's
    /// end.
    /// </summary>
    /// <param name="score">In samples for TX1 and TX2, in frames for TXF.</param>
    /// <param name="expression">With velocity and timbre (TX2) or the notes alone (TX1).</param>
    public static string Write(NesScore score, bool expression)
    {
        StringBuilder text = new(score.Events.Length * 16);
        long time = 0;
        foreach (NesEvent e in score.Events)
        {
            if (!expression && !e.IsNote)
                continue;
            Wait(e.Time);
            text.Append(NesSymbols.Of(e)).Append('\n');
        }
        Wait(score.Length);
        if (text.Length > 0)
            text.Length--;
        return text.ToString();

        void Wait(long until)
        {
            if (until > time)
                text.Append(CultureInfo.InvariantCulture, $"WT_{until - time}\n");
            time = until;
        }
    }
}
