using LakhNes.Concurrency;
using LakhNes.Engine.Generation.Requests;
using LakhNes.Engine.Generation.Takes;
using LakhNes.Engine.Hosting;
using LakhNes.Engine.Settings;
using LakhNes.Engine.Timing;
using LakhNes.Instrument;
using LakhNes.Score;

namespace LakhNes.Engine.Generation;

/// <summary>
/// The generator's half on the audio thread: follows the song, hears what is played, decides when to answer, and plays what the
/// worker has composed. Every decision is taken in song position at its own sample, so that none depends on how blocks are cut.
/// </summary>
/// <param name="instrument">Sounds.</param>
/// <param name="takes">What was composed, and what of it is kept.</param>
internal sealed partial class Improviser(ChipInstrument instrument, TakeBook takes)
{
    private const short NoKey = -1;

    // quarter notes that are composed ahead
    private const double Horizon = 16;

    // at one sample an answer ends and another begins, a kept one after a composed one at most; what else is due waits for
    // the next sample
    private const int MostDecisions = 4;

    private readonly TempoMap _map = new();
    private readonly byte[] _held = new byte[NesVoices.Count];
    private readonly long[] _starts = new long[NesVoices.Count];
    private readonly int[] _sounding = new int[NesVoices.Count];
    private readonly short[] _sent = new short[NesVoices.Count];
    private GenerationWorker? _worker;

    // the worker that this block talks to: _worker may be exchanged at any time, and a new one has no requests of the old one's
    private GenerationWorker? _used;
    private GeneratorSettings _settings = new();
    private bool _offline;
    private int _model;
    private long _lateNotes;
    private double _lead;

    /// <summary>Composes; null: there never was a model.</summary>
    public GenerationWorker? Worker
    {
        get => Volatile.Read(ref _worker);
        set => Volatile.Write(ref _worker, value);
    }

    /// <summary>Notes that came too late to be heard, since the engine's start.</summary>
    public long LateNotes => Volatile.Read(ref _lateNotes);

    /// <summary>How far ahead of the song the worker is, in quarter notes; 0 while nothing is composed.</summary>
    public double LeadBeats => Volatile.Read(ref _lead);

    /// <summary>The host's song.</summary>
    public TempoMap Map => _map;

    /// <summary>Which of the composed notes still count; for the audio thread.</summary>
    public ref readonly EpochWindow Epochs => ref _epochs;

    /// <summary>Begins anew at sample 0; the chip is silent.</summary>
    public void Reset(double sampleRate)
    {
        Array.Clear(_sounding);
        Array.Fill(_sent, NoKey);
        Array.Clear(_held);
        ReleaseChordKeys();
        Forget();
        _state.Elapsed = 0;
        _state.PromptFrom = 0;
        _capturedFrom = _captured;
        _tempo = default;
        _log.Clear();
        _state.Phrase = 0;
        _waitsForSong = false;
        _map.Reset(sampleRate);
        Worker?.TrustAgain();
    }

    /// <summary>The chip was switched off and on at this sample.</summary>
    public void Cut(ref AudioBlock block, long cycle, int offset)
    {
        EndAll(ref block, cycle, offset);
        Array.Clear(_held);
    }

    /// <summary>MIDI says at this sample that all notes end: what is composed ends with them, and the answer too.</summary>
    /// <param name="cuts">Without the notes' release.</param>
    /// <param name="block">The block.</param>
    /// <param name="cycle">The chip's cycle at this sample.</param>
    /// <param name="offset">This sample's place in the block.</param>
    public void EndAnswer(bool cuts, ref AudioBlock block, long cycle, int offset)
    {
        EndAll(ref block, cycle, offset);
        if (cuts)
            instrument.CutGenerated(cycle);
        ReleaseChordKeys();
        Stop();
        _state.Triggered = false;
        _state.PhraseNotes = 0;
        _state.PromptFrom = Time(_map.Position);
    }

    /// <summary>Takes over the settings and what the host says at the beginning of a block.</summary>
    public void BeginBlock(in GeneratorSettings settings, ref AudioBlock block, long cycle)
    {
        _offline = block.Offline;
        FollowWorker(ref block, cycle);
        _used?.Want(settings.Mode != GeneratorMode.Off);
        Follow(in settings, ref block, cycle, 0);
        FollowModel(ref block, cycle);
        double before = _map.Position,
            metre = _map.BarLength;
        bool played = _map.IsPlaying;
        bool jumps = _map.BeginBlock(in block.Transport, settings.Loop);
        if (jumps)
        {
            bool carries = CanCarry(before);
            EpochWindow carried = _epochs;
            CloseTake(before);
            EndAll(ref block, cycle, 0);
            _state.Elapsed += before - _map.Position;
            Forget();
            if (carries)
                Carry(in carried);
            _state.Phrase = 0;
            _waitsForSong = played && !_map.IsPlaying;
        }
        else if (_map.BarLength != metre && IsComposing && !_state.IsKept)
        {
            FollowMetre(metre);
        }

        Resume(jumps, cycle);
        FollowKept(jumps, ref block, cycle);
        TellTempo(in block.Transport);
    }

