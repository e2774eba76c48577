using LakhNes.Engine.Generation.Takes;
using LakhNes.Score;

namespace LakhNes.Engine.Generation;

// Takes on the audio thread: what is heard is told to the worker, which writes it down; kept takes play instead of being composed anew.
internal sealed partial class Improviser
{
    private KeptTakes _kept = KeptTakes.None;
    private int _nextKept;
    private int _take;
    private bool _isTakeOpen;
    private long _takeEvents;

    // the present answer is a kept take
    private bool _isKept;

    /// <summary>Settings that come from a state: what is on in them is no cue.</summary>
    public void Settle(in GeneratorSettings settings) => _settings = _settings with
    {
        Trigger = settings.Trigger,
        KeepTake = settings.KeepTake,
        ClearTakes = settings.ClearTakes,
        UndoTake = settings.UndoTake,
    };

    private void ChangeTakes(in GeneratorSettings settings, in GeneratorSettings old)
    {
        if (settings.KeepTake && !old.KeepTake) Tell(new TakeEvent(TakeEventKind.Keep, 0));
        if (settings.ClearTakes && !old.ClearTakes) Tell(new TakeEvent(TakeEventKind.Clear, 0));
        if (settings.UndoTake && !old.UndoTake) Tell(new TakeEvent(TakeEventKind.Undo, 0));
    }

    private void OpenTake()
    {
        _take = _epochs.Newest;
        _isTakeOpen = Worker is not null;
    }

    private void CloseTake(double position)
    {
        if (_isTakeOpen) Tell(new TakeEvent(TakeEventKind.End, _take, position));
        _isTakeOpen = false;
    }

    private void Record(TakeEventKind kind, double position, NesVoice voice, byte note)
    {
        if (_isTakeOpen) Tell(new TakeEvent(kind, _take, position, voice, note));
    }

    private void Tell(in TakeEvent e)
    {
        if (Worker is not { } worker) return;
        while (!worker.TakeEvents.TryPush(in e))
        {
            if (!_offline || !worker.IsWorthWaiting) return;
            GenerationWorker.Pause();
        }

        _takeEvents++;
    }

    // what is kept counts from the next block on, offline whatever the worker's speed
    private void FollowKept(bool jumps, ref AudioBlock block, long cycle)
    {
        while (_offline && Worker is { } worker && worker.TakeEventsDone < _takeEvents && worker.IsWorthWaiting) GenerationWorker.Pause();
        KeptTakes kept = takes.Kept;
        if (kept == _kept && !jumps) return;
        if (kept != _kept && _isKept)
        {
            // what played is no longer what is kept
            EndAll(ref block, cycle, 0);
            Stop();
        }

        _kept = kept;
        _nextKept = kept.FirstFrom(_map.Sample, _map);
    }

    private bool IsKeptAt(double position) => _map.FollowsHost && !_kept.IsEmpty && _kept.Covers(position, out _);

    private bool IsKeptAt(double start, ref double answerEnd)
    {
        if (!_map.FollowsHost || !_kept.Covers(start, out double end)) return false;
        answerEnd = Math.Min(answerEnd, end);
        return true;
    }

    // plays what is due and gives the sample of the next note
    private long PlayKept(ref AudioBlock block, long cycle, int offset)
    {
        ReadOnlySpan<TakeNote> notes = _kept.Notes;
        if (!_map.FollowsHost) return long.MaxValue;
        for (; _nextKept < notes.Length; _nextKept++)
        {
            TakeNote note = notes[_nextKept];
            long at = _map.SampleAt(note.Position);
            if (at > _map.Sample) return at;
            End(note.Voice, note.Position, ref block, cycle, offset);
            if (at == _map.Sample && note.Note > 0) Start(note.Voice, note.Note, ref block, cycle, offset);
        }

        return long.MaxValue;
    }
}
