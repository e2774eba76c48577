using System.Collections.Immutable;
using LakhNes.Score.Judging;

namespace LakhNes.Corpus.Judging;

/// <summary>A measure of answers, beside songs' own next bars and other songs' bars.</summary>
/// <param name="Measure">What was measured.</param>
/// <param name="Song">Mean over the songs' own next bars; NaN without songs.</param>
/// <param name="Stranger">Mean over as many bars of another song: chance; NaN with fewer than two songs.</param>
/// <param name="Model">Mean over the model's answers to songs.</param>
/// <param name="Phrases">Mean over the model's answers to phrases that have no next bars; NaN without any.</param>
/// <param name="Spread">Standard deviation over the songs.</param>
/// <param name="Covered">
/// 0 to 1, of the answers to songs: how much of the distance between stranger and song the model covers; of a measure of the
/// answer alone, 1 less the model's distance from the songs in their spreads. NaN where it cannot be said.
/// </param>
/// <param name="Windows">Mean over all of the model's answers in bars 1 and 2, 3 and 4, and so on.</param>
/// <param name="SongWindows">The same over the songs' own next bars.</param>
public sealed record Judgement(
    AnswerMeasure Measure,
    double Song,
    double Stranger,
    double Model,
    double Phrases,
    double Spread,
    double Covered,
    ImmutableArray<double> Windows,
    ImmutableArray<double> SongWindows
)
{
    private const double Least = 1e-6;

    /// <summary>Judges answers.</summary>
    /// <param name="songs">Each song's own next bars, measured as an answer to its prompt.</param>
    /// <param name="strangers">
    /// Another song's next bars, measured as an answer to the same prompt; empty with fewer than two songs.
    /// </param>
    /// <param name="answers">The model's answers to songs.</param>
    /// <param name="phrases">Its answers to phrases without next bars.</param>
    public static ImmutableArray<Judgement> Of(
        IReadOnlyList<AnswerMeasurement> songs,
        IReadOnlyList<AnswerMeasurement> strangers,
        IReadOnlyList<AnswerMeasurement> answers,
        IReadOnlyList<AnswerMeasurement> phrases
    ) =>
        [
            .. AnswerMeasure.All.Select(
                (measure, i) =>
                {
                    double song = Mean(songs.Select(one => one.Values[i])),
                        stranger = Mean(strangers.Select(one => one.Values[i]));
                    double model = Mean(answers.Select(one => one.Values[i]));
                    double spread = Math.Sqrt(Mean(songs.Select(one => (one.Values[i] - song) * (one.Values[i] - song))));
                    return new Judgement(
                        measure,
                        song,
                        stranger,
                        model,
                        Mean(phrases.Select(one => one.Values[i])),
                        spread,
                        measure.ComparesWithPrompt
                            ? BetweenStrangerAndSong(song, stranger, model)
                            : WithinSpread(song, spread, model),
                        WindowsOf([.. answers, .. phrases], i),
                        WindowsOf([.. songs], i)
                    );
                }
            ),
        ];

    /// <summary>The mean of <see cref="Covered"/> over the measures that have one: one figure, 0 to 1.</summary>
    public static double Sum(IEnumerable<Judgement> judgements) => Mean(judgements.Select(judgement => judgement.Covered));

    private static ImmutableArray<double> WindowsOf(AnswerMeasurement[] all, int measure) =>
        [
            .. Enumerable
                .Range(0, all.Length > 0 ? all.Max(one => one.Windows.Length) : 0)
                .Select(window =>
                    Mean(all.Where(one => window < one.Windows.Length).Select(one => one.Windows[window][measure]))
                ),
        ];

    private static double BetweenStrangerAndSong(double song, double stranger, double model) =>
        Math.Abs(song - stranger) < Least ? double.NaN : Math.Clamp((model - stranger) / (song - stranger), 0, 1);

    private static double WithinSpread(double song, double spread, double model)
    {
        double distance = Math.Abs(model - song);
        return spread < Least
            ? distance < Least
                ? 1
                : double.IsNaN(distance)
                    ? double.NaN
                    : 0
            : Math.Clamp(1 - distance / spread, 0, 1);
    }

    // of what there is
    private static double Mean(IEnumerable<double> values) =>
        values.Where(value => !double.IsNaN(value)).DefaultIfEmpty(double.NaN).Average();
}
