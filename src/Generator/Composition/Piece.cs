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
    private readonly GivenEvent _next;
    private Pcg32 _random;
    private int _given;

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
        _next = new GivenEvent(vocabulary) { End = plan.EndTime ?? long.MaxValue };
        SetNext();
    }

    /// <summary>Where the piece stands.</summary>
    public PieceState State { get; }

    /// <summary>What has been composed, without the prompt.</summary>
    public IReadOnlyList<int> Tokens => _tokens;

    /// <summary>The negative logarithm of the probability with which these tokens were drawn, in nats.</summary>
    public double NegativeLogLikelihood { get; private set; }

    /// <summary>Nothing more is to be composed.</summary>
    public bool IsComplete => _tokens.Count >= (_plan.TokenCount ?? int.MaxValue)
        || (State.Time >= _next.End && !_next.IsDue(State) && !_next.IsWaiting);

    /// <summary>Draws the next token.</summary>
    /// <param name="logits">What the model expects; overwritten.</param>
    /// <returns>The token, to feed to the model. If the constraints allow nothing at all, the shortest wait.</returns>
    public int Next(Span<float> logits)
    {
        int token = _next.IsWaiting ? _next.Wait() : Draw(logits);
        if (_next.IsDue(State) && token == _next.Token)
        {
            _given++;
            SetNext();
        }

        State.Take(token);
        _tokens.Add(token);
        return token;
    }

    private void SetNext()
    {
        if (_given == _plan.Given.Length) _next.Clear();
        else _next.Set(State.Vocabulary.IdOf(_plan.Given[_given]), _plan.Given[_given].Time);
    }

    private int Draw(Span<float> logits)
    {
        logits[TokenVocabulary.Start] = float.NegativeInfinity;
        bool due = _next.IsDue(State);
        float dueLogit = due ? logits[_next.Token] : 0;
        foreach (ILogitConstraint constraint in _plan.Constraints) constraint.Apply(State, logits);
        if (due) _next.MakeRoom(dueLogit, logits);
        int token = _sampler.Sample(logits, _plan.Sampling, ref _random);
        NegativeLogLikelihood -= Math.Log(_sampler.Probability);
        return _next.Limit(token < 0 ? State.Vocabulary.IdOfWait(1) : token, State);
    }
}
