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

    /// <summary>Lets a song be answered.</summary>
    /// <param name="audition">Composes.</param>
    /// <param name="song">The song.</param>
    /// <param name="bars">How many bars of each answer are wanted, 1 or more.</param>
    /// <param name="seeds">How many answers.</param>
    /// <param name="choices">How many answers each of them is the best of, 1 or more.</param>
    public static JudgedAnswers Of(Audition audition, JudgedSong song, int bars, int seeds, int choices)
    {
        var answers = new Phrase[seeds];
        double[] starts = new double[seeds];
        for (int seed = 0; seed < seeds; seed++)
        {
            var candidates = new Phrase[choices];
            double[] begins = new double[choices];
            for (int choice = 0; choice < choices; choice++)
                candidates[choice] = audition.Answer(song, bars, (seed * choices) + choice, out begins[choice]);
            int best = AnswerScore.Best(song.Prompt, candidates);
            (answers[seed], starts[seed]) = (candidates[best], begins[best]);
        }

        return new JudgedAnswers(song, answers, starts);
    }

    /// <summary>How many answers begin on a bar line.</summary>
    public int OnBarLine => Starts.Count(start => Math.Abs(Math.IEEERemainder(start, Song.Prompt.QuartersPerBar)) < OnTheLine);

    /// <summary>Every answer measured.</summary>
    public IEnumerable<AnswerMeasurement> Measured => Answers.Select(answer => AnswerMeasurement.Of(Song.Prompt, answer));
}
