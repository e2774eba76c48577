using System.Numerics;

namespace LakhNes.Score.Harmony;

/// <summary>A chord: which pitch classes belong to it, and which of them is its root and which its bass.</summary>
/// <param name="Tones">Bit n stands for the pitch class n semitones above C; 0: no chord.</param>
/// <param name="Root">Pitch class of the root, 0 (C) to 11.</param>
/// <param name="Bass">Pitch class of the lowest tone, 0 to 11; another than the root in an inversion.</param>
public readonly record struct Chord(int Tones, int Root, int Bass)
{
    /// <summary>The highest <see cref="Code"/> that there could be.</summary>
    public const int MostCode = (1 << 20) - 1;

    private const int Octave = 12;
    private const int Keys = 128;

    // the major and the minor one are the first of the qualities
    private const int Triads = 2;

    // suffix and semitones above the root, as lead sheets write them; of names for one set the first is the usual one
    private static readonly (string Suffix, int[] Intervals)[] Qualities =
    [
        ("", [0, 4, 7]),
        ("m", [0, 3, 7]),
        ("7", [0, 4, 7, 10]),
        ("m7", [0, 3, 7, 10]),
        ("maj7", [0, 4, 7, 11]),
        ("5", [0, 7]),
        ("sus4", [0, 5, 7]),
        ("sus2", [0, 2, 7]),
        ("dim", [0, 3, 6]),
        ("aug", [0, 4, 8]),
        ("dim7", [0, 3, 6, 9]),
        ("m7b5", [0, 3, 6, 10]),
        ("6", [0, 4, 7, 9]),
        ("m6", [0, 3, 7, 9]),
        ("7sus4", [0, 5, 7, 10]),
        ("mmaj7", [0, 3, 7, 11]),
        ("add9", [0, 2, 4, 7]),
        ("madd9", [0, 2, 3, 7]),
        ("9", [0, 2, 4, 7, 10]),
        ("m9", [0, 2, 3, 7, 10]),
        ("maj9", [0, 2, 4, 7, 11]),
        ("7b9", [0, 1, 4, 7, 10]),
    ];

    // other ways to write some of them
    private static readonly (string Suffix, string Usual)[] Spellings =
    [
        ("maj", ""),
        ("M", ""),
        ("min", "m"),
        ("-", "m"),
        ("M7", "maj7"),
        ("min7", "m7"),
        ("-7", "m7"),
        ("o", "dim"),
        ("o7", "dim7"),
        ("+", "aug"),
        ("sus", "sus4"),
    ];

    // roots by qualities: a name is looked up, and not made, where nothing may be allocated
    private static readonly string[] Names =
    [
        .. Enumerable
            .Range(0, Octave)
            .SelectMany(root => Qualities.Select(quality => KeyName.PitchClasses[root] + quality.Suffix)),
    ];

    private static readonly int[] Shapes = [.. Qualities.Select(quality => quality.Intervals.Sum(interval => 1 << interval))];

    /// <summary>There is no chord.</summary>
    public bool IsNone => Tones == 0;

    /// <summary>It as a number of 20 bits, for <see cref="OfCode"/>; 0: no chord.</summary>
    public int Code => Tones | (Root << 12) | (Bass << 16);

    /// <summary>Its root and quality, such as <c>Am7</c>; empty where it has no name. Allocates nothing.</summary>
    public string RootName
    {
        get
        {
            for (int quality = 0; quality < Shapes.Length; quality++)
            {
                if (Turned(Shapes[quality], Root) == Tones)
                    return Names[(Root * Shapes.Length) + quality];
            }

            return "";
        }
    }

    /// <summary>Its name as lead sheets write it, such as <c>Am7</c> or <c>C/E</c>; the tones where it has none.</summary>
    public override string ToString()
    {
        if (IsNone)
            return "";
        string name = RootName;
        int tones = Tones;
        if (name.Length == 0)
            return string.Join(' ', Enumerable.Range(0, Octave).Where(tone => (tones & (1 << tone)) != 0).Select(Of));
        return Bass == Root ? name : $"{name}/{Of(Bass)}";

        static string Of(int pitchClass) => KeyName.PitchClasses[pitchClass];
    }

    /// <summary>A MIDI key is one of its tones.</summary>
    public bool Contains(int key) => (Tones & (1 << (key % Octave))) != 0;

    /// <summary>The chord of a number.</summary>
    /// <param name="code">What <see cref="Code"/> gave; others give some chord, or none.</param>
    public static Chord OfCode(int code)
    {
        int tones = code & ((1 << Octave) - 1),
            root = (code >> 12) & 15,
            bass = (code >> 16) & 15;
        return tones == 0 || root >= Octave || bass >= Octave ? default : new Chord(tones, root, bass);
    }

    /// <summary>
    /// The chord of keys that are held: the lowest one is its bass. Where a chord of that name fits with the bass as its root it
    /// is that, else any; two keys, and what has no name, are their own tones over the bass; one key is its open fifth.
    /// Allocates nothing.
    /// </summary>
    /// <param name="held">Bit n stands for MIDI key n.</param>
    public static Chord OfKeys(UInt128 held)
    {
        if (held == 0)
            return default;
        int bass = (int)UInt128.TrailingZeroCount(held) % Octave,
            tones = 0;
        for (int key = 0; key < Keys; key++)
            tones |= ((held >> key) & 1) != 0 ? 1 << (key % Octave) : 0;
        if (BitOperations.PopCount((uint)tones) == 1)
            tones |= Turned(1, bass + 7);
        for (int up = 0; up < Octave; up++)
        {
            int root = (bass + up) % Octave;
            foreach (int shape in Shapes)
            {
                if (Turned(shape, root) == tones)
                    return new Chord(tones, root, bass);
            }
        }

        return new Chord(tones, bass, bass);
    }

    /// <summary>
    /// The major or minor triad whose tones sound the most of the time, with its root as its bass; of equal ones that whose root
    /// sounds the longest, and no chord where nothing sounds.
    /// </summary>
    /// <param name="lengths">How long each pitch class sounds, C first.</param>
    public static Chord OfLengths(ReadOnlySpan<double> lengths)
    {
        Chord best = default;
        (double All, double Root) longest = (0, 0);
        for (int root = 0; root < Octave; root++)
        {
            foreach (int shape in Shapes.AsSpan(0, Triads))
            {
                int tones = Turned(shape, root);
                double all = 0;
                for (int tone = 0; tone < Octave; tone++)
                    all += (tones & (1 << tone)) != 0 ? lengths[tone] : 0;
                if ((all, lengths[root]).CompareTo(longest) > 0)
                    (best, longest) = (new Chord(tones, root, root), (all, lengths[root]));
            }
        }

        return best;
    }

    /// <summary>
    /// Reads a chord as lead sheets write it: a root (C to B, with # or b), its quality (<c>m</c>, <c>7</c>, <c>maj7</c>,
    /// <c>dim</c>, <c>sus4</c> and so on), and after a slash another bass.
    /// </summary>
    /// <param name="text">The chord.</param>
    /// <param name="chord">What it says.</param>
    /// <returns>False where it is none.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out Chord chord)
    {
        chord = default;
        int slash = text.IndexOf('/');
        ReadOnlySpan<char> upper = slash < 0 ? text : text[..slash];
        if (!TryReadPitchClass(ref upper, out int root))
            return false;
        int bass = root;
        if (slash >= 0)
        {
            ReadOnlySpan<char> lower = text[(slash + 1)..];
            if (!TryReadPitchClass(ref lower, out bass) || lower.Length > 0)
                return false;
        }

        string suffix = upper.ToString();
        foreach ((string spelling, string usual) in Spellings)
            suffix = suffix == spelling ? usual : suffix;
        int quality = Array.FindIndex(Qualities, known => known.Suffix == suffix);
        if (quality < 0)
            return false;
        chord = new Chord(Turned(Shapes[quality], root) | (1 << bass), root, bass);
        return true;
    }

    private static bool TryReadPitchClass(ref ReadOnlySpan<char> text, out int pitchClass)
    {
        pitchClass = text.Length == 0 ? -1 : "C D EF G A B".IndexOf(char.ToUpperInvariant(text[0]));
        if (pitchClass < 0 || text[0] == ' ')
            return false;
        text = text[1..];
        if (text.Length > 0 && text[0] is '#' or 'b')
        {
            pitchClass = (pitchClass + (text[0] == '#' ? 1 : Octave - 1)) % Octave;
            text = text[1..];
        }

        return true;
    }

    // a set of pitch classes so many semitones higher
    private static int Turned(int tones, int semitones)
    {
        int up = semitones % Octave;
        return ((tones << up) | (tones >> (Octave - up))) & ((1 << Octave) - 1);
    }
}
