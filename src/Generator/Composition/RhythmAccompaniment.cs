using LakhNes.Generator.Decoding;
using LakhNes.Generator.Sampling;
using LakhNes.Score;
using LakhNes.Score.Tokens;

namespace LakhNes.Generator.Composition;

/// <summary>
/// LakhNES' accompaniment of a rhythm: waits, note-offs and noise of a song stay, and so does when each voice begins a note; which
/// note it is, the model chooses.
/// </summary>
public static class RhythmAccompaniment
{
    /// <summary>Chooses the notes of a song anew.</summary>
    /// <param name="decoder">Its first stream is used from the beginning.</param>
    /// <param name="vocabulary">The model's vocabulary.</param>
    /// <param name="song">The song's tokens without <see cref="TokenVocabulary.Start"/>.</param>
    /// <param name="sampling">How notes are drawn.</param>
    /// <param name="random">The random stream.</param>
    /// <param name="progress">Told how many tokens are done.</param>
    public static int[] Compose(
        TransformerXlDecoder decoder, TokenVocabulary vocabulary, ReadOnlySpan<int> song, SamplingOptions sampling, Pcg32 random,
        IProgress<int>? progress = null)
    {
        var sampler = new Sampler(vocabulary.Count);
        int[] result = new int[song.Length];
        int[] unfed = new int[song.Length + 1];
        unfed[0] = TokenVocabulary.Start;
        int waiting = 1;
        decoder.Reset();
        for (int i = 0; i < song.Length; i++)
        {
            int token = song[i];
            if (IsChosen(token, vocabulary))
            {
                Span<float> logits = decoder.Feed(unfed.AsSpan(0, waiting));
                waiting = 0;
                NesVoice voice = vocabulary.EventOf(token).Voice;
                for (int other = 0; other < logits.Length; other++)
                {
                    if (!IsChosen(other, vocabulary) || vocabulary.EventOf(other).Voice != voice) logits[other] = float.NegativeInfinity;
                }

                token = sampler.Sample(logits, sampling, ref random);
            }

            result[i] = unfed[waiting++] = token;
            progress?.Report(i + 1);
        }

        return result;
    }

    private static bool IsChosen(int token, TokenVocabulary vocabulary) =>
        token != TokenVocabulary.Start && !vocabulary.IsWait(token)
        && vocabulary.EventOf(token) is { Kind: NesEventKind.NoteOn, Voice: not NesVoice.Noise };
}
