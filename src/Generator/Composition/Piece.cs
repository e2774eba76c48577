using System.Collections.Immutable;
using LakhNes.Generator.Composition.Form;
using LakhNes.Generator.Recall;
using LakhNes.Generator.Sampling;
using LakhNes.Score.Tokens;

namespace LakhNes.Generator.Composition;

/// <summary>
/// A piece that is being composed: its tokens from the prompt on, and the rules by which the next one is chosen. It is told what
/// the model expects and answers with the next token; <see cref="Composer"/> runs the model. May begin anew any number of times.
/// Allocates nothing while it composes, unless it outgrows the room that it was given for its tokens.
/// </summary>
public sealed class Piece
{
    private readonly IMusicText _text;
    private readonly ImmutableArray<ILogitConstraint> _constraints;
    private readonly IMixture? _mixture;
    private readonly Sampler _sampler;
    private readonly Given _given;
    private readonly SectionRepeats _repeats;
    private int[] _tokens;
    private Pcg32 _random;
    private int _count;
    private int _promptLength;
    private int _replayEnd;
    private Mark _mark;

    /// <summary>Makes a piece without a prompt; it begins with <see cref="Begin"/>.</summary>
    /// <param name="text">What tokens mean.</param>
    /// <param name="constraints">What is allowed, applied in this order.</param>
    /// <param name="mixture">What is mixed with what the model expects.</param>
    /// <param name="room">For how many tokens there is room from the start.</param>
    public Piece(IMusicText text, ImmutableArray<ILogitConstraint> constraints, IMixture? mixture = null, int room = 1024)
    {
        _text = text;
        _constraints = constraints;
        _mixture = mixture;
        _sampler = new Sampler(text.Count);
        _tokens = new int[room];
        _given = new Given(text);
        _repeats = new SectionRepeats(text);
        State = new PieceState(text);
        _mark = new Mark(new PieceState(text), 0, default, 0);
    }

    /// <summary>Begins a piece by a plan.</summary>
    /// <param name="text">What tokens mean.</param>
    /// <param name="plan">What the piece is to be.</param>
    /// <param name="random">The random stream that it draws from.</param>
    /// <param name="prompt">Tokens that it continues.</param>
    /// <param name="room">For how many tokens there is room from the start.</param>
    /// <exception cref="ArgumentException">The text has no token for a given event.</exception>
    public Piece(IMusicText text, CompositionPlan plan, Pcg32 random, ReadOnlySpan<int> prompt, int room = 1024)
        : this(text, plan.Constraints, plan.Mixture?.Invoke(), prompt.Length + room)
    {
        Sampling = plan.Sampling;
        TokenCount = plan.TokenCount ?? int.MaxValue;
        EndTime = plan.EndTime ?? long.MaxValue;
        Form = plan.Form;
        Begin(prompt, random, plan.Given.IsEmpty ? null : new GivenList(plan.Given, text), plan.Opens);
    }

    /// <summary>Where the piece stands.</summary>
    public PieceState State { get; }

    /// <summary>All tokens, the prompt's first.</summary>
    public ReadOnlySpan<int> AllTokens => _tokens.AsSpan(0, _count);

    /// <summary>What has been composed, without the prompt.</summary>
    public ReadOnlySpan<int> Tokens => _tokens.AsSpan(_promptLength.._count);

    /// <summary>Room for tokens that are known to come next: see <see cref="Replay"/>.</summary>
    public Span<int> Room => _tokens.AsSpan(_count);

    /// <summary>The tokens that are known to come next: see <see cref="Replay"/>.</summary>
    public ReadOnlySpan<int> Known => _tokens.AsSpan(_count, Math.Max(0, _replayEnd - _count));

    /// <summary>So many of the first tokens are what the model's stream has been told, or is never told.</summary>
    public int KnownToModel { get; set; }

    /// <summary>The model is told the tokens from this one on: it would not remember what lies further back.</summary>
    public int ToldFrom { get; private set; }

    /// <summary>How tokens are drawn; may be changed between them.</summary>
    public SamplingOptions Sampling { get; set; }

    /// <summary>How many tokens are composed at most.</summary>
    public int TokenCount { get; set; } = int.MaxValue;

    /// <summary>Where the piece ends, on the clock of <see cref="PieceState.Time"/>: no wait goes beyond.</summary>
    public long EndTime
    {
        get => _given.End;
        set => _given.End = value;
    }

