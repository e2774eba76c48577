using LakhNes.Score;
using LakhNes.Score.Judging;

namespace LakhNes.Engine.Generation;

/// <summary>What settings at <em>Auto</em> took from the phrase that is answered.</summary>
/// <param name="Key">Its key; null: the scale is set, or too few pitches were heard.</param>
/// <param name="Feel">How it divides its beats; null: the grid is set.</param>
public readonly record struct PhraseStyle(MusicalKey? Key, PhraseFeel? Feel)
{
    private const int Octave = 12,
        Keys = (2 * Octave) + 1,
        Feels = 4;

    private static readonly string[] Texts = AllTexts();

    /// <summary>In words, such as <c>A minor, swing</c>; empty where nothing was taken from it. Allocates nothing.</summary>
    public string Text => Texts[Code];

    /// <summary>It as a number, for <see cref="Of"/>; 0: nothing was taken from the phrase.</summary>
    internal int Code =>
        (Key is { } key ? 1 + key.Tonic + (key.IsMinor ? Octave : 0) : 0) + (Keys * (Feel is { } feel ? 1 + (int)feel : 0));

    /// <summary>The style of a number.</summary>
    /// <param name="code">What <see cref="Code"/> gave.</param>
    internal static PhraseStyle Of(int code)
    {
        int key = code % Keys,
            feel = code / Keys;
        return new PhraseStyle(
            key > 0 ? new MusicalKey((key - 1) % Octave, key > Octave) : null,
            feel > 0 ? (PhraseFeel)(feel - 1) : null
        );
    }

    private static string[] AllTexts()
    {
        string[] texts = new string[Keys * Feels];
        for (int code = 0; code < texts.Length; code++)
            texts[code] = Say(Of(code));
        return texts;
    }

    private static string Say(PhraseStyle style)
    {
        string key = style.Key is { } found ? $"{KeyName.PitchClasses[found.Tonic]} {(found.IsMinor ? "minor" : "major")}" : "",
            feel = style.Feel switch
            {
                PhraseFeel.Straight => "straight",
                PhraseFeel.Swing => "swing",
                PhraseFeel.Triplets => "triplets",
                _ => "",
            };
        return key.Length > 0 && feel.Length > 0 ? $"{key}, {feel}" : key + feel;
    }
}
