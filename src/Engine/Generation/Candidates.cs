using LakhNes.Generator.Composition;
using LakhNes.Score;
using LakhNes.Score.Judging;
using LakhNes.Score.Tokens;

namespace LakhNes.Engine.Generation;

/// <summary>
/// Candidates of an answer's next bars, side by side: the best is the one that makes the answer most like what songs do
/// (<see cref="AnswerScore"/>), or is best by another measure. Allocates nothing after construction.
/// </summary>
internal sealed class Candidates
{
    /// <summary>A candidate's tokens at most; one that has as many ends there.</summary>
    public const int MostTokens = 512;

    // notes of the prompt and of an answer that are looked at
    private const int Capacity = 2048;

    private readonly AnswerMeter _meter = new(Capacity);
    private readonly double[] _values = new double[AnswerMeasure.All.Length];
    private readonly PhraseNote[] _phrase = new PhraseNote[Capacity];
    private readonly int[] _open = new int[NesVoices.Count];
    private readonly PieceBranch[] _branches;
    private readonly TimedNote[][] _notes;
    private readonly int[] _noteCounts;
    private int _count;
    private int _best;
    private double _least;

    /// <summary>Makes room; what is made with the first use is made here.</summary>
    /// <param name="text">What their tokens mean.</param>
    /// <param name="most">How many there may be.</param>
    public Candidates(IMusicText text, int most)
    {
        _branches = new PieceBranch[most];
        _notes = new TimedNote[most][];
        _noteCounts = new int[most];
        for (int i = 0; i < most; i++)
            (_branches[i], _notes[i]) = (new PieceBranch(text, MostTokens), new TimedNote[MostTokens]);
        PhraseNote[] notes = [new(NesVoice.Pulse1, 60, 0, 1), new(NesVoice.Pulse1, 62, 1, 2)];
        _meter.Hear(notes, notes.Length, notes.Length);
        _meter.Measure(notes, 1, notes.Length, _values);
        AnswerScore.Of(_values, 1);
    }

    /// <summary>The candidates.</summary>
    public ReadOnlySpan<PieceBranch> Branches => _branches.AsSpan(0, _count);

    /// <summary>So many of the first have been judged.</summary>
    public int Judged { get; private set; }

    /// <summary>The first of those that are nearest to what is wanted.</summary>
    public PieceBranch Best => _branches[_best];

    /// <summary>Hears what is answered.</summary>
    /// <param name="notes">By time.</param>
    /// <param name="from">The time of a bar line.</param>
    /// <param name="to">Where it ends.</param>
    /// <param name="bar">Length of a bar.</param>
    /// <param name="units">Units in a quarter note.</param>
    public void Hear(ReadOnlySpan<TimedNote> notes, long from, long to, long bar, double units) =>
        _meter.Hear(Cut(notes, [], from, to, units), (to - from) / units, bar / units);

    /// <summary>Begins.</summary>
    /// <param name="count">With so many candidates.</param>
    public void Begin(int count)
    {
        _least = double.PositiveInfinity;
        _count = count;
        _best = Judged = 0;
        Array.Clear(_noteCounts);
    }

    /// <summary>The last token of a candidate began or ended a note.</summary>
    public void Add(int candidate, TimedNote note) => _notes[candidate][_noteCounts[candidate]++] = note;

    /// <summary>
    /// How far the answer with the next candidate that is to be judged is from what songs do: all that is looked at, and its end
    /// by itself.
    /// </summary>
    /// <param name="before">The notes before it, by time.</param>
    /// <param name="to">Where the candidate ends: at a bar line.</param>
    /// <param name="bars">How many bars of the answer are looked at, up to there.</param>
    /// <param name="all">How many bars the answer has had up to there.</param>
    /// <param name="bar">Length of a bar.</param>
    /// <param name="units">Units in a quarter note.</param>
    /// <param name="key">The key that music out of nothing is to have; null: any.</param>
    public double Judge(ReadOnlySpan<TimedNote> before, long to, int bars, int all, long bar, double units, MusicalKey? key)
    {
        ReadOnlySpan<PhraseNote> answer = Measure(before, to, bars, bar, units);
        double distance = AnswerScore.Of(_values, bars);
        if (key is { } wanted)
            distance += AnswerScore.OfMode(MusicalKey.Of(answer), wanted.IsMinor);
        int part = Math.Min(bars, AnswerScore.PartBars);
        Measure(before, to, part, bar, units);
        return distance + AnswerScore.OfPart(_values, all - part);
    }

    private ReadOnlySpan<PhraseNote> Measure(ReadOnlySpan<TimedNote> before, long to, int bars, long bar, double units)
    {
        ReadOnlySpan<TimedNote> notes = _notes[Judged].AsSpan(0, _noteCounts[Judged]);
        ReadOnlySpan<PhraseNote> answer = Cut(before, notes, to - (bars * bar), to, units);
        _meter.Measure(answer, bars, bar / units, _values);
        return answer;
    }

    /// <summary>The next candidate has been judged.</summary>
    /// <param name="distance">How far it is from what is wanted.</param>
    public void Rank(double distance)
    {
        if (distance < _least)
            (_least, _best) = (distance, Judged);
        Judged++;
    }

    // what sounds in a part, in quarter notes from its beginning
    private ReadOnlySpan<PhraseNote> Cut(
        ReadOnlySpan<TimedNote> notes,
        ReadOnlySpan<TimedNote> more,
        long from,
        long to,
        double units
    )
    {
        int count = 0;
        Array.Fill(_open, -1);
        foreach (ref readonly TimedNote note in notes[Math.Max(0, notes.Length - Capacity)..])
            Take(in note, ref count, from, to, units);
        foreach (ref readonly TimedNote note in more)
            Take(in note, ref count, from, to, units);
        for (int i = 0; i < count; i++)
        {
            if (double.IsPositiveInfinity(_phrase[i].End))
                _phrase[i] = _phrase[i] with { End = (to - from) / units };
        }

        int kept = 0;
        for (int i = 0; i < count; i++)
        {
            if (_phrase[i].End > 0 && _phrase[i].End > _phrase[i].Start)
                _phrase[kept++] = _phrase[i];
        }

        return _phrase.AsSpan(0, kept);
    }

    private void Take(in TimedNote note, ref int count, long from, long to, double units)
    {
        double at = (note.Time - from) / units;
        ref int open = ref _open[(int)note.Voice];
        if (open >= 0)
            _phrase[open] = _phrase[open] with { End = at };
        open = -1;
        if (note.Note == 0 || note.Time >= to || count == Capacity)
            return;
        open = count;
        _phrase[count++] = new PhraseNote(note.Voice, note.Note, at, double.PositiveInfinity);
    }
}
