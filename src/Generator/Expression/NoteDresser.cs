using LakhNes.Generator.Sampling;
using LakhNes.Score;

namespace LakhNes.Generator.Expression;

/// <summary>
/// Says how composed notes are played, by what songs do with such notes and by how those before them were played. What is drawn
/// depends on the seed and on the note's surroundings, so that music that comes again is played as it was. Allocates nothing once
/// it is made.
/// </summary>
public sealed class NoteDresser
{
    // below 1: songs' composers were surer than a network of their songs
    private static readonly SamplingOptions Sampling = new(Temperature: 1f, TopK: 0, TopP: 1);

    private readonly ExpressionNetwork _network;
    private readonly ExpressionContext _context = new();
    private readonly float[] _numbers = new float[ExpressionContext.Size];
    private readonly float[] _first = new float[ExpressionNetwork.Hidden];
    private readonly float[] _second = new float[ExpressionNetwork.Hidden];
    private readonly float[] _logits = new float[ExpressionNetwork.Outputs];
    private readonly Sampler _sampler = new(ExpressionNetwork.Shapes);
    private ulong _seed;

    /// <summary>Makes one that has heard nothing.</summary>
    public NoteDresser(ExpressionNetwork network) => _network = network;

    /// <summary>Forgets what was heard.</summary>
    /// <param name="seed">Of what is drawn from then on.</param>
    public void Begin(ulong seed)
    {
        _seed = seed;
        _context.Clear();
    }

    /// <summary>Hears a note's beginning or end, played as it says.</summary>
    public void Hear(in ExpressedNote note) => _context.Hear(in note);

    /// <summary>Says how a note that begins is played, and hears it so.</summary>
    /// <param name="note">The note; what it says of its expression does not count.</param>
    /// <returns>Its expression; none of the triangle, whose volume cannot be set.</returns>
    public NoteExpression Dress(in ExpressedNote note)
    {
        NoteExpression expression = note.Voice.HasVelocity() ? Draw(in note) : NoteExpression.None;
        _context.Hear(note with { Expression = expression });
        return expression;
    }

    private NoteExpression Draw(in ExpressedNote note)
    {
        _context.Describe(in note, _numbers);
        _network.Compute(_numbers, _first, _second, _logits);
        var random = new Pcg32(_seed, Surroundings());
        int volume = _sampler.Sample(_logits.AsSpan(0, ExpressionNetwork.Volumes), Sampling, ref random);
        int timbre = _sampler.Sample(_logits.AsSpan(ExpressionNetwork.Volumes, note.Voice.Timbres()), Sampling, ref random);
        int shape = _sampler.Sample(_logits.AsSpan(^ExpressionNetwork.Shapes..), Sampling, ref random);
        return new NoteExpression((byte)(volume + 1), (byte)timbre, (byte)(shape + 1));
    }

    // FNV-1a over which numbers of the description are not 0
    private ulong Surroundings()
    {
        ulong hash = 14695981039346656037;
        for (int i = 0; i < _numbers.Length; i++)
        {
            if (_numbers[i] != 0)
                hash = (hash ^ (uint)i) * 1099511628211;
        }
        return hash;
    }
}
