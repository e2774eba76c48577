using LakhNes.Score.Judging;

namespace LakhNes.Cli.Judging;

/// <summary>A song with the model's answers to its prompt, one a seed.</summary>
/// <param name="Song">The song or phrase.</param>
/// <param name="Answers">The answers in the order of their seeds.</param>
/// <param name="Starts">Where each begins, in quarter notes from the prompt's first bar line.</param>
internal sealed record JudgedAnswers(JudgedSong Song, Phrase[] Answers, double[] Starts)
{
    // positions of notes are rounded to samples
    private const double OnTheLine = 1.0 / 64;

    /// <summary>How many answers begin on a bar line.</summary>
    public int OnBarLine => Starts.Count(start => Math.Abs(Math.IEEERemainder(start, Song.Prompt.QuartersPerBar)) < OnTheLine);

    /// <summary>Every answer measured.</summary>
    public IEnumerable<AnswerMeasurement> Measured => Answers.Select(answer => AnswerMeasurement.Of(Song.Prompt, answer));
}
