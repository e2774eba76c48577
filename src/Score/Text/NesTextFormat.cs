using LakhNes.Score.Tokens;

namespace LakhNes.Score.Text;

/// <summary>The kinds of text that a score can be: what they hold, what their waits count and how their files end.</summary>
/// <param name="Extension">End of a file name, such as <c>.tx1.txt</c>.</param>
/// <param name="Expression">Velocity and timbre are written.</param>
/// <param name="Vocabulary">The symbols that models of this kind know.</param>
public sealed record NesTextFormat(string Extension, bool Expression, TokenVocabulary Vocabulary)
{
    /// <summary>LakhNES' TX1: notes, waits in samples.</summary>
    public static NesTextFormat Tx1 { get; } = new(".tx1.txt", false, TokenVocabulary.Tx1);

    /// <summary>LakhNES' TX2: notes, velocity and timbre, waits in samples.</summary>
    public static NesTextFormat Tx2 { get; } = new(".tx2.txt", true, TokenVocabulary.Tx2);

    /// <summary>TXF: waits in console frames. Velocity and timbre are read; <see cref="TxfExpression"/> also writes them.</summary>
    public static NesTextFormat Txf { get; } = new(".txf.txt", false, TokenVocabulary.Txf);

    /// <summary>TXF with velocity and timbre.</summary>
    public static NesTextFormat TxfExpression { get; } = new(".txf.txt", true, TokenVocabulary.TxfExpression);

    /// <summary>What waits count.</summary>
    public TimeUnit Unit => Vocabulary.Unit;

    /// <summary>The text of a score, whatever unit it is in.</summary>
    public string Write(NesScore score) =>
        NesText.Write(Unit == TimeUnit.Frame ? ConsoleFrames.FromSamples(score) : score.In(TimeUnit.Sample), Expression);
}
