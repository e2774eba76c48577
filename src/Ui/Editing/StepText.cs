using System.Globalization;
using System.Text;
using LakhNes.Instrument.Settings;

namespace LakhNes.Ui.Editing;

/// <summary>
/// A step sequence as trackers write it: values with spaces between, <c>|</c> before the loop point, <c>/</c> before the release.
/// </summary>
internal static class StepText
{
    /// <summary>Writes a sequence.</summary>
    public static string Format(StepSequence sequence)
    {
        var text = new StringBuilder();
        for (int i = 0; i < sequence.Length; i++)
        {
            if (i > 0)
                text.Append(' ');
            if (i == sequence.Loop)
                text.Append("| ");
            if (i == sequence.Release)
                text.Append("/ ");
            text.Append(CultureInfo.InvariantCulture, $"{sequence[i]}");
        }

        return text.ToString();
    }

    /// <summary>
    /// Reads what <see cref="Format"/> writes or a person typed; commas count as spaces, values are put into the lane's range.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="lane">What it is for.</param>
    /// <param name="to">Takes the sequence; untouched where the result is false.</param>
    /// <param name="problem">What is wrong, in a few words, and at which character; empty: nothing.</param>
    /// <returns>
    /// False where something is no number, a mark has no step behind it or comes twice, or there are too many steps.
    /// </returns>
    public static bool TryParse(string text, StepLane lane, StepSequence to, out (string Text, int At) problem)
    {
        var steps = new List<sbyte>();
        (int Step, int At) loop = (-1, -1),
            release = (-1, -1);
        problem = ("", 0);
        for (int at = 0; at < text.Length && problem.Text.Length == 0; )
        {
            int start = at++;
            switch (text[start])
            {
                case ' ' or ',':
                    break;
                case '|':
                    problem = Mark(ref loop, start);
                    break;
                case '/':
                    problem = Mark(ref release, start);
                    break;
                default:
                    while (at < text.Length && text[at] is not (' ' or ',' or '|' or '/'))
                        at++;
                    string word = text[start..at];
                    if (!int.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value))
                        problem = ($"'{word}' is no number", start);
                    else if (steps.Count == StepSequence.MaxLength)
                        problem = ($"more than {StepSequence.MaxLength} steps", start);
                    else
                        steps.Add((sbyte)Math.Clamp(value, lane.Minimum, lane.Maximum));
                    break;
            }
        }

        foreach ((int step, int at) in ((int, int)[])[loop, release])
        {
            if (problem.Text.Length == 0 && step == steps.Count && at >= 0)
                problem = ($"'{text[at]}' has no step behind it", at);
        }

        if (problem.Text.Length > 0)
            return false;
        to.Set(steps.ToArray(), loop.Step, release.Step);
        return true;

        (string, int) Mark(ref (int Step, int At) mark, int at)
        {
            if (mark.At >= 0)
                return ($"a second '{text[at]}'", at);
            mark = (steps.Count, at);
            return ("", 0);
        }
    }
}
