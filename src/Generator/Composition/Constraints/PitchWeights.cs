using LakhNes.Score;
using LakhNes.Score.Tokens;

namespace LakhNes.Generator.Composition.Constraints;

/// <summary>
/// Makes some pitch classes likelier than others, and a voice's notes as likely as they were: its rhythm is the model's.
/// </summary>
internal static class PitchWeights
{
    /// <summary>Pitch classes of an octave.</summary>
    public const int Octave = 12;

    /// <summary>Weighs the notes that a voice might begin.</summary>
    /// <param name="nats">By how much each of the twelve is likelier than the others, C first.</param>
    /// <param name="voice">A pitched voice.</param>
    /// <param name="text">What tokens mean.</param>
    /// <param name="logits">Of the tokens.</param>
    public static void Apply(ReadOnlySpan<float> nats, NesVoice voice, IMusicText text, Span<float> logits)
    {
        float peak = float.NegativeInfinity;
        for (int token = 1; token < logits.Length; token++)
            peak = IsNote(text, token, voice) ? Math.Max(peak, logits[token]) : peak;
        if (float.IsNegativeInfinity(peak))
            return;
        double before = 0,
            after = 0;
        for (int token = 1; token < logits.Length; token++)
        {
            if (!IsNote(text, token, voice))
                continue;
            before += Math.Exp(logits[token] - peak);
            logits[token] += nats[text.EventOf(token).Value % Octave];
            after += Math.Exp(logits[token] - peak);
        }

        float more = (float)Math.Log(before / after);
        for (int token = 1; token < logits.Length; token++)
            logits[token] += IsNote(text, token, voice) ? more : 0;
    }

    private static bool IsNote(IMusicText text, int token, NesVoice voice) =>
        !text.IsWait(token) && text.EventOf(token) is { Kind: NesEventKind.NoteOn } e && e.Voice == voice;
}
