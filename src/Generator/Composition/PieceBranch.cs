using LakhNes.Score.Tokens;

namespace LakhNes.Generator.Composition;

/// <summary>One of several ways in which a piece may go on after its mark: <see cref="Piece.SetMark"/>.</summary>
/// <param name="text">What the tokens mean.</param>
/// <param name="room">Tokens that it has at most.</param>
public sealed class PieceBranch(IMusicText text, int room)
{
    private readonly int[] _tokens = new int[room];
    private int _count;

    /// <summary>Its tokens since the mark.</summary>
    public ReadOnlySpan<int> Tokens => _tokens.AsSpan(0, _count);

    /// <summary>Where the piece stands after them.</summary>
    public PieceState State { get; } = new(text);

    /// <summary>The random stream that its next token is drawn from.</summary>
    public Pcg32 Random { get; set; }

    /// <summary>Nothing more is to be composed.</summary>
    public bool IsComplete { get; set; }

    /// <summary>As <see cref="Piece.NegativeLogLikelihood"/>.</summary>
    internal double NegativeLogLikelihood { get; set; }

    /// <summary>Remembers tokens since the mark.</summary>
    internal void Keep(ReadOnlySpan<int> tokens)
    {
        tokens.CopyTo(_tokens);
        _count = tokens.Length;
    }
}
