namespace LakhNes.Corpus.Augmentation;

/// <summary>How far songs are varied; by default as in the LakhNES paper.</summary>
public sealed record AugmentationOptions
{
    /// <summary>Songs as they are.</summary>
    public static AugmentationOptions None { get; } =
        new()
        {
            VoiceSubset = 0,
            PulseSwap = 0,
            Transposition = 0,
            Stretch = 0,
            Told = 0,
        };

    /// <summary>How often only one to three voices are kept, 0 to 1.</summary>
    public double VoiceSubset { get; init; } = 0.5;

    /// <summary>How often the pulses change places, 0 to 1.</summary>
    public double PulseSwap { get; init; } = 0.5;

    /// <summary>The most semitones by which all voices but noise go up or down, 0 to 127.</summary>
    public int Transposition { get; init; } = 6;

    /// <summary>By how much the speed differs from 1 at most, 0 to below 1.</summary>
    public double Stretch { get; init; } = 0.05;

    /// <summary>
    /// How often the scene is told where it is known, and how often the voices that play are, 0 to 1; for a model whose text has
    /// symbols for them.
    /// </summary>
    public double Told { get; init; } = 0.5;

    /// <summary>
    /// How often a song begins at any of its bars rather than at its first, 0 to 1; in TXB only. A player's phrase is such a
    /// beginning, and what is told of the music counts most at one.
    /// </summary>
    public double Excerpts { get; init; }
}
