using LakhNes.Engine.Generation.Takes;
using LakhNes.Generator;
using LakhNes.Generator.Composition;
using LakhNes.Generator.Decoding;
using LakhNes.Generator.Sampling;
using LakhNes.Score;
using LakhNes.Score.Randomness;
using LakhNes.Score.Tokens;

namespace LakhNes.Engine.Generation;

/// <summary>
/// Composes in song position, token by token: what comes out is a function of the captured notes and the requests alone. A request
/// that changes what was to come takes the decoder back to where the tokens part, and goes on from there. Allocates nothing after
/// construction; one thread at a time.
/// </summary>
internal sealed partial class LiveComposer : IDisposable
{
    private const int TokenCapacity = 1 << 16;
    private const int Rewind = 1024;

    // small models get stuck on a note
    private const int MostRepeats = 8;

    // a voice that is silent for longer than this makes the model lose the thread: waits end after a bar
    private const double LongestWait = 4;

    private readonly TransformerXlDecoder _decoder;
    private readonly TokenVocabulary _vocabulary;
    private readonly Sampler _sampler;
    private readonly Prompt _prompt;
    private readonly PieceState _state;
    private readonly int[] _tokens;
    private readonly AllowedVoices _voices = new(VoiceSet.All);
    private readonly AllowedScale _scale = new(Scale.Chromatic);
    private readonly AllowedRange[] _ranges = [new(NesVoice.Pulse1, 0, 127), new(NesVoice.Pulse2, 0, 127), new(NesVoice.Triangle, 0, 127)];
    private readonly Density _density;
    private readonly Grammar _grammar = new();
    private readonly GivenEvent _given;
    private CaptureHistory _history;
    private readonly RepeatLimit _repeats = new(MostRepeats);
    private CompositionRequest _request;
    private Pcg32 _random;
    private int _count;
    private int _fed;
    private int _replayEnd;
    private bool _opening;
    private long _promptEnd;
    private double _unitsPerQuarter = 1;

    /// <summary>Makes a composer.</summary>
    /// <param name="model">The model; must outlive the composer.</param>
    /// <param name="history">What was heard.</param>
    /// <param name="capacity">After so many tokens it forgets what the model has long forgotten, and goes on.</param>
    /// <param name="rewind">Tokens that can be taken back; where more part, the decoder begins anew.</param>
    public LiveComposer(TransformerXlModel model, CaptureHistory history, int capacity = TokenCapacity, int rewind = Rewind)
    {
        _history = history;
        _tokens = new int[capacity];
        _decoder = new TransformerXlDecoder(model, new DecoderOptions { Rewind = rewind });
        _vocabulary = model.Vocabulary;
        _sampler = new Sampler(_vocabulary.Count);
        _prompt = new Prompt(_vocabulary, TokenCapacity);
        _state = new PieceState(_vocabulary);
        _density = new Density(_vocabulary, 0);
        _given = new GivenEvent(_vocabulary);
        _tolerance = _vocabulary.Unit.PerSecond / TimeUnit.Frame.PerSecond / 2;
    }

    /// <summary>Bytes that it holds, without the model.</summary>
    public unsafe long MemoryBytes => _decoder.MemoryBytes + ((long)sizeof(int) * TokenCapacity * 2) + ((long)sizeof(TimedNote) * NoteCapacity);

    /// <summary>Nothing is to be composed.</summary>
    public bool IsComplete { get; private set; } = true;

    /// <summary>The request that is worked on.</summary>
    public int Epoch => _request.Epoch;

    /// <summary>What it begins with is known from an earlier take, and not composed.</summary>
    public bool IsReplaying => _count < _replayEnd;

    /// <summary>The token that was composed last.</summary>
    public int LastToken => _tokens[_count - 1];

    /// <summary>Song position of the next token, in quarter notes.</summary>
    private double Position => _request.Start + ((_state.Time - _promptEnd) / _unitsPerQuarter);

    /// <summary>Takes up a request for another piece; from now on its history counts.</summary>
    public void Take(in CompositionRequest request, CaptureHistory history)
    {
        _history = history;
        Take(in request);
    }

    /// <summary>Takes up a request; the notes that it counts are in the history.</summary>
    public void Take(in CompositionRequest request)
    {
        bool revise = request.Kind == RequestKind.Revise && _request.Kind != RequestKind.Stop;
        double start = _request.Start;
        _request = request;
        IsComplete = request.Kind == RequestKind.Stop;
        if (IsComplete)
        {
            Flush();
            return;
        }

        GeneratorSettings settings = request.Settings;
        _voices.Voices = settings.Voices;
        _scale.Scale = settings.PitchClasses;
        _density.Amount = settings.Density;
        foreach (AllowedRange range in _ranges)
        {
            range.Lowest = settings.LowestKey;
            range.Highest = settings.HighestKey;
        }

        _random = new Pcg32(((ulong)(uint)settings.Seed << 32) | (uint)settings.Variation, request.Stream);
        long end;
        if (revise)
        {
            end = Revise(start);
        }
        else
        {
            _unitsPerQuarter = ModelTime.UnitsPerQuarter(request.Tempo, settings.Tempo, _vocabulary.Unit);
            end = Begin();
        }

        Resume(end);
        BeginGiven();
        _opening = !revise && (settings.Mode != GeneratorMode.Accompany || request.GivenCount > 0);
        Open(new OnsetGrid(settings.Grid, settings.Quantise / 100, settings.Swing / 100));
    }

    /// <summary>Begins to be written down, with what is known from an earlier take.</summary>
    /// <param name="book">The takes.</param>
    /// <param name="take">The request that began the take.</param>
    /// <param name="model">Stands for the model.</param>
    public void Replay(TakeBook book, int take, ulong model) => _replayEnd = _count + book.BeginSegment(take, _request.Start, KeyFor(model), _tokens.AsSpan(_count));

