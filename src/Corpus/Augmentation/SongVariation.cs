using LakhNes.Score;
using LakhNes.Score.Randomness;

namespace LakhNes.Corpus.Augmentation;

/// <summary>One way to vary a song.</summary>
/// <param name="Voices">The voices that are kept; bit n stands for voice n.</param>
/// <param name="SwapPulses">The pulses change places.</param>
/// <param name="Transposition">
/// Semitones by which all voices but noise go up; notes that leave a voice's range are left out.
/// </param>
/// <param name="Speed">What times are divided by.</param>
public readonly record struct SongVariation(int Voices, bool SwapPulses, int Transposition, double Speed)
{
    /// <summary>The scene is told, in TXB that has symbols for it.</summary>
    public bool TellsScene { get; init; }

    /// <summary>The voices that play are told, in TXB that has symbols for them.</summary>
    public bool TellsVoices { get; init; }

    /// <summary>Where it begins, in TXB: so much of its bars is left out before, 0 to below 1.</summary>
    public double Start { get; init; }

    private const int AllVoices = (1 << NesVoices.Count) - 1;

    /// <summary>The song as it is.</summary>
    public static SongVariation Original => new(AllVoices, false, 0, 1);

    /// <summary>Draws a variation. It takes more or fewer numbers off the stream: give each song a stream of its own.</summary>
    public static SongVariation Draw(AugmentationOptions options, ref Pcg32 random)
    {
        int voices = AllVoices;
        if (random.NextDouble() < options.VoiceSubset)
        {
            Span<int> drawn = [0, 1, 2, 3];
            int count = 1 + random.Next(NesVoices.Count - 1);
            random.Draw(drawn, count);
            voices = 0;
            foreach (int voice in drawn[..count])
                voices |= 1 << voice;
        }

        bool swap = random.NextDouble() < options.PulseSwap;
        int transposition = random.Next(2 * options.Transposition + 1) - options.Transposition;
        double speed = 1 + options.Stretch * (2 * random.NextDouble() - 1);
        return new SongVariation(voices, swap, transposition, speed)
        {
            TellsScene = random.NextDouble() < options.Told,
            TellsVoices = random.NextDouble() < options.Told,
            Start = random.NextDouble() < options.Excerpts ? random.NextDouble() : 0,
        };
    }
}
