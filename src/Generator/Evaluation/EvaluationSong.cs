using LakhNes.Score;
using LakhNes.Score.Tokens;

namespace LakhNes.Generator.Evaluation;

/// <summary>A song as LakhNES evaluates it.</summary>
/// <param name="Tokens">Its tokens between two <see cref="TokenVocabulary.Start"/>.</param>
/// <param name="Seconds">How long it is.</param>
public sealed record EvaluationSong(int[] Tokens, double Seconds)
{
    /// <summary>A score as a song: silence before and after it is cut.</summary>
    /// <returns>The song, or null where it is too short.</returns>
    public static EvaluationSong? From(NesScore score, TokenVocabulary vocabulary)
    {
        NesScore music = Tokeniser.Fit(score, vocabulary);
        int[] tokens = [TokenVocabulary.Start, .. Tokeniser.Encode(music, vocabulary), TokenVocabulary.Start];
        return tokens.Length < Tokeniser.ShortestSong ? null : new EvaluationSong(tokens, music.Seconds);
    }
}
