using LakhNes.Engine.Generation.Requests;
using LakhNes.Instrument.Notes;
using LakhNes.Score;

namespace LakhNes.Engine.Generation;

// What a project stores of it: what was heard and asked for is told to the worker again, and what it composes before the present
// position is not played.
internal sealed partial class Improviser
{
    // quarter notes: a host comes back to where it was but for rounding
    private const double SamePlace = 0.01;

    private readonly ListeningLog _log = new();
    private Listening? _saved;
    private double _resumedFrom = double.NegativeInfinity;

    /// <summary>
    /// What is to be taken up where the song next starts, if that is its place; from any thread but the audio thread.
    /// </summary>
    public Listening? Saved
    {
        get => Volatile.Read(ref _saved);
        set => Volatile.Write(ref _saved, value);
    }

    /// <summary>What was heard and asked for so far.</summary>
    public ListeningLog Log => _log;

    /// <summary>A block ends.</summary>
    public void EndBlock()
    {
        _state.IsActive =
            _settings.IsActive && _map is { FollowsHost: true, IsUnrolled: false } && !_unsent && _used is { CanCompose: true };
        _state.Mode = _settings.Mode;
        _state.Position = _map.Position;
        _state.Bar = _map.BarOf(_map.Position);
        _state.HeldCount = instrument.ReadHeld(_state.Held);
        _log.Mark(in _state);
    }

    // where the song starts at the place at which a project was saved, it goes on from there
    private void Resume(bool starts, long cycle)
    {
        if (!_map.IsPlaying || Volatile.Read(ref _saved) is null)
            return;
        if (
            Interlocked.Exchange(ref _saved, null) is not { } saved
            || !starts
            || !_map.FollowsHost
            || _used is not { CanCompose: true } worker
        )
            return;
        ref readonly ImproviserState state = ref saved.State;
        if (!_settings.IsActive || _settings.Mode != state.Mode || Math.Abs(_map.Position - state.Position) > SamePlace)
            return;
        if (!_offline && !worker.HasRoomFor(saved))
            return;
        _capturedFrom = _captured;
        _log.Clear();
        foreach (ref readonly HeardNote note in saved.Notes.AsSpan())
        {
            if (!Capture(worker, in note))
                return;
        }

        _state = state;
        _map.Renumber(state.Bar);

        // a key that was down when the project was saved is down until it is let go, whether or not the host strikes it again
        instrument.RestoreHeld(cycle, ((ReadOnlySpan<HeldNote>)state.Held)[..state.HeldCount]);
        for (NesVoice voice = 0; (int)voice < NesVoices.Count; voice++)
            _held[(int)voice] = (byte)instrument.PlayedNoteOn(voice, out _starts[(int)voice], out _);

        if (state.IsComposing)
            Resume(worker, saved);
    }

    private void Resume(GenerationWorker worker, Listening saved)
    {
        _resumedFrom = _map.Position;
        if (_state.IsKept)
            _epochs.Begin();
        foreach (ref readonly CompositionRequest asked in saved.Requests.AsSpan())
        {
            if (asked.Kind == RequestKind.Begin)
            {
                _epochs.Begin();
                OpenTake();
            }
            else
            {
                _epochs.Cut(asked.Start);
            }

            _request = asked with
            {
                Epoch = _epochs.Newest,
                CapturedFrom = _capturedFrom,
                CapturedCount = _capturedFrom + asked.CapturedCount,
                Model = _model,
            };
            _log.Add(asked, (int)asked.CapturedCount);
            Deliver(worker);
        }

        // what was heard meanwhile belongs to the take, and what still sounds ends in its time
        int first = saved.Requests.Length > 0 ? (int)saved.Requests[0].CapturedCount : saved.Notes.Length;
        for (int i = 0; i < saved.Notes.Length; i++)
        {
            HeardNote note = saved.Notes[i];
            if (note.Origin == NoteOrigin.Composed)
                _sounding[(int)note.Voice] = note.Note;
            if (i >= first)
                Record(note.Origin, note.Position - _state.Elapsed, note.Voice, note.Note, note.Expression);
        }
    }

    // composed and heard before the project was saved
    private bool IsPast(in HeardNote note)
    {
        if (note.Position >= _resumedFrom)
            return false;
        if (note.Origin == NoteOrigin.Dropped)
            Record(NoteOrigin.Dropped, note.Position, note.Voice, note.Note, note.Expression);
        return true;
    }
}
