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

    private CompositionRequest _request = new()
    {
        Kind = RequestKind.Begin,
        Tempo = 120,
        BarLength = 4,
        Settings = new GeneratorSettings(),
    };

    /// <summary>Counts up with every take of an instance, from 1.</summary>
    public int Number { get; init; }

    /// <summary>It is locked: it is what plays in its part of the song.</summary>
    public bool Kept { get; init; }

    /// <summary>The user likes it: others make room for new takes before it does.</summary>
    public bool Favourite { get; init; }

    /// <summary>What the user calls it; empty: nothing.</summary>
    public string Name { get; init; } = "";

    /// <summary>It is still being played.</summary>
    public bool Open { get; init; }

    /// <summary>There was no room for all of its notes.</summary>
    public bool Truncated { get; init; }

    /// <summary>It answers in a running song of the host, rather than by the plugin's own clock.</summary>
    public bool InSong
    {
        get => _request.InSong;
        init => _request.InSong = value;
    }

    /// <summary>Where the answer begins, in quarter notes of the song.</summary>
    public double Start
    {
        get => _request.Start;
        init => _request.Start = value;
    }

    /// <summary>Where it ends, in quarter notes of the song; of an open one, how far it is.</summary>
    public double End { get; init; }

    /// <summary>Quarter notes a minute at its beginning.</summary>
    public double Tempo
    {
        get => _request.Tempo;
        init => _request.Tempo = value;
    }

    /// <summary>Where a bar of the song begins, in quarter notes.</summary>
    public double BarLine
    {
        get => _request.BarLine;
        init => _request.BarLine = value;
    }

    /// <summary>Length of a bar in quarter notes, as it was at the take's beginning.</summary>
    public double BarLength
    {
        get => _request.BarLength;
        init => _request.BarLength = value;
    }

    /// <summary>The settings at its beginning; seed and variation among them.</summary>
    public GeneratorSettings Settings
    {
        get => _request.Settings;
        init => _request.Settings = value;
    }

    /// <summary>The <see cref="Number"/> of the take of which this one is an infill; 0: of none.</summary>
    public int InfillOf { get; init; }

    /// <summary>The song's tempo and metre from the prompt on, by position; at least one point.</summary>
    public ImmutableArray<TempoPoint> Tempos { get; init; } = [];

    /// <summary>What composed it: the model file's name without its extension.</summary>
    public string Model { get; init; } = "";

    /// <summary>
    /// How many of the <see cref="Notes"/>, from the first on, are the prompt: what was heard before the answer.
    /// </summary>
    public int PromptLength { get; init; }

    /// <summary>
    /// The notes in the order in which they were heard. Positions before <see cref="Start"/> are those of the prompt.
    /// </summary>
    public ImmutableArray<HeardNote> Notes { get; init; } = [];

    /// <summary>How many notes came too late to be heard.</summary>
    public int Dropped
    {
        get
        {
            int dropped = 0;
            foreach (HeardNote note in Notes.AsSpan()[PromptLength..])
                dropped += note.Origin == NoteOrigin.Dropped ? 1 : 0;
            return dropped;
        }
    }

    /// <summary>
    /// It leads back into its beginning, so that its files loop: it was composed to, and was heard to its end.
    /// </summary>
    public bool Loops => Settings.LoopAnswer && Math.Abs(End - _request.End) < Sliver;

    /// <summary>
    /// How many bars it is long: the first is that in which it begins, and all but the first and the last are whole.
    /// </summary>
    public int Bars => Math.Max(1, (int)Math.Ceiling((End - FirstBarLine - Sliver) / BarLength));

    /// <summary>Where one of its bars begins, or it itself, in quarter notes of the song.</summary>
    /// <param name="bar">1 to <see cref="Bars"/> + 1; the last stands for the take's end.</param>
    public double StartOfBar(int bar) => bar > Bars ? End : Math.Max(Start, FirstBarLine + ((bar - 1) * BarLength));

    /// <summary>The request that began it.</summary>
    internal CompositionRequest Request
    {
        get => _request;
        init => _request = value;
    }

    /// <summary>What was composed, as the model's tokens.</summary>
    internal ImmutableArray<ushort> Tokens { get; init; } = [];

    /// <summary>Which of the tokens which request gave.</summary>
    internal ImmutableArray<TakeSegment> Segments { get; init; } = [];

    private double FirstBarLine => BarLine + (Math.Floor((Start - BarLine + Sliver) / BarLength) * BarLength);
}
