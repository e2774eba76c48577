using LakhNes.Score;
using LakhNes.Study.Answers;
using LakhNes.Study.Plans;

namespace LakhNes.Study.Storage;

/// <summary>The answers of all listeners, each in a file that is whole after every answer. For several threads.</summary>
internal sealed class AnswerBook
{
    private const int LongestName = 40;

    private readonly StudyFolder _study;
    private readonly StudyPlan _plan;
    private readonly Lock _gate = new();

    /// <summary>Opens the answers of a study.</summary>
    /// <exception cref="ScoreFormatException">The study is not whole.</exception>
    public AnswerBook(StudyFolder study)
    {
        _study = study;
        _plan = study.ReadPlan();
        study.ReadAnswers(_plan);
        Directory.CreateDirectory(study.Answers);
    }

    /// <summary>Takes a request in: a name alone begins, or goes on where that listener was.</summary>
    /// <returns>Where the listener is now.</returns>
    /// <exception cref="ArgumentException">It fits no listener, pair or answer; the message says why.</exception>
    /// <exception cref="IOException">It cannot be stored.</exception>
    public ListenerView Take(ListenerRequest request)
    {
        if (request.Listener.Length > LongestName || !FileNames.IsUsable(request.Listener))
            throw new ArgumentException(
                $"A name has 1 to {LongestName} characters, none of them one that files cannot be called by."
            );
        lock (_gate)
        {
            string file = FileOf(request.Listener);
            ListenerAnswers answers = File.Exists(file) ? StudyFolder.ReadAnswers(file, _plan) : Begin(request.Listener);
            ListenerAnswers after = Answer(answers, request);
            if (after != answers || !File.Exists(file))
                StudyFolder.Write(file, after, StudyJson.Default.ListenerAnswers);
            return new ListenerView(after, _plan.Sheets[after.Sheet].Pairs);
        }
    }

    private static ListenerAnswers Answer(ListenerAnswers answers, ListenerRequest request)
    {
        if (!ListenerAnswers.IsExperience(request.Training) || !ListenerAnswers.IsExperience(request.Chiptunes))
            throw new ArgumentException("Experience is 1, 2 or 3.");
        if (request.Pair is { } pair)
        {
            if (pair < 0 || pair >= answers.Choices.Length || request.Chosen is not { } chosen || !Enum.IsDefined(chosen))
                throw new ArgumentException("No such pair or answer.");
            answers = answers with { Choices = answers.Choices.SetItem(pair, chosen) };
        }
        return answers with
        {
            Training = request.Training ?? answers.Training,
            Chiptunes = request.Chiptunes ?? answers.Chiptunes,
        };
    }

    private ListenerAnswers Begin(string listener)
    {
        int sheet = Directory.EnumerateFiles(_study.Answers, "*.json").Count() % _plan.Sheets.Length;
        return new ListenerAnswers(listener, sheet, [.. new PairChoice?[_plan.Sheets[sheet].Pairs.Length]], null, null);
    }

    // some systems do not tell upper from lower case in names, and none is left that a system keeps for itself
    private string FileOf(string listener) => Path.Combine(_study.Answers, $"listener-{listener.ToLowerInvariant()}.json");
}
