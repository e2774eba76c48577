using LakhNes.Generator.Composition;
using LakhNes.Generator.Sampling;

namespace LakhNes.Engine.Generation;

/// <summary>Everything that decides when the generator plays and what it composes.</summary>
public record struct GeneratorSettings
{
    /// <summary>The settings of a fresh instance.</summary>
    public GeneratorSettings()
    {
    }

    /// <summary>What it does.</summary>
    public GeneratorMode Mode { get; set; }

    /// <summary>It listens and plays.</summary>
    public bool Run { get; set; }

    /// <summary>Which random stream is drawn from, 0 to 9999.</summary>
    public int Seed { get; set; }

    /// <summary>Which take of the same prompt and seed, 0 to 999.</summary>
    public int Variation { get; set; }

    /// <summary>Divides the logits, 0 to 2; 0 takes the likeliest token.</summary>
    public double Temperature { get; set; } = 0.95;

    /// <summary>Only so many of the likeliest tokens can be drawn; 0: all.</summary>
    public int TopK { get; set; } = 32;

    /// <summary>Only the likeliest tokens that make up this share can be drawn; 1: all.</summary>
    public double TopP { get; set; } = 1;

    /// <summary>The voices that are composed.</summary>
    public VoiceSet Voices { get; set; } = VoiceSet.All;

    /// <summary>Tonic of the scale, 0 (C) to 11.</summary>
    public int Key { get; set; }

    /// <summary>The scale that notes are kept to.</summary>
    public ScaleKind Scale { get; set; }

    /// <summary>Lowest MIDI key of the pulses and the triangle.</summary>
    public int LowestKey { get; set; } = 21;

    /// <summary>Highest MIDI key of the pulses and the triangle.</summary>
    public int HighestKey { get; set; } = 108;

    /// <summary>More (above 0) or fewer notes, -2 to 2.</summary>
    public double Density { get; set; }

    /// <summary>What makes Continue answer.</summary>
    public AnswerCue Cue { get; set; }

    /// <summary>Quarter notes of silence that end a phrase, 0.25 to 16.</summary>
    public double SilenceBeats { get; set; } = 1;

    /// <summary>MIDI key that triggers an answer and is not played itself; -1: none.</summary>
    public int TriggerKey { get; set; } = -1;

    /// <summary>A rise triggers an answer.</summary>
    public bool Trigger { get; set; }

    /// <summary>Bars that Trade listens, 1 to 16.</summary>
    public int ListenBars { get; set; } = 2;

    /// <summary>Bars that Trade answers, 1 to 16.</summary>
    public int AnswerBars { get; set; } = 2;

    /// <summary>Quarter notes between the last note that counts for an answer and its beginning, 0.125 to 4.</summary>
    public double LeadBeats { get; set; } = 0.5;

    /// <summary>How far onsets are drawn to the grid, in percent.</summary>
    public double Quantise { get; set; } = 100;

    /// <summary>The grid.</summary>
    public QuantiseGrid Grid { get; set; } = QuantiseGrid.Sixteenth;

    /// <summary>How late every second grid line is, in percent: 0 straight, 100 as in triplets.</summary>
    public double Swing { get; set; }

    /// <summary>How the model reads the song's tempo.</summary>
    public TempoReading Tempo { get; set; }

    /// <summary>What a loop of the transport does.</summary>
    public LoopBehaviour Loop { get; set; }

    /// <summary>Played notes are sent to the event output too.</summary>
    public bool EchoPlayed { get; set; }

    /// <summary>A rise keeps the newest take.</summary>
    public bool KeepTake { get; set; }

    /// <summary>A rise takes all takes off the list.</summary>
    public bool ClearTakes { get; set; }

    /// <summary>A rise undoes the last change of the list of takes.</summary>
    public bool UndoTake { get; set; }

    /// <summary>It listens and plays, in some mode.</summary>
    public readonly bool IsActive => Run && Mode != GeneratorMode.Off;

    /// <summary>How tokens are drawn.</summary>
    public readonly SamplingOptions Sampling => new((float)Temperature, TopK, (float)TopP);

    /// <summary>The pitch classes that notes are kept to.</summary>
    public readonly Scale PitchClasses => Scale switch
    {
        ScaleKind.Major => LakhNes.Generator.Composition.Scale.Major(Key),
        ScaleKind.Minor => LakhNes.Generator.Composition.Scale.Minor(Key),
        ScaleKind.HarmonicMinor => LakhNes.Generator.Composition.Scale.From(Key, [0, 2, 3, 5, 7, 8, 11]),
        ScaleKind.Dorian => LakhNes.Generator.Composition.Scale.From(Key, [0, 2, 3, 5, 7, 9, 10]),
        ScaleKind.Mixolydian => LakhNes.Generator.Composition.Scale.From(Key, [0, 2, 4, 5, 7, 9, 10]),
        ScaleKind.MajorPentatonic => LakhNes.Generator.Composition.Scale.From(Key, [0, 2, 4, 7, 9]),
        ScaleKind.MinorPentatonic => LakhNes.Generator.Composition.Scale.From(Key, [0, 3, 5, 7, 10]),
        ScaleKind.Blues => LakhNes.Generator.Composition.Scale.From(Key, [0, 3, 5, 6, 7, 10]),
        _ => LakhNes.Generator.Composition.Scale.Chromatic,
    };
}
