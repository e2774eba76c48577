using LakhNes.Engine.Generation.Requests;
using LakhNes.Engine.Settings;
using LakhNes.Engine.Timing;

namespace LakhNes.Engine.Generation.Takes;

/// <summary>A take as a state stores it: whole, with what it takes to replay it.</summary>
internal sealed record StoredTake
{
    /// <summary>See <see cref="Take.Number"/>.</summary>
    public int Number { get; init; }

    /// <summary>See <see cref="Take.Kept"/>.</summary>
    public bool Kept { get; init; }

    /// <summary>See <see cref="Take.Favourite"/>.</summary>
    public bool Favourite { get; init; }

    /// <summary>See <see cref="Take.Name"/>.</summary>
    public string Name { get; init; } = "";

    /// <summary>See <see cref="Take.Truncated"/>.</summary>
    public bool Truncated { get; init; }

    /// <summary>See <see cref="Take.End"/>.</summary>
    public double End { get; init; }

    /// <summary>See <see cref="Take.InfillOf"/>.</summary>
    public int InfillOf { get; init; }

    /// <summary>See <see cref="Take.Model"/>.</summary>
    public string Model { get; init; } = "";

    /// <summary>What began it; what a state does not say of it is as in a fresh instance.</summary>
    public CompositionRequest Request { get; init; } = new() { Tempo = 120, BarLength = 4, Settings = new GeneratorSettings() };

    /// <summary>See <see cref="Take.PromptLength"/>.</summary>
    public int PromptLength { get; init; }

    /// <summary>See <see cref="Take.Tempos"/>; none where an older version wrote it.</summary>
    public TempoPoint[] Tempos { get; init; } = [];

    /// <summary>See <see cref="Take.Notes"/>.</summary>
    public TakeNote[] Notes { get; init; } = [];

    /// <summary>What was composed, as the model's tokens.</summary>
    public ushort[] Tokens { get; init; } = [];

    /// <summary>Which of the tokens which request gave.</summary>
    public TakeSegment[] Segments { get; init; } = [];
}
