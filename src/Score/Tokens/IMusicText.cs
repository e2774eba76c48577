namespace LakhNes.Score.Tokens;

/// <summary>
/// How a text writes music down, as far as composing has to know it: which tokens are events, and which move time on. Time counts
/// in units from the text's beginning.
/// </summary>
public interface IMusicText
{
    /// <summary>How many tokens there are; <see cref="TokenVocabulary.Start"/> is the first of them.</summary>
    int Count { get; }

    /// <summary>What time counts.</summary>
    TimeUnit Unit { get; }

    /// <summary>
    /// Units in a quarter note, where the text counts song position; null where it counts seconds, so that the tempo decides.
    /// </summary>
    double? UnitsPerQuarter { get; }

    /// <summary>The token moves time on, and is no event.</summary>
    bool IsWait(int token);

    /// <summary>The time after a token: the same for an event.</summary>
    long TimeAfter(int token, long time);

    /// <summary>The token may stand here, as far as the text's own form goes: which voices play is not looked at.</summary>
    /// <param name="token">The token; not <see cref="TokenVocabulary.Start"/>.</param>
    /// <param name="last">The token before it; <see cref="TokenVocabulary.Start"/> where there is none.</param>
    /// <param name="time">The time before it.</param>
    bool MayFollow(int token, int last, long time);

    /// <summary>The event of a token that is neither <see cref="TokenVocabulary.Start"/> nor a wait; its time is 0.</summary>
    NesEvent EventOf(int token);

    /// <summary>The token of an event, or -1 where the text has none for it.</summary>
    int IdOf(NesEvent e);

    /// <summary>The token that leads nearest to a later time.</summary>
    int NearestWait(long from, long to);

    /// <summary>
    /// The token that leads as far as possible, but not past a later time; the shortest where all lead past it.
    /// </summary>
    int LongestWait(long from, long to);

    /// <summary>
    /// The tokens that every piece begins with, after <see cref="TokenVocabulary.Start"/>; none where a text has no such.
    /// </summary>
    /// <param name="tokens">Takes them.</param>
    /// <returns>How many they are; no more than there is room for.</returns>
    int WriteOpening(Span<int> tokens) => 0;

    /// <summary>The tokens that lead to a later time, or as near to it as the text's own rules of rounding do.</summary>
    /// <param name="from">The time before them.</param>
    /// <param name="to">The later time.</param>
    /// <param name="tokens">Takes them.</param>
    /// <returns>How many they are; no more than there is room for.</returns>
    int WriteWait(long from, long to, Span<int> tokens);
}
