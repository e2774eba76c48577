using LakhNes.Engine.Generation.Requests;
using LakhNes.Engine.Generation.Takes;
using LakhNes.Engine.Hosting;
using LakhNes.Engine.Settings;
using LakhNes.Engine.Timing;
using LakhNes.Score;

namespace LakhNes.Engine.Generation;

// Takes on the audio thread: what is heard is told to the worker, which writes it down; kept takes play instead of being composed
// anew.
internal sealed partial class Improviser
{
    private KeptTakes _kept = KeptTakes.None;
    private int _nextKept;
    private int _take;
    private bool _isTakeOpen;
    private TempoPoint _tempo;
    private long _takeEvents;

    // something was told that may change what is kept
    private bool _keptMayChange;
    private bool _keptWhileOpen;

    // the present answer is a kept take

    /// <summary>What was heard so far is written down, or nearly; from any thread but the audio thread.</summary>
    public void SettleTakes() => Worker?.AwaitTakes(Volatile.Read(ref _takeEvents));

    /// <summary>Settings that come from a state: what is on in them is no cue.</summary>
    public void Settle(in GeneratorSettings settings) =>
        _settings = _settings with
        {
            Trigger = settings.Trigger,
            KeepTake = settings.KeepTake,
            ClearTakes = settings.ClearTakes,
            UndoTake = settings.UndoTake,
        };

    private void ChangeTakes(in GeneratorSettings settings, in GeneratorSettings old)
    {
        bool keeps = settings.KeepTake && !old.KeepTake,
            clears = settings.ClearTakes && !old.ClearTakes,
            undoes = settings.UndoTake && !old.UndoTake;
        if (keeps)
            Tell(new TakeEvent(TakeEventKind.Keep));
        if (clears)
            Tell(new TakeEvent(TakeEventKind.Clear));
        if (undoes)
            Tell(new TakeEvent(TakeEventKind.Undo));
        _keptMayChange |= keeps || clears || undoes;
        _keptWhileOpen |= keeps && _isTakeOpen;
    }

    // takes are told the tempo under which they are heard; what finds no room is tried again with the next block
    private void TellTempo(in Transport host)
    {
        if (_used is not { } worker || !_settings.Run)
            return;
        bool hasMetre = host is { Numerator: > 0 and <= byte.MaxValue, Denominator: > 0 and <= byte.MaxValue };
        var now = new TempoPoint(
            Time(_map.Position),
            _map.Tempo,
            Time(_map.BarStart),
            hasMetre ? (byte)host.Numerator : (byte)4,
            hasMetre ? (byte)host.Denominator : (byte)4
        );
        if (now.Tempo == _tempo.Tempo && now.HasBarsOf(in _tempo))
            return;
        if (worker.Tempos.TryPush(in now))
            _tempo = now;
    }

    private void OpenTake()
    {
        _take = _epochs.Newest;
        _isTakeOpen = _used is not null;
    }

    private void CloseTake(double position)
    {
        if (_isTakeOpen)
            Tell(new TakeEvent(TakeEventKind.End, new HeardNote(position, default, 0, Epoch: _take)));
        _keptMayChange |= _keptWhileOpen;
        _keptWhileOpen = false;
        _isTakeOpen = false;
    }

    // what a loop carries over belongs to no take
    private void Record(NoteOrigin origin, double position, NesVoice voice, byte note, NoteExpression expression = default)
    {
        if (!_isTakeOpen || (origin != NoteOrigin.Played && IsCarrying))
            return;
        Tell(new TakeEvent(TakeEventKind.Note, new HeardNote(position, voice, note, origin, _take, expression)));
    }

    private void Tell(in TakeEvent e)
    {
        if (_used is not { } worker || !TryPush(worker, worker.TakeEvents, in e, AwaitedKind.RoomForTakeEvent))
            return;
        Volatile.Write(ref _takeEvents, _takeEvents + 1);
    }

    // what is kept counts from the next block on, offline whatever the worker's speed
    private void FollowKept(bool jumps, ref AudioBlock block, long cycle)
    {
        if (_keptMayChange && _offline)
            _used?.Await(new Awaited(AwaitedKind.TakesWritten, Count: _takeEvents));
        _keptMayChange = false;
        KeptTakes kept = takes.Kept;
        if (kept == _kept && !jumps)
            return;
        if (kept != _kept && _state.IsKept)
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
        if (!_map.FollowsHost || !_kept.Covers(start, out double end))
            return false;
        answerEnd = Math.Min(answerEnd, end);
        return true;
    }

    // plays what is due and gives the sample of the next note
    private long PlayKept(ref AudioBlock block, long cycle, int offset)
    {
        ReadOnlySpan<HeardNote> notes = _kept.Notes;
        if (!_map.FollowsHost)
            return long.MaxValue;
        for (; _nextKept < notes.Length; _nextKept++)
        {
            HeardNote note = notes[_nextKept];
            long at = _map.SampleAt(note.Position);
            if (at > _map.Sample)
                return at;
            End(note.Voice, note.Position, ref block, cycle, offset);
            if (at == _map.Sample && note.Note > 0)
                Start(in note, ref block, cycle, offset);
        }

        return long.MaxValue;
    }
}
