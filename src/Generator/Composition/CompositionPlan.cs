using System.Collections.Immutable;
using LakhNes.Generator.Composition.Form;
using LakhNes.Generator.Recall;
using LakhNes.Generator.Sampling;
using LakhNes.Score;

namespace LakhNes.Generator.Composition;

/// <summary>What a piece is to be: what is drawn, under which constraints, around which given events, and how long.</summary>
public sealed record CompositionPlan
{
    /// <summary>How tokens are drawn.</summary>
    public required SamplingOptions Sampling { get; init; }

    /// <summary>What is allowed, applied in this order.</summary>
    public ImmutableArray<ILogitConstraint> Constraints { get; init; } = [];

    /// <summary>Makes what is mixed with what the model expects, for one piece; null: nothing is.</summary>
    public Func<IMixture>? Mixture { get; init; }

    /// <summary>
    /// Events that must occur, ordered by time and at one time by <see cref="PieceState.Order"/>; times count from the beginning
    /// of the prompt, in the vocabulary's units. What is composed fits itself in around them.
    /// </summary>
    public ImmutableArray<NesEvent> Given { get; init; } = [];

    /// <summary>The piece's sections, on the same clock as <see cref="EndTime"/>; none from the start.</summary>
    public FormPlan Form { get; init; }

    /// <summary>It is to open with a note, for constraints that see to it.</summary>
    public bool Opens { get; init; }

    /// <summary>Where the piece ends, in the vocabulary's units from the beginning of the prompt.</summary>
    public long? EndTime { get; init; }

    /// <summary>How many tokens are composed at most, given ones included.</summary>
    public int? TokenCount { get; init; }
}