    /// <summary>Makes the decoder know all tokens but the last, unless they are yet to be replayed.</summary>
    /// <param name="most">So many tokens at most.</param>
    /// <returns>Whether it knows them.</returns>
    public bool CatchUp(int most = int.MaxValue)
    {
        int count = Math.Min(most, _count - 1 - _fed);
        if (IsReplaying || count <= 0) return true;
        _decoder.Feed(_tokens.AsSpan(_fed, count));
        _fed += count;
        return _fed == _count - 1;
    }

    /// <summary>Composes one token, or replays one.</summary>
    public void Step()
    {
        if (IsComplete) return;
        if (_count == _tokens.Length) Forget();
        // as many numbers as tokens, so that replayed ones can be followed by composed ones
        Pcg32 draw = _random;
        _random.NextUInt32();
        int token = IsReplaying ? _tokens[_count] : Compose(ref draw);
        if ((uint)(token - 1) >= (uint)(_vocabulary.Count - 1)) token = _vocabulary.IdOfWait(1);
        _tokens[_count++] = token;
        if (!_vocabulary.IsWait(token))
        {
            NesEvent e = _vocabulary.EventOf(token);
            bool given = _given.IsDue(_state) && token == _given.Token;
            if (e.Kind == NesEventKind.NoteOn) _opening &= given;
            if (given) TakeGiven(e);
            else if (e.IsNote) Emit(e.Voice, e.Value);
        }

        _state.Take(token);
        IsComplete = Position >= _request.End;
        if (IsComplete) Flush();
        else if (_vocabulary.IsWait(token)) Release();
    }

    /// <inheritdoc/>
    public void Dispose() => _decoder.Dispose();

    // stands for all that the present request's tokens and their positions follow from
    private ulong KeyFor(ulong model)
    {
        GeneratorSettings s = _request.Settings;
        var hash = new TakeKey();
        hash.Add((long)model);
        foreach (int token in _prompt.Tokens) hash.Add(token);
        hash.Add(_request.Start);
        hash.Add(_unitsPerQuarter);
        hash.Add((long)_request.Stream);
        hash.Add(s.Seed);
        hash.Add(s.Variation);
        hash.Add(s.Temperature);
        hash.Add(s.TopK);
        hash.Add(s.TopP);
        hash.Add(s.Voices.Bits);
        hash.Add(s.PitchClasses.Bits);
        hash.Add(s.LowestKey);
        hash.Add(s.HighestKey);
        hash.Add(s.Density);
        hash.Add((int)s.Grid);
        hash.Add(s.Quantise);
        hash.Add(s.Swing);
        hash.Add(_opening ? 1 : 0);
        return hash.Value;
    }

    private int Compose(ref Pcg32 random)
    {
        if (_given.IsWaiting) return _given.Wait();
        CatchUp();
        Span<float> logits = _decoder.Step(_tokens[_count - 1]);
        _fed = _count;
        logits[TokenVocabulary.Start] = float.NegativeInfinity;
        bool due = _given.IsDue(_state);
        float dueLogit = due ? logits[_given.Token] : 0;
        _grammar.Apply(_state, logits);
        _voices.Apply(_state, logits);
        if (_request.Settings.Scale != ScaleKind.Chromatic) _scale.Apply(_state, logits);
        foreach (AllowedRange range in _ranges) range.Apply(_state, logits);
        if (_request.Settings.Density != 0) _density.Apply(_state, logits);
        _repeats.Apply(_state, logits);
        LimitWaits(logits);
        LimitOnsets(logits);
        if (due) _given.MakeRoom(dueLogit, logits);
        if (due && _opening) LetOpen(logits);
        int token = _sampler.Sample(logits, _request.Settings.Sampling, ref random);
        if (token < 0) token = _vocabulary.IdOfWait(Math.Max(1, (long)(_unitsPerQuarter / 4)));
        return _vocabulary.IsWait(token) ? _given.Limit(ToGrid(token), _state) : token;
    }

    // the notes up to a time become the prompt
    private void Resume(long end)
    {
        _prompt.Write(Notes, end);
        Align(_prompt.Tokens);
        _state.Clear();
        foreach (int token in _prompt.Tokens) _state.Take(token);
        _promptEnd = _state.Time;
        _endTime = end;
    }

    // the note that opens comes before a given one at the same moment, where it can
    private void LetOpen(Span<float> logits)
    {
        float given = logits[_given.Token];
        logits[_given.Token] = float.NegativeInfinity;
        if (!logits.ContainsAnyInRange(float.MinValue, float.MaxValue)) logits[_given.Token] = given;
    }

    // an answer begins with a note, at once
    private void LimitWaits(Span<float> logits)
    {
        for (int token = 1; token < logits.Length; token++)
        {
            bool wait = _vocabulary.IsWait(token);
            bool allowed = !wait ? !_opening || _vocabulary.EventOf(token).Kind != NesEventKind.NoteOff
                : !_opening && _vocabulary.WaitOf(token) <= LongestWait * _unitsPerQuarter;
            if (!allowed) logits[token] = float.NegativeInfinity;
        }
    }

    /// <summary>Takes the decoder back no further than to where other tokens part from what it took.</summary>
    private void Align(ReadOnlySpan<int> tokens)
    {
        int common = tokens.CommonPrefixLength(_tokens.AsSpan(0, _fed));
        common = Math.Min(common, tokens.Length - 1);
        if (!_decoder.Rewind(_fed - common))
        {
            _decoder.Reset();
            common = 0;
        }

        _fed = common;
        tokens.CopyTo(_tokens);
        _count = tokens.Length;
        _replayEnd = 0;
    }
}