    /// <summary>The sections that it has, on the clock of <see cref="PieceState.Time"/>; none from the start.</summary>
    public FormPlan Form
    {
        get => _repeats.Plan;
        set => _repeats.Plan = value;
    }

    /// <summary>
    /// When the next section begins, or that part of one that is another than before; <see cref="long.MaxValue"/> where none
    /// does.
    /// </summary>
    public long NextPart => _repeats.LineAfter(State.Time);

    /// <summary>How long to wait where the constraints allow nothing at all, in units; 1 or more.</summary>
    public long Pause { get; set; } = 1;

    /// <summary>The negative logarithm of the probability with which these tokens were drawn, in nats.</summary>
    public double NegativeLogLikelihood { get; private set; }

    /// <summary>The last token stands for a given event.</summary>
    public bool LastWasGiven { get; private set; }

    /// <summary>The next token is known beforehand: see <see cref="Replay"/>.</summary>
    public bool IsReplaying => _count < _replayEnd;

    /// <summary>The next token depends on what the model expects.</summary>
    public bool NeedsModel => !IsReplaying && !_given.IsWaiting;

    /// <summary>Nothing more is to be composed.</summary>
    public bool IsComplete =>
        _count - _promptLength >= TokenCount || (State.Time >= EndTime && !_given.IsDue(State) && !_given.IsWaiting);

    /// <summary>
    /// Begins anew. What the model has been told, and the new prompt begins with too, it need not be told again.
    /// </summary>
    /// <param name="prompt">Tokens that the piece continues; not those of this piece.</param>
    /// <param name="random">The random stream that it draws from.</param>
    /// <param name="given">Events that must occur; null: none.</param>
    /// <param name="opens">The first token that is composed is a note.</param>
    /// <param name="toldFrom">The first token of the prompt that the model is told; see <see cref="ToldFrom"/>.</param>
    public void Begin(ReadOnlySpan<int> prompt, Pcg32 random, IGivenEvents? given = null, bool opens = false, int toldFrom = 0)
    {
        _random = random;
        NegativeLogLikelihood = 0;
        Replace(prompt, opens, given is not null, toldFrom);
        _given.Begin(given, State);
    }

    /// <summary>Goes on after other tokens, as if they were what has come so far: what is asked for stays as it is.</summary>
    /// <param name="prompt">The tokens; not those of this piece.</param>
    /// <param name="toldFrom">The first of them that the model is told.</param>
    public void GoOnAfter(ReadOnlySpan<int> prompt, int toldFrom = 0)
    {
        long time = State.Time;
        Replace(prompt, State.IsOpening, holds: false, toldFrom);
        _given.Shift(State.Time - time);
        if (!Form.Form.IsNone)
            Form = Form with { Start = Form.Start + State.Time - time };
    }

    /// <summary>The random stream that the next token is drawn from.</summary>
    public Pcg32 Random
    {
        get => _random;
        set => _random = value;
    }

    /// <summary>Remembers where the piece stands, for <see cref="TakeBack"/>. Not for a piece with given events.</summary>
    public void SetMark()
    {
        _mark.State.CopyFrom(State);
        _mark = _mark with { Count = _count, Random = _random, NegativeLogLikelihood = NegativeLogLikelihood };
    }

    /// <summary>Takes back all tokens since <see cref="SetMark"/>, and what was drawn for them. Any number of times.</summary>
    public void TakeBack()
    {
        _mixture?.Rewind(_mark.Count);
        State.CopyFrom(_mark.State);
        (_count, _random, NegativeLogLikelihood) = (_mark.Count, _mark.Random, _mark.NegativeLogLikelihood);
        _replayEnd = 0;
        KnownToModel = Math.Min(KnownToModel, Math.Max(ToldFrom, _count - 1));
    }

    /// <summary>Remembers how the piece goes on after its mark.</summary>
    public void Keep(PieceBranch branch)
    {
        branch.Keep(_tokens.AsSpan(_mark.Count.._count));
        branch.State.CopyFrom(State);
        (branch.Random, branch.NegativeLogLikelihood) = (_random, NegativeLogLikelihood);
    }

    /// <summary>Goes on after its mark as was remembered.</summary>
    public void GoOnAs(PieceBranch branch)
    {
        TakeBack();
        foreach (int token in branch.Tokens)
            Append(token);
        State.CopyFrom(branch.State);
        (_random, NegativeLogLikelihood) = (branch.Random, branch.NegativeLogLikelihood);
    }

