using System.Diagnostics.CodeAnalysis;
using LakhNes.Engine.Generation.Requests;
using LakhNes.Engine.Generation.Takes;
using LakhNes.Engine.Settings;
using LakhNes.Generator;
using LakhNes.Generator.Composition;
using LakhNes.Generator.Composition.Constraints;
using LakhNes.Generator.Composition.Form;
using LakhNes.Generator.Decoding;
using LakhNes.Generator.Expression;
using LakhNes.Generator.Recall;
using LakhNes.Score;
using LakhNes.Score.Harmony;
using LakhNes.Score.Randomness;
using LakhNes.Score.Tokens;

namespace LakhNes.Engine.Generation;

/// <summary>
/// Composes in song position, token by token: what comes out is a function of the captured notes and the requests alone. A
/// request that changes what was to come takes the decoder back to where the tokens part, and goes on from there. Allocates
/// nothing after construction; one thread at a time.
/// </summary>
internal sealed partial class LiveComposer : IDisposable
{
    private const int TokenCapacity = 1 << 16;
    private const int Rewind = 1024;

    // tokens
    private const int Told = 512;

    // small models get stuck on a note
    private const int MostRepeats = 8;

    // a voice that is silent for longer than this makes the model lose the thread: waits end after a bar
    private const double LongestWait = 4;

    // quarter notes of a beat where eighths go in threes
    private const double CompoundBeat = 1.5;

    // nats by which what does not belong to the key of what was heard is less likely
    private const float HeardKey = 1.5f;

    private readonly TransformerXlDecoder _decoder;
    private readonly IMusicText _text;

    // the text where it knows bars
    private readonly BarMusicText? _bars;
    private readonly Prompt _prompt;
    private readonly AllowedVoices _voices = new(VoiceSet.All);
    private readonly AllowedScale _scale = new(Scale.Chromatic);
    private readonly AllowedRange[] _ranges =
    [
        new(NesVoice.Pulse1, 0, 127),
        new(NesVoice.Pulse2, 0, 127),
        new(NesVoice.Triangle, 0, 127),
    ];
    private readonly Density _density = new(0);
    private readonly Entrances _entrances = new();
    private readonly WaitLimit _waits = new(LongestWait);
    private readonly ChordTones _chords = new();
    private readonly Tonality _tonality = new();
    private readonly ChordProgression _chord = new(default(Chord));
    private readonly HoldLimit _holds;
    private readonly Onsets _onsets;
    private readonly GivenNotes _given;
    private readonly Composer _composer;
    private readonly Piece _piece;
    private readonly RecallMixture _recall;
    private readonly NoteDresser _dresser = new(ExpressionNetwork.Default);
    private readonly int _capacity;
    private CaptureHistory _history;
    private CompositionRequest _request;
    private VoiceSet _held;

    // the voices that are to play
    private VoiceSet _band;
    private Chord _followed;
    private double _songOffset;
    private double _unitsPerQuarter = 1;

    /// <summary>Makes a composer.</summary>
    /// <param name="model">The model; must outlive the composer.</param>
    /// <param name="history">What was heard.</param>
    /// <param name="capacity">After so many tokens it forgets what the model has long forgotten, and goes on.</param>
    public LiveComposer(TransformerXlModel model, CaptureHistory history, int capacity = TokenCapacity)
    {
        _history = history;
        _capacity = capacity;
        var most = (int)GeneratorTable.Candidates.Range.Maximum;
        _decoder = new TransformerXlDecoder(
            model,
            new DecoderOptions
            {
                Rewind = Rewind,
                Branches = most,
                BranchLength = Candidates.MostTokens,
            }
        );
        if (model.Vocabulary.HasBars)
            _bars = new BarMusicText(model.Vocabulary, Metre.Common);
        _text = _bars ?? (IMusicText)model.Vocabulary;
        _candidates = new Candidates(_text, most);
        _recallAs = candidate => _recall!.Options = Recalled(RecallOptions.OfCandidate(_request.Settings.Recall, candidate));
        _prompt = new Prompt(_text, TokenCapacity);
        _onsets = new Onsets(_text.Count);
        _holds = new HoldLimit(LongestWait) { Chords = _chords };
        _given = new GivenNotes(_text);
        _composer = new Composer(_decoder);
        _recall = new RecallMixture(_text, model.Recall, Math.Max(capacity, TokenCapacity), RecallMixture.ShortestInBar);
        _piece = new Piece(
            _text,
            [
                _voices,
                _holds,
                new Grammar(),
                _scale,
                _chords,
                _tonality,
                .. _ranges,
                _density,
                _entrances,
                new RepeatLimit(MostRepeats),
                _waits,
                new Opening(),
                _onsets,
            ],
            _recall,
            capacity
        );
        _onsets.Keeps = _recall.LeadsToEnd;
    }

