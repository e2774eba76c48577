using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace LakhNes.Generator.Composition.Form;

/// <summary>The sections of a piece, in order: a value that is made and copied without allocating.</summary>
public readonly struct SongForm : IEquatable<SongForm>
{
    /// <summary>Sections of the longest form, and bars of the longest section.</summary>
    public const int MostSections = 64,
        MostBars = 64;

    /// <summary>Characters of the longest form's text, as <see cref="ToString"/> writes it.</summary>
    public const int LongestText = (4 * MostSections) - 1;

    /// <summary>The name that stands for verse, chorus, verse, chorus, bridge, chorus.</summary>
    public const string VerseChorus = "verse-chorus";

    private const string VerseChorusLetters = "ABABCB";

    private readonly Places _places;

    private SongForm(ReadOnlySpan<Section> sections)
    {
        Count = sections.Length;
        for (int i = 0; i < sections.Length; i++)
        {
            _places[i] = sections[i];
            Bars += sections[i].Bars;
        }
    }

    /// <summary>How many sections there are; 0: it is no form.</summary>
    public int Count { get; }

    /// <summary>Bars of all sections.</summary>
    public int Bars { get; }

    /// <summary>There are no sections.</summary>
    public bool IsNone => Count == 0;

    /// <summary>A section.</summary>
    /// <param name="section">0 to before <see cref="Count"/>.</param>
    public Section this[int section] => _places[section];

    /// <summary>Both have the same sections.</summary>
    public static bool operator ==(in SongForm one, in SongForm other) => one.Equals(other);

    /// <summary>Their sections differ.</summary>
    public static bool operator !=(in SongForm one, in SongForm other) => !one.Equals(other);

    /// <summary>A form in which all sections are of one length.</summary>
    /// <param name="letters">A to Z, one for each section; as many as <see cref="MostSections"/> at most.</param>
    /// <param name="bars">The length of a section.</param>
    public static SongForm Of(ReadOnlySpan<char> letters, int bars)
    {
        Span<Section> sections = stackalloc Section[letters.Length];
        for (int i = 0; i < letters.Length; i++)
            sections[i] = new Section(letters[i], bars);
        return new SongForm(sections);
    }

    /// <summary>
    /// Reads a form: letters, each with its bars after it if it has its own length, such as <c>AABA</c> or <c>A8 B4 A8</c>; or
    /// <see cref="VerseChorus"/>.
    /// </summary>
    /// <param name="text">The form; case and spaces say nothing.</param>
    /// <param name="bars">The length of a section that has none of its own; 0: see <see cref="WithBars"/>.</param>
    /// <param name="error">Why it is none, as a sentence without its full stop.</param>
    /// <returns>Null where it is none.</returns>
    public static SongForm? Parse(string text, int bars, out string error)
    {
        ReadOnlySpan<char> rest = text.Trim().Equals(VerseChorus, StringComparison.OrdinalIgnoreCase) ? VerseChorusLetters : text;
        Span<Section> sections = stackalloc Section[MostSections];
        int count = 0;
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
            else if (length > MostBars || (length < 1 && digits > 1))
                error = $"a section has 1 to {MostBars} bars, not {length}";
            else if (count == MostSections)
                error = $"a form has {MostSections} sections at most";
            if (error.Length > 0)
                return null;
            sections[count++] = new Section(letter, length);
            rest = rest[digits..];
        }

        if (count > 0)
            return new SongForm(sections[..count]);
        error = "a form has at least one section";
        return null;
    }

    /// <summary>The same form, in which sections without a length of their own have one.</summary>
    /// <param name="bars">1 to <see cref="MostBars"/>.</param>
    public SongForm WithBars(int bars)
    {
        Span<Section> sections = stackalloc Section[Count];
        for (int i = 0; i < Count; i++)
            sections[i] = _places[i].Bars > 0 ? _places[i] : _places[i] with { Bars = bars };
        return new SongForm(sections);
    }

    /// <inheritdoc/>
    public bool Equals(SongForm other)
    {
        bool same = Count == other.Count;
        for (int i = 0; i < Count && same; i++)
            same = _places[i] == other._places[i];
        return same;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is SongForm other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Count, Bars);

    /// <summary>The text that <see cref="Parse"/> reads; empty for none.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        for (int i = 0; i < Count; i++)
        {
            (char letter, int bars) = _places[i];
            text.Append(i > 0 ? " " : "").Append(letter);
            if (bars > 0)
                text.Append(CultureInfo.InvariantCulture, $"{bars}");
        }

        return text.ToString();
    }

    [InlineArray(MostSections)]
    private struct Places
    {
        private Section _first;
    }
}