    /// <summary>The next tokens are known beforehand, and stand in <see cref="Room"/>.</summary>
    /// <param name="count">How many.</param>
    public void Replay(int count) => _replayEnd = _count + count;

    /// <summary>
    /// Where a section begins that comes again, its tokens are the next ones: to be asked before the next token.
    /// </summary>
    public void Repeat()
    {
        if (!RepeatsHere)
            return;
        if (_tokens.Length < _count + RoomToRepeat)
            Array.Resize(ref _tokens, _count + RoomToRepeat);
        _replayEnd = _repeats.Write(State, _tokens, _count);
    }

    /// <summary>
    /// A part of the piece as it would come again here, after the last token: that token, and those of the part. Valid until the
    /// next token; the piece stays as it is.
    /// </summary>
    /// <param name="from">When the part begins, on the clock of <see cref="PieceState.Time"/>.</param>
    /// <param name="length">How long it is.</param>
    public ReadOnlySpan<int> Again(long from, long length)
    {
        if (_tokens.Length < _count + RoomToRepeat)
            Array.Resize(ref _tokens, _count + RoomToRepeat);
        return _tokens.AsSpan((_count - 1).._repeats.Copy(State, _tokens, _count, from, length));
    }

    /// <summary>A section may begin here that comes again, and <see cref="Repeat"/> was not asked yet.</summary>
    public bool RepeatsHere => !IsReplaying && !_given.IsWaiting && _repeats.Begins(State);

    /// <summary>So many tokens a section that comes again has at most.</summary>
    public int RoomToRepeat => Math.Min(2 * _count, SectionRepeats.MostTokens);

    /// <summary>Adds the next token.</summary>
    /// <param name="logits">What the model expects; overwritten. Not looked at unless the piece <see cref="NeedsModel"/>.</param>
    /// <returns>The token. If the constraints allow nothing at all, a wait of <see cref="Pause"/>.</returns>
    public int Next(Span<float> logits)
    {
        // as many random numbers as tokens, so that replayed ones can be followed by drawn ones
        Pcg32 draw = _random;
        _random.NextUInt32();
        int token =
            IsReplaying ? Replayed()
            : _given.IsWaiting ? _given.Wait(State)
            : Draw(logits, ref draw);
        LastWasGiven = _given.IsDue(State) && token == _given.Token;
        if (LastWasGiven)
            _given.Take();
        State.Take(token, LastWasGiven);
        if (_count == _tokens.Length)
            Array.Resize(ref _tokens, 2 * _count);
        Append(token);
        return token;
    }

    // what an earlier piece, perhaps of a damaged file, had here
    private int Replayed() =>
        _tokens[_count] > TokenVocabulary.Start && _tokens[_count] < _text.Count ? _tokens[_count] : Wait(1);

    private int Draw(Span<float> logits, ref Pcg32 random)
    {
        _mixture?.Mix(logits, _repeats.NewSince(State.Time));
        logits[TokenVocabulary.Start] = float.NegativeInfinity;
        _given.Prepare(State, logits);
        _given.Line = NextPart;
        foreach (ILogitConstraint constraint in _constraints)
            constraint.Apply(State, logits);
        _given.Apply(State, logits);
        int token = _sampler.Sample(logits, Sampling, ref random);
        NegativeLogLikelihood -= Math.Log(_sampler.Probability);
        return _given.Limit(token < 0 ? Wait(Pause) : token, State);
    }

    private int Wait(long units) => _text.NearestWait(State.Time, State.Time + units);

    private void Replace(ReadOnlySpan<int> prompt, bool opens, bool holds, int toldFrom)
    {
        int common = prompt.CommonPrefixLength(AllTokens);
        bool same = toldFrom == ToldFrom && common > toldFrom;
        KnownToModel = same ? Math.Min(KnownToModel, Math.Min(common, Math.Max(toldFrom, prompt.Length - 1))) : toldFrom;
        ToldFrom = toldFrom;
        _mixture?.Rewind(common);
        _count = common;
        _replayEnd = 0;
        if (prompt.Length > _tokens.Length)
            Array.Resize(ref _tokens, prompt.Length);
        foreach (int token in prompt[common..])
            Append(token);
        _promptLength = _count;
        State.Begin(prompt, opens, holds);
    }

    private void Append(int token)
    {
        _tokens[_count++] = token;
        _mixture?.Take(token);
    }

    // where a piece stood
    private readonly record struct Mark(PieceState State, int Count, Pcg32 Random, double NegativeLogLikelihood);
}