    /// <summary>Bytes that it holds, without the model.</summary>
    public unsafe long MemoryBytes =>
        _decoder.MemoryBytes
        + _recall.MemoryBytes
        + ((long)sizeof(int) * TokenCapacity * 2)
        + ((long)sizeof(TimedNote) * NoteCapacity);

    /// <summary>Nothing is to be composed.</summary>
    public bool IsComplete { get; private set; } = true;

    /// <summary>What the settings at Auto took from what is answered.</summary>
    public PhraseStyle Style =>
        new(
            _request.Settings.Scale == ScaleKind.Auto ? _heardKey : null,
            _request.Settings.Grid == QuantiseGrid.Auto && _noteCount > 0 ? _feel.Kind : null
        );

    /// <summary>The request that is worked on.</summary>
    public int Epoch => _request.Epoch;

    /// <summary>What it begins with is known from an earlier take, and not composed.</summary>
    public bool IsReplaying => _piece.IsReplaying;

    /// <summary>The prompt's tokens and those that were composed.</summary>
    public ReadOnlySpan<int> AllTokens => _piece.AllTokens;

    /// <summary>The token that was composed last.</summary>
    public int LastToken => AllTokens[^1];

    /// <summary>How many tokens the last step composed, those that were only tried too.</summary>
    public int StepTokens { get; private set; }

    /// <summary>Song position of the next token, in quarter notes.</summary>
    private double Position => PositionOf(State.Time);

    private PieceState State => _piece.State;

    private ulong Seed => ((ulong)(uint)_request.Settings.Seed << 32) | (uint)_request.Settings.Variation;

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

