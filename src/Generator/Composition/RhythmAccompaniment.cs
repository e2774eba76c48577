using LakhNes.Generator.Decoding;
using LakhNes.Generator.Recall;
using LakhNes.Generator.Sampling;
using LakhNes.Score;
using LakhNes.Score.Tokens;

namespace LakhNes.Generator.Composition;

/// <summary>
/// LakhNES' accompaniment of a rhythm: waits, note-offs and the kept voices of a song (in LakhNES: noise) stay, and so does when
/// each voice begins a note; which note it is, the model chooses.
/// </summary>
public static class RhythmAccompaniment
{
    /// <summary>Chooses the notes of a song anew.</summary>
    /// <param name="decoder">Its first stream is used from the beginning.</param>
    /// <param name="vocabulary">The model's vocabulary.</param>
    /// <param name="song">The song's tokens without <see cref="TokenVocabulary.Start"/>.</param>
    /// <param name="kept">Voices whose notes stay.</param>
    /// <param name="sampling">How notes are drawn; LakhNES' notebook draws with temperature 1 among all notes of a voice.</param>
    /// <param name="constraints">What is allowed; where they allow no note, the song's own stays.</param>
    /// <param name="random">The random stream.</param>
    /// <param name="mixture">What is mixed with what the model expects.</param>
    /// <param name="progress">Told how many tokens are done.</param>
    public static int[] Compose(
        TransformerXlDecoder decoder,
        TokenVocabulary vocabulary,
        ReadOnlySpan<int> song,
        VoiceSet kept,
        SamplingOptions sampling,
        IReadOnlyList<ILogitConstraint> constraints,
        Pcg32 random,
        IMixture? mixture = null,
        IProgress<int>? progress = null
    )
    {
        var state = new PieceState(vocabulary);
        var sampler = new Sampler(vocabulary.Count);
        int[] result = new int[song.Length];
        int[] unfed = new int[song.Length + 1];
        unfed[0] = TokenVocabulary.Start;
        int waiting = 1;
        decoder.Reset();
        for (int i = 0; i < song.Length; i++)
        {
            int token = song[i];
            if (IsChosen(token, vocabulary, kept))
            {
                Span<float> logits = decoder.Feed(unfed.AsSpan(0, waiting));
                mixture?.Mix(logits);
                waiting = 0;
                NesVoice voice = vocabulary.EventOf(token).Voice;
                for (int other = 0; other < logits.Length; other++)
                {
                    if (!IsChosen(other, vocabulary, kept) || vocabulary.EventOf(other).Voice != voice)
                        logits[other] = float.NegativeInfinity;
                }

                foreach (ILogitConstraint constraint in constraints)
                    constraint.Apply(state, logits);
                int drawn = sampler.Sample(logits, sampling, ref random);
                if (drawn >= 0)
                    token = drawn;
            }

            state.Take(token);
            mixture?.Take(token);

            result[i] = unfed[waiting++] = token;
            progress?.Report(i + 1);
        }

        return result;
    }

    private static bool IsChosen(int token, TokenVocabulary vocabulary, VoiceSet kept) =>
        token != TokenVocabulary.Start
        && !vocabulary.IsWait(token)
        && vocabulary.EventOf(token) is { Kind: NesEventKind.NoteOn, Voice: var voice }
        && !kept.Contains(voice);
}