    /// <summary>Takes over settings that may have changed at this sample.</summary>
    public void Follow(in GeneratorSettings settings, ref AudioBlock block, long cycle, int offset)
    {
        if (settings == _settings)
            return;
        GeneratorSettings old = _settings;
        _settings = settings;
        _used?.Want(settings.Mode != GeneratorMode.Off);
        ChangeTakes(in settings, in old);
        if (settings.Run != old.Run || settings.IsActive != old.IsActive || settings.Mode != old.Mode)
        {
            EndAll(ref block, cycle, offset);
            Array.Clear(_held);
            Forget();
            _waitsForSong = false;
            return;
        }

        if (!settings.IsActive)
            return;
        if (settings.Trigger && !old.Trigger)
            _state.Triggered = true;
        _state.Changed |= IsComposing && !_state.IsKept && !settings.ComposesAs(in old);
    }

    /// <summary>
    /// An event is a cue or a chord for the generator, and not to be played. That a key goes up is told to all: it may have gone
    /// down as a note, before its key meant something else.
    /// </summary>
    public bool TakesCue(in EngineEvent e)
    {
        if (e.Kind is EngineEventKind.NoteOff or EngineEventKind.NoteChoke)
            LiftChordKeys(in e);
        if (e.Kind != EngineEventKind.NoteOn)
            return false;
        bool cue = _settings is { IsActive: true, TriggerKey: >= 0 } && e.Key == _settings.TriggerKey;
        _state.Triggered |= cue;
        return cue || TakesChordKey(in e);
    }

    /// <summary>Hears what an event of the player has changed at this sample.</summary>
    public void Hear(ref AudioBlock block, long cycle, int offset)
    {
        if (!_settings.Run)
            return;
        for (NesVoice voice = 0; (int)voice < NesVoices.Count; voice++)
        {
            int note = instrument.PlayedNoteOn(voice, out long start, out NoteExpression expression);
            if (note == _held[(int)voice] && (note == 0 || start == _starts[(int)voice]))
                continue;
            _held[(int)voice] = (byte)note;
            _starts[(int)voice] = start;

            // the player has taken the voice
            if (note > 0)
                End(voice, _map.Position, ref block, cycle, offset);
            Played(voice, (byte)note, expression, ref block, cycle, offset);
        }
    }

    /// <summary>Does what is due at this sample, and says how far can be rendered before something else is.</summary>
    /// <param name="block">The block.</param>
    /// <param name="cycle">The chip's cycle at this sample.</param>
    /// <param name="offset">This sample's place in the block.</param>
    /// <param name="frames">Samples that are wanted, above 0.</param>
    /// <returns>Samples to render, above 0.</returns>
    public int Run(ref AudioBlock block, long cycle, int offset, int frames)
    {
        if (!_settings.Run)
            return frames;
        long sample = _map.Sample,
            end = sample + frames;
        if (_settings.IsActive && _used is { CanCompose: true } worker)
        {
            if (_unsent)
                Deliver(worker);
            worker.ComposeTo(_map.Position + Horizon);
            double decision = NextDecision();
            for (int left = MostDecisions; left > 0 && _map.SampleAt(decision) <= sample; left--)
            {
                Decide(decision, ref block, cycle, offset);
                decision = NextDecision();
            }

            end = Math.Min(end, Math.Max(_map.SampleAt(decision), sample + 1));
            if (_offline && IsComposing && !_state.IsKept)
                worker.Await(new Awaited(AwaitedKind.Composed, Epoch: _epochs.Newest, Position: _map.PositionAt(end)));
            end = Math.Min(end, EndCarried(ref block, cycle, offset));
            end = Math.Min(end, Play(worker, ref block, cycle, offset));
            if (IsComposing)
            {
                double composed = _state.IsKept ? Horizon : worker.ComposedTo(_epochs.Newest) - _map.Position;
                Volatile.Write(ref _lead, Math.Clamp(composed, 0, Horizon));
            }
        }

        return (int)(Math.Min(end, PlayKept(ref block, cycle, offset)) - sample);
    }

    /// <summary>Samples were rendered.</summary>
    public void Advance(int frames) => _map.Advance(frames);

    // a new one has heard nothing and is asked for nothing
    private void FollowWorker(ref AudioBlock block, long cycle)
    {
        if (_used == Worker)
            return;
        _used = Worker;
        _isTakeOpen = false;
        _unsent = false;
        _captured = 0;
        _capturedFrom = 0;
        _log.Clear();
        Volatile.Write(ref _takeEvents, 0);
        EndAll(ref block, cycle, 0);
        Forget();
    }

