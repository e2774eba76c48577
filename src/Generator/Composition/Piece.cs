using LakhNes.Generator.Sampling;
using LakhNes.Score;
using LakhNes.Score.Tokens;

namespace LakhNes.Generator.Composition;

/// <summary>
/// A piece that is being composed. It is told what the model expects and answers with the next token; the caller runs the model.
/// Allocates nothing while it composes, unless it outgrows the room that it was given for its tokens.
/// </summary>
public sealed class Piece
{
    private readonly CompositionPlan _plan;
    private readonly Sampler _sampler;
    private readonly List<int> _tokens;
    private Pcg32 _random;
    private int _given;
    private long _remainingWait;

    /// <summary>Begins a piece.</summary>
    /// <param name="vocabulary">The model's vocabulary.</param>
    /// <param name="plan">What the piece is to be.</param>
    /// <param name="random">The random stream that it draws from.</param>
    /// <param name="prompt">Tokens that it continues; the model has been fed with them.</param>
    /// <param name="room">For how many tokens there is room from the start.</param>
    /// <exception cref="ArgumentException">The vocabulary has no token for a given event.</exception>
    public Piece(TokenVocabulary vocabulary, CompositionPlan plan, Pcg32 random, ReadOnlySpan<int> prompt, int room = 1024)
    {
        foreach (NesEvent e in plan.Given)
        {
            if (vocabulary.IdOf(e) < 0) throw new ArgumentException($"the vocabulary has no token for {e}", nameof(plan));
        }

        _plan = plan;
        _random = random;
        _sampler = new Sampler(vocabulary.Count);
        _tokens = new List<int>(room);
        State = new PieceState(vocabulary);
        foreach (int token in prompt) State.Take(token);
        while (_given < plan.Given.Length && plan.Given[_given].Time < State.Time) _given++;
    }

    /// <summary>Where the piece stands.</summary>
    public PieceState State { get; }

    /// <summary>What has been composed, without the prompt.</summary>
    public IReadOnlyList<int> Tokens => _tokens;

    /// <summary>The negative logarithm of the probability with which these tokens were drawn, in nats.</summary>
    public double NegativeLogLikelihood { get; private set; }

    /// <summary>Nothing more is to be composed.</summary>
    public bool IsComplete => _tokens.Count >= (_plan.TokenCount ?? int.MaxValue)
        || (State.Time >= (_plan.EndTime ?? long.MaxValue) && !GivenIsDue && _remainingWait == 0);

    private bool GivenIsDue => _given < _plan.Given.Length && _plan.Given[_given].Time <= State.Time;

    /// <summary>Draws the next token.</summary>
    /// <param name="logits">What the model expects; overwritten.</param>
    /// <returns>The token, to feed to the model. If the constraints allow nothing at all, the shortest wait.</returns>
    public int Next(Span<float> logits)
    {
        int token = _remainingWait > 0 ? LongestWaitWithin(_remainingWait) : Draw(logits);
        if (State.Vocabulary.IsWait(token)) _remainingWait = Math.Max(0, _remainingWait - State.Vocabulary.WaitOf(token));
        if (GivenIsDue && token == State.Vocabulary.IdOf(_plan.Given[_given])) _given++;
        State.Take(token);
        _tokens.Add(token);
        return token;
    }

    private int Draw(Span<float> logits)
    {
        TokenVocabulary vocabulary = State.Vocabulary;
        logits[TokenVocabulary.Start] = float.NegativeInfinity;
        int due = GivenIsDue ? vocabulary.IdOf(_plan.Given[_given]) : -1;
        float dueLogit = due >= 0 ? logits[due] : 0;
        foreach (ILogitConstraint constraint in _plan.Constraints) constraint.Apply(State, logits);
        if (due >= 0) MakeRoomFor(due, dueLogit, logits);
        int token = _sampler.Sample(logits, _plan.Sampling, ref _random);
        NegativeLogLikelihood -= Math.Log(_sampler.Probability);
        if (token < 0) token = vocabulary.IdOfWait(1);
        if (!vocabulary.IsWait(token)) return token;

        // a wait past the next given event, or past the end, means that nothing is composed until then
        long next = _given < _plan.Given.Length ? _plan.Given[_given].Time : long.MaxValue;
        long room = Math.Min(next, _plan.EndTime ?? long.MaxValue) - State.Time;
        if (vocabulary.WaitOf(token) <= room) return token;
        _remainingWait = room;
        return LongestWaitWithin(room);
    }

    /// <summary>At the time of a given event only it, and events that stand before it at one instant, can be drawn.</summary>
    private void MakeRoomFor(int due, float dueLogit, Span<float> logits)
    {
        TokenVocabulary vocabulary = State.Vocabulary;
        int order = PieceState.Order(vocabulary.EventOf(due));
        for (int token = 1; token < logits.Length; token++)
        {
            if (vocabulary.IsWait(token) || PieceState.Order(vocabulary.EventOf(token)) >= order) logits[token] = float.NegativeInfinity;
        }

        logits[due] = float.IsFinite(dueLogit) ? dueLogit : 0;
    }

    private int LongestWaitWithin(long units)
    {
        TokenVocabulary vocabulary = State.Vocabulary;
        int token = vocabulary.IdOfWait(units);

        // the nearest may be longer; the next shorter one is not
        for (long shorter = units; shorter > 1 && vocabulary.WaitOf(token) > units; token = vocabulary.IdOfWait(--shorter)) { }
        return token;
    }
}
