using LakhNes.Engine.Generation.Requests;
using LakhNes.Engine.Hosting;
using LakhNes.Engine.Settings;
using LakhNes.Engine.Timing;
using LakhNes.Generator.Composition.Form;
using LakhNes.Score;
using LakhNes.Score.Harmony;

namespace LakhNes.Engine.Generation;

// When something is asked of the worker, and what.
internal sealed partial class Improviser
{
    // surprises within so many quarter notes are answered together
    private const double SurpriseStep = 1.0 / 8;

    // quarter notes in a step of the positions that choose a random stream
    private const double StreamStep = 1.0 / 64;

    // bars: rounding
    private const double SameBar = 1e-6;

    // bars: a phrase that ends so little after a bar line ends with it
    private const double OnTheBarLine = 1.0 / 64;

    private ImproviserState _state = new() { Surprise = double.PositiveInfinity };
    private EpochWindow _epochs;
    private long _captured;
    private long _capturedFrom;

    // the host has stopped its song: what composes by itself goes on with it, or when it is asked for again
    private bool _waitsForSong;
    private CompositionRequest _request;
    private bool _unsent;

    /// <summary>An answer is being composed or played.</summary>
    public bool IsComposing => _state.IsComposing;

    private bool IsHeld => (_held[0] | _held[1] | _held[2] | _held[3]) != 0;

    private double Time(double position) => position + _state.Elapsed;

    // a bar begins here; what was heard before keeps its place in its own bars: to the composer the rest between becomes as much
    // longer
    private void RestartClock()
    {
        double bars = (_map.Position - _map.BarStart) / _map.BarLength;
        _state.Elapsed += _map.BarStart + (Math.Ceiling(bars - SameBar) * _map.BarLength);
        _map.Restart();
    }

    // everything that was heard is forgotten
    private void Forget()
    {
        Stop();
        _state.PhraseNotes = 0;
        _state.PlayersVoices = default;
        _state.Triggered = false;
        _state.Chord = Chord.OfKeys(_chordKeys);
        _state.PromptFrom = Time(_map.Position);
        _resumedFrom = double.NegativeInfinity;
        instrument.ForgetUnstruck();
    }

    // an answer of so many bars ends with the last of them
    private void FollowMetre(double old)
    {
        double bar = _map.StartOfBar(_map.BarOf(_map.Position));
        _state.AnswerEnd = bar + (Math.Round((_state.AnswerEnd - bar) / old) * _map.BarLength);
        _state.Changed = true;
    }

    private void Stop()
    {
        CloseTake(_map.Position);
        if (IsComposing)
            Request(RequestKind.Stop, _map.Position, double.PositiveInfinity);
        _epochs.Begin();
        _state.IsComposing = _state.Changed = _state.IsKept = false;
        _state.Surprise = double.PositiveInfinity;
        _carriedTo = double.NegativeInfinity;
        Volatile.Write(ref _lead, 0);
    }

    private void Played(NesVoice voice, byte note, NoteExpression expression, ref AudioBlock block, long cycle, int offset)
    {
        if (note > 0 && _settings.Mode == GeneratorMode.Continue && IsComposing && !_state.IsKept)
        {
            EndAll(ref block, cycle, offset);
            Stop();
            _state.PhraseNotes = 0;
        }

        // without a song the first note is the first beat
        if (note > 0 && _state.PhraseNotes == 0 && !IsComposing && !_map.FollowsHost)
        {
            RestartClock();
            _state.Phrase++;
        }

        // who plays on without the song is answered without it
        if (note > 0 && _state.PhraseNotes++ == 0)
            _state.PhraseStart = _map.Position;
        _waitsForSong &= note == 0 || _settings.Mode == GeneratorMode.Free;
        _state.PhraseEnd = _map.Position;
        _state.PlayersVoices = _state.PlayersVoices.With(voice);
        Capture(voice, note, NoteOrigin.Played, expression);
        Record(NoteOrigin.Played, _map.Position, voice, note, expression);
        if (_settings.Mode == GeneratorMode.Accompany && IsComposing && !_state.IsKept)
            _state.Surprise = Math.Min(_state.Surprise, TempoMap.Next(_map.Position, SurpriseStep));
        if (note == 0)
            SendEnd(voice, ref block, offset);
        else if (_settings.EchoPlayed)
            Send(voice, note, GeneratedTouch.Of(expression, amount: 1).Velocity, ref block, offset);
    }

