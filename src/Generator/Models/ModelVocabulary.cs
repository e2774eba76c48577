namespace LakhNes.Generator;

/// <summary>The symbols that a model reads and writes, by id, and the unit of its waits.</summary>
public sealed class ModelVocabulary
{
    /// <summary>The symbol with id 0: starts a song and separates songs.</summary>
    public const string Separator = "<S>";

    /// <summary>Waits count samples of NES-MDB's register logs, 44100 a second (TX1, TX2).</summary>
    public const string SampleUnit = "sample 44100";

    /// <summary>Creates the vocabulary.</summary>
    /// <param name="symbols">By id; the first is <see cref="Separator"/>.</param>
    /// <param name="timeUnit">The unit of a wait and how many there are in a second, such as <c>frame 60.0988</c>.</param>
    /// <exception cref="ArgumentException">The separator is not first, or the unit cannot be read.</exception>
    public ModelVocabulary(IReadOnlyList<string> symbols, string timeUnit)
    {
        if (symbols.Count < 2 || symbols[0] != Separator) throw new ArgumentException("a vocabulary begins with <S>", nameof(symbols));
        string[] words = timeUnit.Split(' ');
        if (words.Length != 2
            || !double.TryParse(words[1], System.Globalization.CultureInfo.InvariantCulture, out double rate) || !(rate > 0 && double.IsFinite(rate)))
            throw new ArgumentException($"'{timeUnit}' is no unit of time", nameof(timeUnit));
        Symbols = symbols;
        TimeUnit = timeUnit;
        UnitsPerSecond = rate;
    }

    /// <summary>The symbols by id.</summary>
    public IReadOnlyList<string> Symbols { get; }

    /// <summary>How many symbols there are.</summary>
    public int Count => Symbols.Count;

    /// <summary>The unit of a wait, as a model's metadata states it.</summary>
    public string TimeUnit { get; }

    /// <summary>Waits of length 1 in a second.</summary>
    public double UnitsPerSecond { get; }
}
