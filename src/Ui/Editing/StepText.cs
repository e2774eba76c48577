using System.Globalization;
using System.Text;
using LakhNes.Instrument;

namespace LakhNes.Ui.Editing;

/// <summary>A step sequence as trackers write it: values with spaces between, <c>|</c> before the loop point, <c>/</c> before the release.</summary>
internal static class StepText
{
    /// <summary>Writes a sequence.</summary>
    public static string Format(StepSequence sequence)
    {
        var text = new StringBuilder();
        for (int i = 0; i < sequence.Length; i++)
        {
            if (i > 0) text.Append(' ');
            if (i == sequence.Loop) text.Append("| ");
            if (i == sequence.Release) text.Append("/ ");
            text.Append(CultureInfo.InvariantCulture, $"{sequence[i]}");
        }

        return text.ToString();
    }

    /// <summary>Reads what <see cref="Format"/> writes or a person typed; commas count as spaces, values are put into the lane's range.</summary>
    /// <returns>False where something is no number or a mark has no step behind it; the sequence is untouched then.</returns>
    public static bool TryParse(string text, StepLane lane, StepSequence to)
    {
        var steps = new List<sbyte>();
        int loop = -1, release = -1;
        string spaced = text.Replace("|", " | ").Replace("/", " / ").Replace(',', ' ');
        foreach (string word in spaced.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (word == "|") loop = steps.Count;
            else if (word == "/") release = steps.Count;
            else if (!int.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value)) return false;
            else steps.Add((sbyte)Math.Clamp(value, lane.Minimum, lane.Maximum));
        }

        if (steps.Count > StepSequence.MaxLength || loop >= steps.Count || release >= steps.Count) return false;
        to.Set(steps.ToArray(), loop, release);
        return true;
    }
}