    // song position of what is decided next; infinity: nothing until something is played or the song moves
    private double NextDecision()
    {
        double position = _map.Position,
            next = double.PositiveInfinity;
        if (IsComposing)
        {
            // what has not even been asked for is not revised
            if (_unsent)
                return _state.AnswerEnd;
            next = Math.Min(_state.AnswerEnd, _state.Surprise);
            if (_state.Changed)
                next = Math.Min(next, TempoMap.Next(position, 1));
            return next;
        }

        switch (_settings.Mode)
        {
            case GeneratorMode.Free or GeneratorMode.Trade when _waitsForSong && !_state.Triggered:
                return next;
            case GeneratorMode.Free:
                return position;
            case GeneratorMode.Accompany:
                return _state.PhraseNotes > 0 ? TempoMap.Next(position, SurpriseStep) : next;
            case GeneratorMode.Trade:
                return NextAnswer(position) - _settings.LeadBeats;
        }

        if (_state.Triggered)
            return position;
        if (_state.PhraseNotes == 0 || IsHeld)
            return next;
        return _settings.Cue switch
        {
            AnswerCue.Silence => _state.PhraseEnd + _settings.SilenceBeats,
            AnswerCue.Bar => Math.Max(
                _state.PhraseEnd,
                _map.NextBar(_state.PhraseEnd + _settings.LeadBeats) - _settings.LeadBeats
            ),
            _ => next,
        };
    }

    private void Decide(double decision, ref AudioBlock block, long cycle, int offset)
    {
        // settings that have just changed may put it into the past
        if (_map.SampleAt(decision) < _map.Sample)
            decision = _map.Position;
        if (IsComposing)
        {
            if (_state.AnswerEnd <= decision)
            {
                EndAll(ref block, cycle, offset);
                Stop();
                _state.PhraseNotes = 0;
                _state.PromptFrom = Time(decision);
                return;
            }

            double from = decision + _settings.LeadBeats;
            Revise(_state.Changed ? TempoMap.Next(from, 1) : from);
            return;
        }

        double start = decision + _settings.LeadBeats,
            end = double.PositiveInfinity;
        TakeForm();
        switch (_settings.Mode)
        {
            case GeneratorMode.Continue:
                bool onBar = _settings.Begin == AnswerBegin.Bar || (_settings.Cue == AnswerCue.Bar && !_state.Triggered);
                start = onBar ? _map.NextBar(start) : StartAfter(decision);
                end = _map.NextBar(start) + (AnswersBars() * _map.BarLength);
                break;
            case GeneratorMode.Trade:
                end = start + (_settings.AnswerBars * _map.BarLength);
                break;
            case GeneratorMode.Accompany:
                break;
            default:
                start = StartAfter(decision);
                break;
        }

        _state.Triggered = _waitsForSong = false;
        Begin(start, end);
    }

    // an answer is as long as what is left of its form, unless it is endless
    private double AnswersBars()
    {
        SongForm form = Forms.Of(in _settings, _state.SectionBars);
        return form.IsNone || double.IsInfinity(_settings.ContinueBars)
            ? _settings.ContinueBars
            : form.Bars - (_state.HasTheme ? form[0].Bars : 0);
    }

