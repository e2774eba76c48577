using LakhNes.Score.Text;
using LakhNes.Score.Tokens;

namespace LakhNes.Score.Formats;

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

    /// <summary>
    /// TXF: waits in console frames. Velocity and timbre are read; <see cref="TxfExpression"/> also writes them.
    /// </summary>
    public static NesTextFormat Txf { get; } = new(".txf.txt", false, TokenVocabulary.Txf);

    /// <summary>TXF with velocity and timbre.</summary>
    public static NesTextFormat TxfExpression { get; } = new(".txf.txt", true, TokenVocabulary.TxfExpression);

    /// <summary>TXB: notes in bars.</summary>
    public static NesTextFormat Txb { get; } = new(".txb.txt", false, TokenVocabulary.Txb);

    /// <summary>What waits count.</summary>
    public TimeUnit Unit => Vocabulary.Unit;

    /// <summary>
    /// The text of a score in any unit. For TXB, a score without bars gets those that are estimated, sure or not.
    /// </summary>
    public string Write(NesScore score) =>
        Vocabulary.HasBars
            ? BarText.Write(Tokeniser.Fit(score, Vocabulary))
            : NesText.Write(Unit == TimeUnit.Frame ? ConsoleFrames.FromSamples(score) : score.In(TimeUnit.Sample), Expression);

    /// <summary>Reads a text.</summary>
    /// <param name="text">Its lines.</param>
    /// <param name="name">The name that stands in errors.</param>
    /// <exception cref="ScoreFormatException">It is something else.</exception>
    public NesScore Parse(ReadOnlySpan<char> text, string name) =>
        Vocabulary.HasBars ? BarText.Parse(text, name) : NesText.Parse(text, Unit, name);

    /// <summary>Reads a text file.</summary>
    /// <exception cref="ScoreFormatException">It cannot be opened or holds something else.</exception>
    public NesScore Read(string path) => Vocabulary.HasBars ? BarText.Read(path) : NesText.Read(path, Unit);
}
