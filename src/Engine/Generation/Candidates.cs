using LakhNes.Generator.Composition;
using LakhNes.Score;
using LakhNes.Score.Judging;

namespace LakhNes.Engine.Generation;

/// <summary>
/// Candidates of an answer's next bars, one after another: the best so far is kept, which is the one that makes the answer most
/// like what songs do (<see cref="AnswerScore"/>), or is best by another measure. Allocates nothing after construction.
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
    private readonly TimedNote[] _notes = new TimedNote[MostTokens];
    private int[] _tokens = new int[MostTokens];
    private int[] _best = new int[MostTokens];
    private int _bestCount;
    private int _noteCount;
    private double _least;

    /// <summary>Makes room; what is made with the first use is made here.</summary>
    public Candidates()
    {
        PhraseNote[] notes = [new(NesVoice.Pulse1, 60, 0, 1), new(NesVoice.Pulse1, 62, 1, 2)];
        _meter.Hear(notes, notes.Length, notes.Length);
        _meter.Measure(notes, 1, notes.Length, _values);
        AnswerScore.Of(_values, 1);
    }

    /// <summary>Tokens of the present candidate.</summary>
    public int Count { get; private set; }

    /// <summary>The tokens of the best candidate so far.</summary>
    public ReadOnlySpan<int> Best => _best.AsSpan(0, _bestCount);

    /// <summary>Hears what is answered.</summary>
    /// <param name="notes">By time.</param>
    /// <param name="from">The time of a bar line.</param>
    /// <param name="to">Where it ends.</param>
    /// <param name="bar">Length of a bar.</param>
    /// <param name="units">Units in a quarter note.</param>
    public void Hear(ReadOnlySpan<TimedNote> notes, long from, long to, long bar, double units) =>
        _meter.Hear(Cut(notes, [], from, to, units), (to - from) / units, bar / units);

    /// <summary>Begins with the first candidate.</summary>
    public void Begin()
    {
        _least = double.PositiveInfinity;
        _bestCount = Count = _noteCount = 0;
    }

    /// <summary>The present candidate goes on with a token.</summary>
    public void Add(int token) => _tokens[Count++] = token;

    /// <summary>The last token began or ended a note.</summary>
    public void Add(TimedNote note) => _notes[_noteCount++] = note;

    /// <summary>How far the answer with the present candidate is from what songs do.</summary>
    /// <param name="before">The notes before it, by time.</param>
    /// <param name="from">The time of the bar line from which on the answer is looked at.</param>
    /// <param name="to">Where the candidate ends.</param>
    /// <param name="bars">How many bars that is.</param>
    /// <param name="units">Units in a quarter note.</param>
    public double Judge(ReadOnlySpan<TimedNote> before, long from, long to, int bars, double units)
    {
        ReadOnlySpan<PhraseNote> answer = Cut(before, _notes.AsSpan(0, _noteCount), from, to, units);
        _meter.Measure(answer, bars, (to - from) / units / bars, _values);
        return AnswerScore.Of(_values, bars);
    }

    /// <summary>The present candidate is complete, and another one may begin.</summary>
    /// <param name="distance">How far it is from what is wanted: the first of the nearest ones is the best.</param>
    public void Complete(double distance)
    {
        if (distance < _least)
        {
            _least = distance;
            (_tokens, _best) = (_best, _tokens);
            _bestCount = Count;
        }

        Count = _noteCount = 0;
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
