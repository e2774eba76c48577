using LakhNes.Study.Answers;
using LakhNes.Study.Clips;
using LakhNes.Study.Plans;

namespace LakhNes.Study.Analysis;

/// <summary>What listeners said of the sources of a study.</summary>
public sealed class StudyAnalysis
{
    private readonly Dictionary<string, KeyEntry> _key;
    private readonly Dictionary<string, (int Preferred, int Compared, int Real, int Tested)> _counts = [];
    private readonly Dictionary<(string, string), (int Preferred, int Compared)> _meetings = [];

    /// <summary>Analyses answers.</summary>
    /// <param name="key">What the clips are; has all of the plan.</param>
    /// <param name="plan">What was asked.</param>
    /// <param name="answers">What was answered.</param>
    /// <param name="mostFailed">
    /// Listeners who failed a larger share of their controls, 0 to 1, do not count, nor do those who met none.
    /// </param>
    /// <exception cref="ArgumentException">The key lacks a clip; the message says which.</exception>
    public StudyAnalysis(IEnumerable<KeyEntry> key, StudyPlan plan, IEnumerable<ListenerAnswers> answers, double mostFailed)
    {
        _key = key.ToDictionary(entry => entry.Clip);
        foreach (string clip in plan.Sheets.SelectMany(sheet => sheet.Pairs).SelectMany(pair => new[] { pair.A, pair.B }))
        {
            if (!_key.ContainsKey(clip))
                throw new ArgumentException($"does not say what the clip {clip} is");
        }

        List<ListenerResult> listeners = [];
        bool hasControls = plan.Sheets.Any(sheet => sheet.Pairs.Any(IsControl));
        foreach (ListenerAnswers listener in answers)
        {
            (StudyPair Pair, PairChoice Chosen)[] given =
            [
                .. plan.Sheets[listener.Sheet]
                    .Pairs.Zip(listener.Choices)
                    .Where(asked => asked.Second is not null)
                    .Select(asked => (asked.First, asked.Second!.Value)),
            ];
            (StudyPair Pair, PairChoice Chosen)[] controls = [.. given.Where(answer => IsControl(answer.Pair))];
            int failed = controls.Count(answer => Chosen(answer).Role == ClipRole.Control);
            bool counts = given.Length > 0 && (!hasControls || (controls.Length > 0 && failed <= mostFailed * controls.Length));
            listeners.Add(
                new ListenerResult(listener.Listener, given.Length, listener.Choices.Length, controls.Length, failed, counts)
            );
            foreach ((StudyPair Pair, PairChoice Chosen) answer in counts ? given : [])
                Count(answer);
        }

        Listeners = listeners;
        Sources =
        [
            .. _key
                .Values.Select(entry => (entry.Source, entry.Role))
                .Distinct()
                .OrderBy(source => source.Role)
                .ThenBy(source => source.Source, StringComparer.Ordinal)
                .Select(source => Result(source.Source, source.Role)),
        ];
        Meetings =
        [
            .. _meetings
                .OrderBy(meeting => meeting.Key)
                .Select(meeting => new Meeting(
                    meeting.Key.Item1,
                    meeting.Key.Item2,
                    meeting.Value.Preferred,
                    meeting.Value.Compared
                )),
        ];
    }

    /// <summary>The sources: real music, then models, then controls, by name.</summary>
    public IReadOnlyList<SourceResult> Sources { get; }

    /// <summary>Which source was preferred to which.</summary>
    public IReadOnlyList<Meeting> Meetings { get; }

    /// <summary>All listeners.</summary>
    public IReadOnlyList<ListenerResult> Listeners { get; }

    private bool IsControl(StudyPair pair) => _key[pair.A].Role == ClipRole.Control || _key[pair.B].Role == ClipRole.Control;

    private KeyEntry Chosen((StudyPair Pair, PairChoice Chosen) answer) =>
        _key[answer.Chosen == PairChoice.A ? answer.Pair.A : answer.Pair.B];

    private void Count((StudyPair Pair, PairChoice Chosen) answer)
    {
        KeyEntry chosen = Chosen(answer),
            other = _key[answer.Chosen == PairChoice.A ? answer.Pair.B : answer.Pair.A];
        foreach (KeyEntry entry in new[] { chosen, other })
        {
            _counts.TryGetValue(entry.Source, out var counts);
            int won = entry == chosen ? 1 : 0;
            // controls say who listened, and nothing of how real music stands beside models
            if (answer.Pair.Kind == PairKind.Turing)
                counts = counts with { Real = counts.Real + won, Tested = counts.Tested + 1 };
            else if (entry.Role == ClipRole.Control || !IsControl(answer.Pair))
                counts = counts with { Preferred = counts.Preferred + won, Compared = counts.Compared + 1 };
            _counts[entry.Source] = counts;
        }

        if (answer.Pair.Kind != PairKind.Preference || IsControl(answer.Pair))
            return;
        bool inOrder = string.CompareOrdinal(chosen.Source, other.Source) < 0;
        (string, string) pair = inOrder ? (chosen.Source, other.Source) : (other.Source, chosen.Source);
        (int preferred, int compared) = _meetings.GetValueOrDefault(pair);
        _meetings[pair] = (preferred + (inOrder ? 1 : 0), compared + 1);
    }

    private SourceResult Result(string source, ClipRole role)
    {
        (int preferred, int compared, int real, int tested) = _counts.GetValueOrDefault(source);
        // real music beside a model's is the other half of the model's figure
        return role == ClipRole.Real
            ? new SourceResult(source, role, preferred, compared, 0, 0)
            : new SourceResult(source, role, preferred, compared, real, tested);
    }
}
