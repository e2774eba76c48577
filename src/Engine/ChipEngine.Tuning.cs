using LakhNes.Concurrency;
using LakhNes.Engine.Hosting;
using LakhNes.Instrument.Tunings;

namespace LakhNes.Engine;

// How keys are tuned: by a tuning that the user loads, and by messages of the MIDI Tuning Standard on top of it.
public sealed partial class ChipEngine
{
    // what messages made of a tuning, on its way back from the audio thread
    private readonly SequenceLock<Retuned> _retuned = new();

    // as every thread but the audio thread sees it; guarded by _stateGate
    private Tuning _tuning = Tuning.Equal;
    private int _tunings;
    private long _retunedSeen;

    // another one on its way to the audio thread
    private NewTuning? _newTuning;
    private int _tuningHeard;
    private bool _isRetuned;

    // on the audio thread: the own tuning, which has precedence, and the master's
    private PitchTable _ownPitches = PitchTable.Equal;
    private PitchTable _masterPitches = PitchTable.Equal;
    private bool _hasOwnTuning;
    private bool _followsMaster;

    /// <summary>What tunes all instruments of the session; null: nothing does. An own tuning comes before it.</summary>
    public ITuningMaster? TuningMaster { get; init; }

    /// <summary>The session's master tunes the keys at present.</summary>
    public bool FollowsMaster => Volatile.Read(ref _followsMaster);

    private sealed record NewTuning(Tuning Tuning, int Number);

    // on which tuning messages came, and what they made of it
    private struct Retuned
    {
        public int Number;
        public PitchTable Pitches;
    }

    /// <summary>
    /// How keys are tuned, heard from the next block on. After messages of the MIDI Tuning Standard it is one of their own. Not
    /// for the audio thread.
    /// </summary>
    public Tuning Tuning
    {
        get
        {
            lock (_stateGate)
                return FollowTuning();
        }
        set
        {
            lock (_stateGate)
            {
                _tuning = value;
                Interlocked.Exchange(ref _newTuning, new NewTuning(value, ++_tunings));
            }
        }
    }

    // messages count that came on top of the tuning which was set last
    private Tuning FollowTuning()
    {
        var retuned = new Retuned();
        if (_retuned.Writes == _retunedSeen || !_retuned.TryRead(ref retuned))
            return _tuning;
        _retunedSeen = _retuned.Writes;
        if (retuned.Number == _tunings && Tuning.TryMake("MIDI", in retuned.Pitches, out Tuning made))
            _tuning = made;
        return _tuning;
    }

    private void TakeTuning()
    {
        if (Interlocked.Exchange(ref _newTuning, null) is not { } taken)
            return;
        _ownPitches = taken.Tuning.Pitches;
        _hasOwnTuning = taken.Tuning != Tuning.Equal;
        _instrument.Tune(in _ownPitches);
        Volatile.Write(ref _followsMaster, false);
        _tuningHeard = taken.Number;
        _isRetuned = false;
    }

    // the master is read once a block: what it says is no part of the song, so no sample is its own
    private void FollowMaster()
    {
        bool follows = !_hasOwnTuning && TuningMaster is { IsThere: true };
        if (follows && (TuningMaster!.Read(ref _masterPitches) | !_followsMaster))
            _instrument.Tune(in _masterPitches);
        else if (!follows && _followsMaster)
            _instrument.Tune(in _ownPitches);
        Volatile.Write(ref _followsMaster, follows);
    }

    // a session that has a master is tuned by it
    private void TuneKey(long cycle, in EngineEvent e)
    {
        if (_followsMaster)
            return;
        _instrument.TuneKey(cycle, e.Key, e.Value);
        _ownPitches = _instrument.Pitches;
        _isRetuned = _hasOwnTuning = true;
    }

    private void ShowTuning()
    {
        if (!_isRetuned)
            return;
        _isRetuned = false;
        var retuned = new Retuned { Number = _tuningHeard, Pitches = _instrument.Pitches };
        _retuned.Write(in retuned);
    }
}
