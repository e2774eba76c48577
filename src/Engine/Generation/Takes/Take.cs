using System.Collections.Immutable;
using LakhNes.Engine.Generation.Requests;
using LakhNes.Engine.Settings;
using LakhNes.Engine.Timing;

namespace LakhNes.Engine.Generation.Takes;

/// <summary>An answer of the generator as it was heard, with what it answered. Immutable.</summary>
public sealed record Take
{
    /// <summary>Characters that a name has at most.</summary>
    public const int LongestName = 48;

    // quarter notes: a take that was stopped so little after a bar line ends with it
    private const double Sliver = 1.0 / 64;

    /// <summary>Counts up with every take of an instance, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>It is locked: it is what plays in its part of the song.</summary>
    public required bool Kept { get; init; }

    /// <summary>The user likes it: others make room for new takes before it does.</summary>
    public bool Favourite { get; init; }

    /// <summary>What the user calls it; empty: nothing.</summary>
    public string Name { get; init; } = "";

    /// <summary>It is still being played.</summary>
    public required bool Open { get; init; }

    /// <summary>It answers in a running song of the host, rather than by the plugin's own clock.</summary>
    public required bool InSong { get; init; }

    /// <summary>There was no room for all of its notes.</summary>
    public required bool Truncated { get; init; }

    /// <summary>Where the answer begins, in quarter notes of the song.</summary>
    public required double Start { get; init; }

    /// <summary>Where it ends, in quarter notes of the song; of an open one, how far it is.</summary>
    public required double End { get; init; }

    /// <summary>Quarter notes a minute at its beginning.</summary>
    public required double Tempo { get; init; }

    /// <summary>Where a bar of the song begins, in quarter notes.</summary>
    public double BarLine { get; init; }

    /// <summary>Length of a bar in quarter notes, as it was at the take's beginning.</summary>
    public double BarLength { get; init; } = 4;

    /// <summary>The <see cref="Number"/> of the take of which this one is an infill; 0: of none.</summary>
    public int InfillOf { get; init; }

    /// <summary>The song's tempo and metre from the prompt on, by position; at least one point.</summary>
    public required ImmutableArray<TempoPoint> Tempos { get; init; }

    /// <summary>What composed it: the model file's name without its extension.</summary>
    public required string Model { get; init; }

    /// <summary>The settings at its beginning; seed and variation among them.</summary>
    public required GeneratorSettings Settings { get; init; }

    /// <summary>How many of the <see cref="Notes"/>, from the first on, are the prompt: what was heard before the answer.</summary>
    public required int PromptLength { get; init; }

    /// <summary>The notes in the order in which they were heard. Positions before <see cref="Start"/> are those of the prompt.</summary>
    public required ImmutableArray<TakeNote> Notes { get; init; }

    /// <summary>How many notes came too late to be heard.</summary>
    public required int Dropped { get; init; }

    /// <summary>How many bars it is long: the first is that in which it begins, and all but the first and the last are whole.</summary>
    public int Bars => Math.Max(1, (int)Math.Ceiling((End - FirstBarLine - Sliver) / BarLength));

    /// <summary>Where one of its bars begins, or it itself, in quarter notes of the song.</summary>
    /// <param name="bar">1 to <see cref="Bars"/> + 1; the last stands for the take's end.</param>
    public double StartOfBar(int bar) => bar > Bars ? End : Math.Max(Start, FirstBarLine + ((bar - 1) * BarLength));

    private double FirstBarLine => BarLine + (Math.Floor((Start - BarLine + Sliver) / BarLength) * BarLength);
}