        FollowSettings();
        if (!revise)
            TakeFeel();
        ChooseGrid();
        if (!revise)
            TellTime();
        long end = revise ? Revise(start) : Begin();
        FollowScene();
        WritePrompt(end);
        FollowPrompt();
        FollowChord();
        bool given = request.GivenCount > 0;
        if (given)
            ChooseGiven();
        _piece.Begin(
            _prompt.Tokens,
            new Pcg32(Seed, request.Stream),
            given ? _given : null,
            opens: !revise && (Answers || given),
            toldFrom: ToldFrom
        );
        if (!revise)
            HearPrompt();
        ForgetCandidates();
        TellDresser();
        PlaceChord();
        PlaceForm();
        _held = given ? State.Sounding : default;
        _songOffset = request.Start - request.StartTime;
        Open();
    }

    /// <summary>Begins to be written down, with what is known from an earlier take.</summary>
    /// <param name="book">The takes.</param>
    /// <param name="take">The request that began the take.</param>
    /// <param name="model">Stands for the model.</param>
    public void Replay(TakeBook book, int take, ulong model) =>
        _piece.Replay(book.BeginSegment(take, _request.Start, KeyOf(model), _piece.Room));

    /// <summary>Makes the decoder know all tokens but the last, unless they are yet to be replayed.</summary>
    /// <param name="most">So many tokens at most.</param>
    /// <returns>Whether it knows them.</returns>
    public bool CatchUp(int most = int.MaxValue) => _composer.CatchUp(_piece, 0, most);

    /// <summary>Tells the model what was heard, and adds up how unlikely its end is to it, a few tokens at a time.</summary>
    /// <param name="from">Where the end begins, a song position.</param>
    /// <param name="most">So many tokens at most.</param>
    /// <param name="nats">How unlikely; null: begins anew.</param>
    /// <returns>Whether all is told; else to be called again.</returns>
    public bool Weigh(double from, int most, [NotNull] ref double? nats) =>
        _composer.Weigh(_piece, 0, FirstHeardAt(from), most, ref nats);

    /// <summary>Composes one token, or replays one.</summary>
    /// <returns>False where the token was only tried: see <see cref="GeneratorSettings.Candidates"/>.</returns>
    public bool Step()
    {
        if (IsComplete)
            return false;
        if (Tries())
        {
            Try();
            return false;
        }

        if (
            _piece.AllTokens.Length >= _capacity
            || (_piece.RepeatsHere && _piece.AllTokens.Length + _piece.RoomToRepeat > _capacity)
        )
            Forget();
        StepTokens = _composer.Step(new ReadOnlySpan<Piece>(in _piece));
        int token = LastToken;
        if (!_text.IsWait(token))
            Hear(_text.EventOf(token));
        IsComplete = Position >= _request.End;
        if (IsComplete)
            Flush();
        else if (_text.IsWait(token))
            Release();
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _decoder.Dispose();

    /// <summary>Stands for all that the present request's tokens and their positions follow from.</summary>
    /// <param name="model">Stands for the model.</param>
    public ulong KeyOf(ulong model)
    {
        var hash = new TakeKey();
        hash.Add((long)model);
        foreach (int token in _prompt.Tokens)
            hash.Add(token);
        hash.Add(_request.Start);
        hash.Add(_unitsPerQuarter);
        hash.Add((long)_request.Stream);
        foreach (Setting row in GeneratorTable.All)
        {
            if (row.Role == SettingRole.Composition)
                hash.Add(row.Read(in _request.Settings));
        }

        hash.Add(_scale.Scale.Bits);
        hash.Add(_holds.Longest);
        Feel feel = _request.Settings.Grid == QuantiseGrid.Auto ? _feel : Feel.Straight;
        hash.Add(feel.Step);
        hash.Add(feel.Swing);
        hash.Add(_request.BarLength);
        hash.Add(_followed.Code);
        hash.Add(_followed.IsNone ? 0 : _request.ChordFrom);
        hash.Add(_request.SectionBars);
        hash.Add(_request.HasTheme ? 1 : 0);
        hash.Add(_request.Players.Bits);
        AddOwnForm(ref hash);
        hash.Add(State.IsOpening ? 1 : 0);
        return hash.Value;
    }

    private void AddOwnForm(ref TakeKey hash)
    {
        if (_request.Settings.Form != FormKind.Own)
            return;
        SongForm form = _request.Settings.OwnForm;
        for (int i = 0; i < form.Count; i++)
        {
            hash.Add(form[i].Letter);
            hash.Add(form[i].Bars);
        }
    }

    private double PositionOf(long time) => _request.Start + ((time - State.PromptEnd) / _unitsPerQuarter);

    // the prompt's first token at a song position or later, none that the model is not told
    private int FirstHeardAt(double position)
    {
        ReadOnlySpan<int> tokens = _prompt.Tokens;
        long time = 0,
            at = _endTime - (long)Math.Round((_request.Start - position) * _unitsPerQuarter);
        int i = 0;
        for (; i < tokens.Length - 1 && _text.TimeAfter(tokens[i], time) < at; i++)
            time = _text.TimeAfter(tokens[i], time);
        return Math.Max(i, ToldFrom + 1);
    }

    private bool Answers => _request.Settings.Mode != GeneratorMode.Accompany && _request.GivenCount == 0;

    // the model is told half to all of what it remembers twice over, from the same token on while the prompt grows by that much
    private int ToldFrom => Math.Max(0, (_prompt.Tokens.Length / Told) - 1) * Told;

    // the notes up to a time become the prompt
    private void WritePrompt(long end)
    {
        _bars?.Voices = ToldVoices().Bits;
        _prompt.Write(Notes, end);
        _endTime = end;
    }
}
