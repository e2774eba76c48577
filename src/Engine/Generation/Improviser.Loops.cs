using LakhNes.Engine.Generation.Requests;
using LakhNes.Engine.Hosting;
using LakhNes.Engine.Settings;
using LakhNes.Score;

namespace LakhNes.Engine.Generation;

// Free in a loop that repeats. Each pass is composed alike from a beat on, since composing takes a lead; until there it plays
// what the pass before would have played after the loop's end. So no beat is silent but the first pass' first, and all others are
// the same.
internal sealed partial class Improviser
{
    private EpochWindow _carried;
    private double _carriedBy;

    // quarter notes; minus infinity: nothing is carried over
    private double _carriedTo = double.NegativeInfinity;

    private bool IsCarrying => _carriedTo > double.NegativeInfinity;

    // the loop has just gone back from a position; offline it waits for what is carried over
    private bool CanCarry(double before)
    {
        if (_map.LoopedBy == 0 || !IsComposing || _state.IsKept || _used is not { } worker)
            return false;
        if (_settings is not { IsActive: true, Mode: GeneratorMode.Free, Loop: LoopBehaviour.Repeat })
            return false;
        double end = before + StartAfter(_map.Position) - _map.Position;
        if (_offline)
            worker.Await(new Awaited(AwaitedKind.Composed, Epoch: _epochs.Newest, Position: end));
        return true;
    }

    private void Carry(in EpochWindow carried)
    {
        _carried = carried;
        _carriedBy = _map.LoopedBy;
        _carriedTo = StartAfter(_map.Position);
    }

    // moves a note of the pass before to its place in this one
    private bool IsCarried(ref HeardNote note)
    {
        if (!IsCarrying || note.Epoch >= _epochs.First || !_carried.Has(in note))
            return false;
        note = note with { Position = note.Position - _carriedBy };
        return note.Position < _carriedTo;
    }

    // the pass' own notes begin; gives the sample at which they do
    private long EndCarried(ref AudioBlock block, long cycle, int offset)
    {
        if (!IsCarrying)
            return long.MaxValue;
        long at = _map.SampleAt(_carriedTo);
        if (at > _map.Sample)
            return at;
        for (NesVoice voice = 0; (int)voice < NesVoices.Count; voice++)
            End(voice, _carriedTo, ref block, cycle, offset);
        _carriedTo = double.NegativeInfinity;
        return long.MaxValue;
    }
}
