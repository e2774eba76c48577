using LakhNes.Engine.Settings;
using LakhNes.Generator.Composition;
using LakhNes.Generator.Composition.Looping;
using LakhNes.Score.Randomness;

namespace LakhNes.Engine.Generation;

// Candidates: an answer's next bars are composed several times side by side, a token of each at a time, and then the best are
// composed again, as known tokens.
internal sealed partial class LiveComposer
{
    // bars that are chosen at once, and bars of the answer up to their end that are looked at
    private const int WindowBars = 2,
        SeenBars = 8;

    private readonly Candidates _candidates;

    // up to which time what is composed next is chosen, or no choice: see Now
    private long _chosenTo;

    // what is chosen ends an answer that is to lead back into its beginning
    private bool _closes;

    // called with a candidate: from now on so much is recalled as it does
    private readonly Action<int> _recallAs;

    // candidates are being composed or judged
    private bool _chooses;

    // on the clock of the notes
    private long Now => TimeOf(State);

    private bool Chooses =>
        _request.Settings is { Candidates: > 1, Mode: not GeneratorMode.Accompany } && _request.GivenCount == 0;

    private long BarUnits => Math.Max(1, (long)Math.Round(Bar * _unitsPerQuarter));

    // a text with bars begins with one; to another one an answer begins with a bar
    private long BarLine => _bars is null ? _sessionEnd : 0;

    // what was tried for another request is forgotten
    private void ForgetCandidates()
    {
        _chooses = false;
        _chosenTo = long.MinValue;
    }

    private void HearPrompt()
    {
        if (Chooses)
            _candidates.Hear(Notes, BarLine, _sessionEnd, BarUnits, _unitsPerQuarter);
    }

    // where the next bars are to be chosen, candidates begin, unless an earlier take tells which was chosen
    private bool Tries()
    {
        if (!Chooses)
            return false;
        if (_chooses)
            return true;
        if (Now < _chosenTo)
            return false;
        _piece.Repeat();
        if (_piece.AllTokens.Length + Candidates.MostTokens >= _capacity)
            Forget();
        double bars = (double)(Now - BarLine) / BarUnits;
        long part = _piece.NextPart;
        _chosenTo = BarLine + ((long)Math.Ceiling(bars + WindowBars - 0.5) * BarUnits);
        if (part < long.MaxValue)
            _chosenTo = Math.Min(_chosenTo, part + _endTime - State.PromptEnd);
        if (ReplaysTo(_chosenTo))
            return false;
        _closes = _request.Settings.LoopAnswer && PositionOf(State.Time + _chosenTo - Now) > _request.End - OnTheBarLine;
        if (_closes && _piece.AllTokens.Length + (3 * Candidates.MostTokens) + _piece.RoomToRepeat >= _capacity)
            Forget();
        _piece.Replay(0);
        _piece.SetMark();
        _candidates.Begin(_request.Settings.Candidates);
        _composer.Branch(_piece, 0, _candidates.Branches);
        for (int i = 1; i < _candidates.Branches.Length; i++)
        {
            Pcg32 random = _piece.Random;
            _candidates.Branches[i].Random = new Pcg32(((ulong)random.NextUInt32() << 32) | random.NextUInt32(), (uint)i);
        }

        return _chooses = true;
    }

    private bool ReplaysTo(long time)
    {
        long at = State.Time;
        foreach (int token in _piece.Known)
            at = _text.IsWait(token) ? _text.TimeAfter(token, at) : at;
        return _piece.IsReplaying && (_endTime + at - State.PromptEnd >= time || PositionOf(at) >= _request.End);
    }

    private void Try()
    {
        ReadOnlySpan<PieceBranch> candidates = _candidates.Branches;
        StepTokens = _composer.Step(_piece, candidates, _recallAs);
        for (int i = 0; i < candidates.Length; i++)
        {
            if (!candidates[i].IsComplete)
                Look(i);
        }

        if (StepTokens > 0)
            return;
        _piece.GoOnAs(candidates[_candidates.Judged]);
        _candidates.Rank(_closes ? Unlikelihood() : Distance());
        if (_candidates.Judged < candidates.Length)
            return;
        _piece.TakeBack();
        ReadOnlySpan<int> best = _candidates.Best.Tokens;
        best.CopyTo(_piece.Room);
        _piece.Replay(best.Length);
        _recall.Options = Recalled(_request.Settings.Recall);
        _chooses = false;
    }

    // at a candidate's last token
    private void Look(int candidate)
    {
        PieceBranch branch = _candidates.Branches[candidate];
        PieceState state = branch.State;
        if (!_text.IsWait(state.LastToken) && _text.EventOf(state.LastToken) is { IsNote: true } e)
            _candidates.Add(candidate, new TimedNote(TimeOf(state), e.Voice, e.Value));
        branch.IsComplete =
            TimeOf(state) >= _chosenTo || PositionOf(state.Time) >= _request.End || branch.Tokens.Length == Candidates.MostTokens;
    }

    private double Distance()
    {
        // whole bars up to the chosen part's end
        long first = BarLine + ((long)Math.Floor((double)(_sessionEnd - BarLine) / BarUnits) * BarUnits);
        int bars = (int)((_chosenTo - first) / BarUnits);
        return _candidates.Judge(Notes, _chosenTo, Math.Min(bars, SeenBars), bars, BarUnits, _unitsPerQuarter, _tonality.Key);
    }

    // of the answer's first bars after the candidate; one that was broken off is the last choice
    private double Unlikelihood()
    {
        long from = State.Time + _sessionEnd - Now,
            length = Math.Min(LoopSeam.FirstBars * BarUnits, _chosenTo - _sessionEnd);
        bool whole = Position >= _request.End && from >= 0;
        return whole ? _composer.NatsOfAgain(_piece, 0, from, length) : double.MaxValue;
    }

    private long TimeOf(PieceState state) => _endTime + state.Time - state.PromptEnd;
}
