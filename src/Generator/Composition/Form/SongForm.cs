using System.Collections.Immutable;
using System.Globalization;

namespace LakhNes.Generator.Composition.Form;

/// <summary>The sections of a piece, in order.</summary>
public sealed class SongForm
{
    /// <summary>Sections of the longest form, and bars of the longest section.</summary>
    public const int MostSections = 64,
        MostBars = 64;

    /// <summary>The name that stands for verse, chorus, verse, chorus, bridge, chorus.</summary>
    public const string VerseChorus = "verse-chorus";

    private const string VerseChorusLetters = "ABABCB";

    private SongForm(ImmutableArray<Section> sections)
    {
        Sections = sections;
        Bars = sections.Sum(section => section.Bars);
    }

    /// <summary>The sections; one or more.</summary>
    public ImmutableArray<Section> Sections { get; }

    /// <summary>Bars of all sections.</summary>
    public int Bars { get; }

    /// <summary>A form in which all sections are of one length.</summary>
    /// <param name="letters">A to Z, one for each section.</param>
    /// <param name="bars">The length of a section.</param>
    public static SongForm Of(string letters, int bars) => new([.. letters.Select(letter => new Section(letter, bars))]);

    /// <summary>
    /// Reads a form: letters, each with its bars after it if it has its own length, such as <c>AABA</c> or <c>A8 B4 A8</c>; or
    /// <see cref="VerseChorus"/>.
    /// </summary>
    /// <param name="text">The form; case and spaces say nothing.</param>
    /// <param name="bars">The length of a section that has none of its own.</param>
    /// <param name="error">Why it is none, as a sentence without its full stop.</param>
    /// <returns>Null where it is none.</returns>
    public static SongForm? Parse(string text, int bars, out string error)
    {
        ReadOnlySpan<char> rest = text.Trim().Equals(VerseChorus, StringComparison.OrdinalIgnoreCase) ? VerseChorusLetters : text;
        var sections = ImmutableArray.CreateBuilder<Section>();
        error = "";
        for (rest = rest.TrimStart(); rest.Length > 0; rest = rest.TrimStart())
        {
            char letter = char.ToUpperInvariant(rest[0]);
            int digits = 1;
            while (digits < rest.Length && char.IsAsciiDigit(rest[digits]))
                digits++;
            int length = bars;
            bool valid =
                char.IsAsciiLetterUpper(letter)
                && (digits == 1 || int.TryParse(rest[1..digits], NumberStyles.None, CultureInfo.InvariantCulture, out length));
            if (!valid)
                error = $"'{rest[..digits]}' is no section: a section is a letter, and its bars if it has its own";
            else if (length is < 1 or > MostBars)
                error = $"a section has 1 to {MostBars} bars, not {length}";
            else if (sections.Count == MostSections)
                error = $"a form has {MostSections} sections at most";
            if (error.Length > 0)
                return null;
            sections.Add(new Section(letter, length));
            rest = rest[digits..];
        }

        if (sections.Count > 0)
            return new SongForm(sections.DrainToImmutable());
        error = "a form has at least one section";
        return null;
    }

    /// <inheritdoc/>
    public override string ToString() =>
        string.Join(
            ' ',
            Sections.Select(section => string.Create(CultureInfo.InvariantCulture, $"{section.Letter}{section.Bars}"))
        );
}
