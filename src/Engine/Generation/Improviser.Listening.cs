using LakhNes.Engine.Generation.Requests;
using LakhNes.Engine.Generation.Takes;
using LakhNes.Generator.Composition;
using LakhNes.Instrument;
using LakhNes.Score;

namespace LakhNes.Engine.Generation;

// What a project stores of it: what was heard and asked for is told to the worker again, and what it composes before the present position is not played.
internal sealed partial class Improviser
{
    // quarter notes: a host comes back to where it was but for rounding
    private const double SamePlace = 0.01;

    private readonly ListeningLog _log = new();
    private Listening? _saved;
    private double _resumedFrom = double.NegativeInfinity;

    /// <summary>What is to be taken up where the song next starts, if that is its place; from any thread but the audio thread.</summary>
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
        HeldNotes held = default;
        int heldCount = instrument.ReadHeld(held);
        _log.Mark(new ListeningPoint
        {
            IsActive = _settings.IsActive && _map is { FollowsHost: true, IsUnrolled: false } && !_unsent && _used is { CanCompose: true },
            Mode = _settings.Mode,
            Position = _map.Position,
            Elapsed = _elapsed,
            PromptFrom = _promptFrom,
            PhraseEnd = _phraseEnd,
            AnswerEnd = _answerEnd,
            Surprise = _surprise,
            Bar = _map.BarOf(_map.Position),
            Phrase = _phrase,
            PhraseNotes = _phraseNotes,
            PlayersVoices = _playersVoices.Bits,
            Held = held,
            HeldCount = heldCount,
            IsComposing = IsComposing,
            IsKept = _isKept,
            Changed = _changed,
            Triggered = _triggered,
        });
    }

    // where the song starts at the place at which a project was saved, it goes on from there
    private void Resume(bool starts, long cycle)
    {
        if (!_map.IsPlaying || Volatile.Read(ref _saved) is null) return;
        if (Interlocked.Exchange(ref _saved, null) is not { } saved || !starts || !_map.FollowsHost || _used is not { CanCompose: true } worker) return;
        ListeningPoint point = saved.Point;
        if (!_settings.IsActive || _settings.Mode != point.Mode || Math.Abs(_map.Position - point.Position) > SamePlace) return;
        if (!_offline && !worker.HasRoomFor(saved)) return;
        _elapsed = point.Elapsed;
        _capturedFrom = _captured;
        _log.Clear();
        foreach (ref readonly CapturedNote note in saved.Notes.AsSpan())
        {
            if (!Capture(worker, in note)) return;
        }

        _map.Renumber(point.Bar);
        _promptFrom = point.PromptFrom;
        _phraseEnd = point.PhraseEnd;
        _phrase = point.Phrase;
        _phraseNotes = point.PhraseNotes;
        _playersVoices = new VoiceSet(point.PlayersVoices);

        // a key that was down when the project was saved is down until it is let go, whether or not the host strikes it again
        instrument.RestoreHeld(cycle, ((ReadOnlySpan<HeldNote>)point.Held)[..point.HeldCount]);
        for (NesVoice voice = 0; (int)voice < NesVoices.Count; voice++)
            _held[(int)voice] = (byte)instrument.PlayedNoteOn(voice, out _starts[(int)voice]);

        if (point.IsComposing && (point.IsKept || saved.Requests.Length > 0)) Resume(worker, saved);
        _triggered = point.Triggered;
    }

    private void Resume(GenerationWorker worker, Listening saved)
    {
        _resumedFrom = _map.Position;
        IsComposing = true;
        _answerEnd = saved.Point.AnswerEnd;
        _isKept = saved.Point.IsKept;
        if (_isKept) _epochs.Begin();
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

            _request = asked with { Epoch = _epochs.Newest, CapturedFrom = _capturedFrom, CapturedCount = _capturedFrom + asked.CapturedCount, Model = _model };
            _log.Add(asked, (int)asked.CapturedCount);
            Deliver(worker);
        }

        // what was heard meanwhile belongs to the take, and what still sounds ends in its time
        int first = saved.Requests.Length > 0 ? (int)saved.Requests[0].CapturedCount : saved.Notes.Length;
        for (int i = 0; i < saved.Notes.Length; i++)
        {
            CapturedNote note = saved.Notes[i];
            if (note.Generated) _sounding[(int)note.Voice] = note.Note;
            if (i >= first) Record(note.Generated ? TakeEventKind.Composed : TakeEventKind.Played, note.Time - _elapsed, note.Voice, note.Note);
        }

        _surprise = saved.Point.Surprise;
        _changed = saved.Point.Changed;
    }

    // composed and heard before the project was saved
    private bool IsPast(in GeneratedNote note)
    {
        if (note.Position >= _resumedFrom) return false;
        if (note.Dropped) Record(TakeEventKind.Dropped, note.Position, note.Voice, note.Note);
        return true;
    }
}
