namespace LakhNes.Generator.Recall;

/// <summary>
/// Another expectation of a piece's next token, mixed with the model's before any constraint. It is told every token of the
/// piece, its prompt's too, and how many are taken back. Allocates nothing while the piece is composed.
/// </summary>
public interface IMixture
{
    /// <summary>The piece has another token.</summary>
    void Take(int token);

    /// <summary>Of the piece's tokens only the first remain.</summary>
    /// <param name="count">How many.</param>
    void Rewind(int count);

    /// <summary>Changes what is expected after the tokens so far.</summary>
    /// <param name="logits">What the model expects, a logit for each token.</param>
    /// <param name="since">What came before this time of the piece is not to come again: something new has begun then.</param>
    void Mix(Span<float> logits, long since = long.MinValue);
}