    // another model takes over on a beat; without one nothing goes on
    private void FollowModel(ref AudioBlock block, long cycle)
    {
        if (_used is { CanCompose: true } worker)
        {
            int model = worker.Model;
            _state.Changed |= IsComposing && model != _model;
            _model = model;
        }
        else if (IsComposing)
        {
            EndAll(ref block, cycle, 0);
            Stop();
        }
    }

    // offline the worker makes room; live it is never waited for
    private bool TryPush<T>(GenerationWorker worker, SpscRing<T> ring, in T item, AwaitedKind room)
        where T : unmanaged => ring.TryPush(in item) || (_offline && worker.Await(new Awaited(room)) && ring.TryPush(in item));

    // plays what is due and gives the sample of the next note; what the worker hands out meanwhile waits for the next call
    private long Play(GenerationWorker worker, ref AudioBlock block, long cycle, int offset)
    {
        for (int left = worker.Notes.Count; left > 0 && worker.Notes.TryPeek(out HeardNote note); left--)
        {
            bool carried = IsCarried(ref note),
                valid = (carried || _epochs.Has(in note)) && !IsKeptAt(note.Position);
            long at = _map.SampleAt(note.Position);

            // rounding may put what was due at the loop's end a sample before its beginning
            if (carried)
                at = Math.Max(at, _map.Sample);
            if (valid && at > _map.Sample)
                return at;
            worker.Notes.TryPop(out _);
            if (!valid || (at < _map.Sample && IsPast(in note)))
                continue;
            bool late = at < _map.Sample;
            if (late && note.Note > 0)
                Volatile.Write(ref _lateNotes, _lateNotes + 1);
            End(note.Voice, note.Position, ref block, cycle, offset);
            if (note.Note == 0)
                continue;
            if (late || note.Origin == NoteOrigin.Dropped)
                Record(NoteOrigin.Dropped, note.Position, note.Voice, note.Note, note.Expression);
            else if (Start(in note, ref block, cycle, offset))
                Record(NoteOrigin.Composed, note.Position, note.Voice, note.Note, note.Expression);
        }

        return long.MaxValue;
    }

    private bool Start(in HeardNote note, ref AudioBlock block, long cycle, int offset)
    {
        var touch = GeneratedTouch.Of(note.Expression, _settings.Expression / 100);
        if (!instrument.StartGenerated(cycle, note.Voice, note.Note, touch.Velocity, touch.Timbre, touch.Shape))
            return false;
        _sounding[(int)note.Voice] = note.Note;
        Capture(note.Voice, note.Note, NoteOrigin.Composed, note.Expression);
        Send(note.Voice, note.Note, touch.Velocity, ref block, offset);
        return true;
    }

    private void End(NesVoice voice, double position, ref AudioBlock block, long cycle, int offset)
    {
        if (_sounding[(int)voice] == 0)
            return;
        Record(NoteOrigin.Composed, position, voice, 0);
        _sounding[(int)voice] = 0;
        instrument.EndGenerated(cycle, voice);
        Capture(voice, 0, NoteOrigin.Composed);
        SendEnd(voice, ref block, offset);
    }

    private void EndAll(ref AudioBlock block, long cycle, int offset)
    {
        for (NesVoice voice = 0; (int)voice < NesVoices.Count; voice++)
        {
            End(voice, _map.Position, ref block, cycle, offset);
            SendEnd(voice, ref block, offset);
        }
    }

    // channel n is voice n and sounds one note at a time
    private void Send(NesVoice voice, int note, double velocity, ref AudioBlock block, int offset)
    {
        SendEnd(voice, ref block, offset);

        // what begins must find room for its end, and leave it to the others
        if (block.EventsOut.Length - block.EventsOutCount <= NesVoices.Count)
            return;
        short key = (short)instrument.KeyOf(voice, note);
        _sent[(int)voice] = key;
        Send(EngineEventKind.NoteOn, voice, key, velocity, ref block, offset);
    }

    private void SendEnd(NesVoice voice, ref AudioBlock block, int offset)
    {
        ref short sent = ref _sent[(int)voice];
        if (sent != NoKey)
            Send(EngineEventKind.NoteOff, voice, sent, 0, ref block, offset);
        sent = NoKey;
    }

    private static void Send(EngineEventKind kind, NesVoice voice, short key, double velocity, ref AudioBlock block, int offset)
    {
        if (block.EventsOutCount == block.EventsOut.Length)
            return;
        block.EventsOut[block.EventsOutCount++] = new EngineEvent(kind, offset, (short)voice, key, Value: velocity);
    }
}
