using LakhNes.Engine.Generation.Requests;
using LakhNes.Engine.Generation.Takes;
using LakhNes.Engine.Hosting;
using LakhNes.Engine.Settings;
using LakhNes.Engine.Timing;
using LakhNes.Generator.Composition;
using LakhNes.Score;

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

    private EpochWindow _epochs;
    private long _captured;
    private long _capturedFrom;
    private int _phraseNotes;
    private double _phraseEnd;
    private double _answerEnd;
    private double _elapsed;
    private double _promptFrom;
    private ulong _phrase;
    private VoiceSet _playersVoices;
    private double _surprise = double.PositiveInfinity;
    private bool _changed;
    private bool _triggered;

    // the host has stopped its song: what composes by itself goes on with it, or when it is asked for again
    private bool _waitsForSong;
    private CompositionRequest _request;
    private bool _unsent;

    /// <summary>An answer is being composed or played.</summary>
    public bool IsComposing { get; private set; }

    private bool IsHeld => (_held[0] | _held[1] | _held[2] | _held[3]) != 0;

    private double Time(double position) => position + _elapsed;

    // a bar begins here; what was heard before keeps its place in its own bars: to the composer the rest between becomes as much longer
    private void RestartClock()
    {
        double bars = (_map.Position - _map.BarStart) / _map.BarLength;
        _elapsed += _map.BarStart + (Math.Ceiling(bars - SameBar) * _map.BarLength);
        _map.Restart();
    }

    // everything that was heard is forgotten
    private void Forget()
    {
        Stop();
        _phraseNotes = 0;
        _playersVoices = default;
        _triggered = false;
        _promptFrom = Time(_map.Position);
        _resumedFrom = double.NegativeInfinity;
        instrument.ForgetUnstruck();
    }

    // an answer of so many bars ends with the last of them
    private void FollowMetre(double old)
    {
        double bar = _map.StartOfBar(_map.BarOf(_map.Position));
        _answerEnd = bar + (Math.Round((_answerEnd - bar) / old) * _map.BarLength);
        _changed = true;
    }

    private void Stop()
    {
        CloseTake(_map.Position);
        if (IsComposing) Request(RequestKind.Stop, _map.Position, double.PositiveInfinity);
        _epochs.Begin();
        IsComposing = _changed = _isKept = false;
        _surprise = double.PositiveInfinity;
        _carriedTo = double.NegativeInfinity;
        Volatile.Write(ref _lead, 0);
    }

    private void Played(NesVoice voice, byte note, ref AudioBlock block, long cycle, int offset)
    {
        if (note > 0 && _settings.Mode == GeneratorMode.Continue && IsComposing && !_isKept)
        {
            EndAll(ref block, cycle, offset);
            Stop();
            _phraseNotes = 0;
        }

        // without a song the first note is the first beat
        if (note > 0 && _phraseNotes == 0 && !IsComposing && !_map.FollowsHost)
        {
            RestartClock();
            _phrase++;
        }

        // who plays on without the song is answered without it
        if (note > 0) _phraseNotes++;
        _waitsForSong &= note == 0 || _settings.Mode == GeneratorMode.Free;
        _phraseEnd = _map.Position;
        _playersVoices = _playersVoices.With(voice);
        Capture(voice, note, generated: false);
        Record(TakeEventKind.Played, _map.Position, voice, note);
        if (_settings.Mode == GeneratorMode.Accompany && IsComposing && !_isKept)
            _surprise = Math.Min(_surprise, TempoMap.Next(_map.Position, SurpriseStep));
        if (_settings.EchoPlayed || note == 0) Send(voice, note, ref block, offset);
    }

    // song position of what is decided next; infinity: nothing until something is played or the song moves
    private double NextDecision()
    {
        double position = _map.Position, next = double.PositiveInfinity;
        if (IsComposing)
        {
            // what has not even been asked for is not revised
            if (_unsent) return _answerEnd;
            next = Math.Min(_answerEnd, _surprise);
            if (_changed) next = Math.Min(next, TempoMap.Next(position, 1));
            return next;
        }

        switch (_settings.Mode)
        {
            case GeneratorMode.Free or GeneratorMode.Trade when _waitsForSong && !_triggered: return next;
            case GeneratorMode.Free: return position;
            case GeneratorMode.Accompany: return _phraseNotes > 0 ? TempoMap.Next(position, SurpriseStep) : next;
            case GeneratorMode.Trade: return NextAnswer(position) - _settings.LeadBeats;
        }

        if (_triggered) return position;
        if (_phraseNotes == 0 || IsHeld) return next;
        return _settings.Cue switch
        {
            AnswerCue.Silence => _phraseEnd + _settings.SilenceBeats,
            AnswerCue.Bar => Math.Max(_phraseEnd, _map.NextBar(_phraseEnd + _settings.LeadBeats) - _settings.LeadBeats),
            _ => next,
        };
    }

    private void Decide(double decision, ref AudioBlock block, long cycle, int offset)
    {
        // settings that have just changed may put it into the past
        if (_map.SampleAt(decision) < _map.Sample) decision = _map.Position;
        if (IsComposing)
        {
            if (_answerEnd <= decision)
            {
                EndAll(ref block, cycle, offset);
                Stop();
                _phraseNotes = 0;
                _promptFrom = Time(decision);
                return;
            }

            double from = decision + _settings.LeadBeats;
            Revise(_changed ? TempoMap.Next(from, 1) : from);
            return;
        }

        double start = decision + _settings.LeadBeats, end = double.PositiveInfinity;
        switch (_settings.Mode)
        {
            case GeneratorMode.Continue when _settings.Begin == AnswerBegin.Bar || (_settings.Cue == AnswerCue.Bar && !_triggered):
                start = _map.NextBar(start);
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

        _triggered = _waitsForSong = false;
        Begin(start, end);
    }

    // the beat on which what is decided at a position begins
    private double StartAfter(double decision) => TempoMap.Next(decision + _settings.LeadBeats, 1);

    // the first answer of Trade whose decision is not past
    private double NextAnswer(double position)
    {
        long period = _settings.ListenBars + _settings.AnswerBars;
        long bar = _map.BarOf(position), cycle = bar - ((bar % period) + period) % period;
        double start = _map.StartOfBar(cycle + _settings.ListenBars);
        bool past = _map.SampleAt(start - _settings.LeadBeats) < _map.Sample;
        return past ? _map.StartOfBar(cycle + period + _settings.ListenBars) : start;
    }

    private void Begin(double start, double end)
    {
        _answerEnd = end;
        IsComposing = true;
        _changed = false;
        _surprise = double.PositiveInfinity;
        _epochs.Begin();
        _resumedFrom = double.NegativeInfinity;
        _isKept = IsKeptAt(start, ref _answerEnd);
        if (_isKept) return;
        OpenTake();
        Request(RequestKind.Begin, start, end);
    }

    private void Revise(double start)
    {
        _changed = false;
        _surprise = double.PositiveInfinity;
        _epochs.Cut(start);
        Request(RequestKind.Revise, start, _answerEnd);
    }

    private void Request(RequestKind kind, double start, double end)
    {
        if (_used is not { } worker) return;
        GeneratorSettings settings = _settings;
        if (settings.Mode == GeneratorMode.Accompany) settings.Voices = new VoiceSet(settings.Voices.Bits & _playersVoices.Others.Bits);
        _request = new CompositionRequest
        {
            Epoch = _epochs.Newest,
            Kind = kind,
            CapturedFrom = _capturedFrom,
            CapturedCount = _captured,
            Start = start,
            StartTime = Time(start),
            End = end,
            PromptFrom = _promptFrom,
            Tempo = _map.Tempo,
            BarLine = _map.StartOfBar(_map.BarOf(start)),
            BarLength = _map.BarLength,
            BeatUnit = _map.BeatUnit,
            Model = _model,
            InSong = _map.FollowsHost,
            Stream = unchecked(((ulong)(long)Math.Round(start / StreamStep) << 16) + _phrase),
            Settings = settings,
        };
        _log.Add(in _request);
        Deliver(worker);
    }

    // a request for which there is no room is kept, and tried again
    private void Deliver(GenerationWorker worker) => _unsent = !TryPush(worker, worker.Requests, in _request, AwaitedKind.RoomForRequest);

    private void Capture(NesVoice voice, byte note, bool generated)
    {
        if (_used is { } worker) Capture(worker, new CapturedNote(Time(_map.Position), voice, note, generated));
    }

    private bool Capture(GenerationWorker worker, in CapturedNote heard)
    {
        if (!TryPush(worker, worker.Captured, in heard, AwaitedKind.RoomForCapturedNote)) return false;
        _captured++;
        _log.Add(in heard);
        return true;
    }
}