    // what was played is the first section of what answers it, unless there is no other
    private void TakeForm()
    {
        SongForm form = Forms.Of(in _settings, Forms.UsualBars);
        bool has = !form.IsNone && _settings.Mode != GeneratorMode.Accompany;
        _state.HasTheme = has && form.Count > 1 && _settings.Mode != GeneratorMode.Free && _state.PhraseNotes > 0;
        double bars = (_state.PhraseEnd - _map.StartOfBar(_map.BarOf(_state.PhraseStart))) / _map.BarLength;
        int played = _state.HasTheme ? (int)Math.Clamp(Math.Ceiling(bars - OnTheBarLine), 1, Forms.MostBars) : Forms.UsualBars;
        _state.SectionBars =
            !has ? 0
            : _settings.SectionBars > 0 ? _settings.SectionBars
            : played;
    }

    // the beat on which what is decided at a position begins
    private double StartAfter(double decision) => TempoMap.Next(decision + _settings.LeadBeats, 1);

    // the first answer of Trade whose decision is not past
    private double NextAnswer(double position)
    {
        long period = _settings.ListenBars + _settings.AnswerBars;
        long bar = _map.BarOf(position),
            cycle = bar - ((bar % period) + period) % period;
        double start = _map.StartOfBar(cycle + _settings.ListenBars);
        bool past = _map.SampleAt(start - _settings.LeadBeats) < _map.Sample;
        return past ? _map.StartOfBar(cycle + period + _settings.ListenBars) : start;
    }

    private void Begin(double start, double end)
    {
        _state.AnswerEnd = end;
        _state.IsComposing = true;
        _state.Changed = false;
        _state.Surprise = double.PositiveInfinity;
        _epochs.Begin();
        _resumedFrom = double.NegativeInfinity;
        _state.IsKept = IsKeptAt(start, ref _state.AnswerEnd);
        if (_state.IsKept)
            return;
        OpenTake();
        Request(RequestKind.Begin, start, end);
    }

    private void Revise(double start)
    {
        _state.Changed = false;
        _state.Surprise = double.PositiveInfinity;
        _epochs.Cut(start);
        Request(RequestKind.Revise, start, _state.AnswerEnd);
    }

    private void Request(RequestKind kind, double start, double end)
    {
        if (_used is not { } worker)
            return;
        _request = new CompositionRequest
        {
            Epoch = _epochs.Newest,
            Kind = kind,
            CapturedFrom = _capturedFrom,
            CapturedCount = _captured,
            Start = start,
            StartTime = Time(start),
            End = end,
            PromptFrom = _state.PromptFrom,
            Tempo = _map.Tempo,
            BarLine = _map.StartOfBar(_map.BarOf(start)),
            BarLength = _map.BarLength,
            BeatUnit = _map.BeatUnit,
            Chord = _state.Chord,
            ChordFrom = kind == RequestKind.Revise && _state.Chord == _request.Chord ? _request.ChordFrom : start,
            SectionBars = _state.SectionBars,
            HasTheme = _state.HasTheme,
            Players = _settings.Mode == GeneratorMode.Accompany ? _state.PlayersVoices : default,
            Model = _model,
            InSong = _map.FollowsHost,
            Stream = unchecked(((ulong)(long)Math.Round(start / StreamStep) << 16) + _state.Phrase),
            Settings = _settings,
        };
        _log.Add(in _request);
        Deliver(worker);
    }

    // a request for which there is no room is kept, and tried again
    private void Deliver(GenerationWorker worker) =>
        _unsent = !TryPush(worker, worker.Requests, in _request, AwaitedKind.RoomForRequest);

    private void Capture(NesVoice voice, byte note, NoteOrigin origin, NoteExpression expression = default)
    {
        if (_used is { } worker)
            Capture(worker, new HeardNote(Time(_map.Position), voice, note, origin, Expression: expression));
    }

    private bool Capture(GenerationWorker worker, in HeardNote heard)
    {
        if (!TryPush(worker, worker.Captured, in heard, AwaitedKind.RoomForCapturedNote))
            return false;
        _captured++;
        _log.Add(in heard);
        return true;
    }
}
