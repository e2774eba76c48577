using LakhNes.Score;
using LakhNes.Score.Tokens;

namespace LakhNes.Generator.Composition.Constraints;

/// <summary>
/// Draws what happens to the lines of a grid of time: a wait becomes the wait up to the line that is nearest to its end, and its
/// probability is added to that one's. Only what is nearest to the line that time stands on, such as the end of a short note,
/// stays where it is. The model goes on from the even rhythm, so it keeps to it itself, which rounding a finished piece would not
/// bring about. Not part of the original.
/// </summary>
/// <param name="tokenCount">How many tokens the text has.</param>
public sealed class Onsets(int tokenCount) : ILogitConstraint
{
    private readonly double[] _sums = new double[tokenCount];

    /// <summary>The grid; may be changed between tokens.</summary>
    public OnsetGrid Grid { get; set; }

    /// <summary>Where on the grid composing begins, in the grid's unit.</summary>
    public double Start { get; set; }

    /// <summary>How many of the text's units are one of the grid's.</summary>
    public double Units { get; set; } = 1;

    /// <summary>
    /// Says of a wait that it is known where it leads, such as to the end of a short note: it stays as it is. Null: of none.
    /// </summary>
    public Func<int, bool>? Keeps { get; set; }

    /// <inheritdoc/>
    public void Apply(PieceState state, Span<float> logits)
    {
        if (double.IsPositiveInfinity(Grid.Freedom))
            return;
        IMusicText text = state.Text;
        if (Keeps is not null && !state.IsOpening && !IsOnLine(state))
            LeaveBeginnings(text, logits);
        Func<int, bool>? keeps = state.Sounding == default ? null : Keeps; // without a note there is no end
        double peak = double.NegativeInfinity;
        for (int token = 0; token < logits.Length; token++)
        {
            if (text.IsWait(token))
                peak = Math.Max(peak, logits[token]);
        }

        if (!double.IsFinite(peak))
            return;
        Array.Clear(_sums);
        for (int token = 0; token < logits.Length; token++)
        {
            if (text.IsWait(token) && logits[token] > float.NegativeInfinity)
                _sums[keeps?.Invoke(token) == true ? token : Drawn(token, state)] += Math.Exp(logits[token] - peak);
        }

        for (int token = 0; token < logits.Length; token++)
        {
            if (text.IsWait(token))
                logits[token] = (float)(peak + Math.Log(_sums[token]));
        }
    }

    // where a kept wait leads between the lines notes may end, but none begins
    private static void LeaveBeginnings(IMusicText text, Span<float> logits)
    {
        bool any = false;
        for (int token = 1; token < logits.Length; token++)
            any |= logits[token] > float.NegativeInfinity && !IsBeginning(text, token);
        for (int token = 1; token < logits.Length && any; token++)
        {
            if (IsBeginning(text, token))
                logits[token] = float.NegativeInfinity;
        }
    }

    private static bool IsBeginning(IMusicText text, int token) =>
        !text.IsWait(token) && text.EventOf(token).Kind == NesEventKind.NoteOn;

    private bool IsOnLine(PieceState state)
    {
        double now = Start + ((state.Time - state.PromptEnd) / Units);
        return Math.Abs(Grid.Nearest(now, double.NegativeInfinity) - now) <= Grid.Freedom + (0.5 / Units);
    }

    /// <summary>
    /// The wait to the line that is nearest to a wait's end, if that is after now and the end is not near enough already; else
    /// the wait.
    /// </summary>
    private int Drawn(int wait, PieceState state)
    {
        double end = Start + ((state.Text.TimeAfter(wait, state.Time) - state.PromptEnd) / Units),
            line = Grid.Nearest(end, double.NegativeInfinity);
        long time = state.PromptEnd + (long)Math.Round((line - Start) * Units);
        return time <= state.Time || Math.Abs(line - end) <= Grid.Freedom ? wait : state.Text.NearestWait(state.Time, time);
    }
}
