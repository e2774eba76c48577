using System.Runtime.CompilerServices;
using LakhNes.Generator.Composition;
using LakhNes.Generator.Composition.Form;
using LakhNes.Generator.Sampling;
using LakhNes.Score;
using Row = LakhNes.Engine.Settings.GeneratorTable;

namespace LakhNes.Engine.Settings;

/// <summary>
/// Everything that decides when the generator plays and what it composes: a value for each row of <see cref="GeneratorTable"/>.
/// </summary>
public struct GeneratorSettings : IEquatable<GeneratorSettings>
{
    private Values _values;

    /// <summary>The settings of a fresh instance.</summary>
    public GeneratorSettings()
    {
        foreach (Setting row in Row.All)
            _values[row.Slot] = row.Default;
    }

    /// <summary>What it does.</summary>
    public GeneratorMode Mode
    {
        readonly get => Row.Mode.Of(in this);
        set => Row.Mode.Set(ref this, value);
    }

    /// <summary>It listens and plays.</summary>
    public bool Run
    {
        readonly get => Row.Run.Of(in this);
        set => Row.Run.Set(ref this, value);
    }

    /// <summary>Which random stream is drawn from.</summary>
    public int Seed
    {
        readonly get => Row.Seed.Of(in this);
        set => Row.Seed.Set(ref this, value);
    }

    /// <summary>Which take of the same prompt and seed.</summary>
    public int Variation
    {
        readonly get => Row.Variation.Of(in this);
        set => Row.Variation.Set(ref this, value);
    }

    /// <summary>Divides the logits; 0 takes the likeliest token.</summary>
    public double Temperature
    {
        readonly get => Row.Temperature.Of(in this);
        set => Row.Temperature.Set(ref this, value);
    }

    /// <summary>Only so many of the likeliest tokens can be drawn; 0: all.</summary>
    public int TopK
    {
        readonly get => Row.TopK.Of(in this);
        set => Row.TopK.Set(ref this, value);
    }

    /// <summary>Only the likeliest tokens that make up this share can be drawn; 1: all.</summary>
    public double TopP
    {
        readonly get => Row.TopP.Of(in this);
        set => Row.TopP.Set(ref this, value);
    }

    /// <summary>How much of what was heard comes back: 0 nothing, 0.5 as songs do, 1 wherever it can.</summary>
    public double Recall
    {
        readonly get => Row.Recall.Of(in this);
        set => Row.Recall.Set(ref this, value);
    }

    /// <summary>So many candidates of an answer's next bars are composed, and the best is played.</summary>
    public int Candidates
    {
        readonly get => Row.Candidates.Of(in this);
        set => Row.Candidates.Set(ref this, value);
    }

    /// <summary>The voices that are composed.</summary>
    public VoiceSet Voices
    {
        readonly get => Row.Voices.Of(in this);
        set => Row.Voices.Set(ref this, value);
    }

    /// <summary>Tonic of the scale, 0 (C) to 11.</summary>
    public int Key
    {
        readonly get => Row.Key.Of(in this);
        set => Row.Key.Set(ref this, value);
    }

    /// <summary>The scale that notes are kept to.</summary>
    public ScaleKind Scale
    {
        readonly get => Row.Scale.Of(in this);
        set => Row.Scale.Set(ref this, value);
    }

    /// <summary>Lowest MIDI key of the pulses and the triangle.</summary>
    public int LowestKey
    {
        readonly get => Row.LowestKey.Of(in this);
        set => Row.LowestKey.Set(ref this, value);
    }

    /// <summary>Highest MIDI key of the pulses and the triangle.</summary>
    public int HighestKey
    {
        readonly get => Row.HighestKey.Of(in this);
        set => Row.HighestKey.Set(ref this, value);
    }

    /// <summary>More (above 0) or fewer notes.</summary>
    public double Density
    {
        readonly get => Row.Density.Of(in this);
        set => Row.Density.Set(ref this, value);
    }

    /// <summary>How long an answer of Continue is.</summary>
    public AnswerLength Length
    {
        readonly get => Row.Length.Of(in this);
        set => Row.Length.Set(ref this, value);
    }

    /// <summary>The sections that what is composed has.</summary>
    public FormKind Form
    {
        readonly get => Row.Form.Of(in this);
        set => Row.Form.Set(ref this, value);
    }

    /// <summary>
    /// The sections of <see cref="FormKind.Own"/>; none: that is no form. No parameter, since hosts have none for text.
    /// </summary>
    public SongForm OwnForm { readonly get; set; }

    /// <summary>Bars of a section, 1 to 16; 0: as long as what was played.</summary>
    public int SectionBars
    {
        readonly get => Row.SectionBars.Of(in this);
        set => Row.SectionBars.Set(ref this, value);
    }

    /// <summary>How much of a section that comes again is another, 0 to 100 %.</summary>
    public double Vary
    {
        readonly get => Row.Vary.Of(in this);
        set => Row.Vary.Set(ref this, value);
    }

    /// <summary>An answer leads back into its beginning.</summary>
    public bool LoopAnswer
    {
        readonly get => Row.LoopAnswer.Of(in this);
        set => Row.LoopAnswer.Set(ref this, value);
    }

    /// <summary>How much of the dynamics and timbres that songs give such notes is heard, 0 to 100 %.</summary>
    public double Expression
    {
        readonly get => Row.Expression.Of(in this);
        set => Row.Expression.Set(ref this, value);
    }

    /// <summary>Where in a game the music would play.</summary>
    public GameScene Scene
    {
        readonly get => Row.Scene.Of(in this);
        set => Row.Scene.Set(ref this, value);
    }

    /// <summary>The highest MIDI key that holds a chord and is not played; -1: none does.</summary>
    public int ChordKeys
    {
        readonly get => Row.ChordKeys.Of(in this);
        set => Row.ChordKeys.Set(ref this, value);
    }

    /// <summary>The MIDI channel on which keys hold a chord and are not played, 1 to 16; 0: none.</summary>
    public int ChordChannel
    {
        readonly get => Row.ChordChannel.Of(in this);
        set => Row.ChordChannel.Set(ref this, value);
    }

    /// <summary>How closely what is composed follows the chord that is held, 0 to 100 %.</summary>
    public double Follow
    {
        readonly get => Row.Follow.Of(in this);
        set => Row.Follow.Set(ref this, value);
    }

    /// <summary>Where an answer begins.</summary>
    public AnswerBegin Begin
    {
        readonly get => Row.Begin.Of(in this);
        set => Row.Begin.Set(ref this, value);
    }

    /// <summary>What makes Continue answer.</summary>
    public AnswerCue Cue
    {
        readonly get => Row.Cue.Of(in this);
        set => Row.Cue.Set(ref this, value);
    }

    /// <summary>Quarter notes of silence that end a phrase.</summary>
    public double SilenceBeats
    {
        readonly get => Row.SilenceBeats.Of(in this);
        set => Row.SilenceBeats.Set(ref this, value);
    }

    /// <summary>A rise triggers an answer.</summary>
    public bool Trigger
    {
        readonly get => Row.Trigger.Of(in this);
        set => Row.Trigger.Set(ref this, value);
    }

    /// <summary>MIDI key that triggers an answer and is not played itself; -1: none.</summary>
    public int TriggerKey
    {
        readonly get => Row.TriggerKey.Of(in this);
        set => Row.TriggerKey.Set(ref this, value);
    }

    /// <summary>Bars that Trade listens.</summary>
    public int ListenBars
    {
        readonly get => Row.ListenBars.Of(in this);
        set => Row.ListenBars.Set(ref this, value);
    }

    /// <summary>Bars that Trade answers.</summary>
    public int AnswerBars
    {
        readonly get => Row.AnswerBars.Of(in this);
        set => Row.AnswerBars.Set(ref this, value);
    }

    /// <summary>Quarter notes between the last note that counts for an answer and its beginning.</summary>
    public double LeadBeats
    {
        readonly get => Row.LeadBeats.Of(in this);
        set => Row.LeadBeats.Set(ref this, value);
    }

    /// <summary>What a loop of the transport does.</summary>
    public LoopBehaviour Loop
    {
        readonly get => Row.Loop.Of(in this);
        set => Row.Loop.Set(ref this, value);
    }

    /// <summary>How far onsets are drawn to the grid, in percent.</summary>
    public double Quantise
    {
        readonly get => Row.Quantise.Of(in this);
        set => Row.Quantise.Set(ref this, value);
    }

    /// <summary>The grid.</summary>
    public QuantiseGrid Grid
    {
        readonly get => Row.Grid.Of(in this);
        set => Row.Grid.Set(ref this, value);
    }

    /// <summary>How late every second grid line is, in percent: 0 straight, 100 as in triplets.</summary>
    public double Swing
    {
        readonly get => Row.Swing.Of(in this);
        set => Row.Swing.Set(ref this, value);
    }

    /// <summary>How the model reads the song's tempo.</summary>
    public TempoReading Tempo
    {
        readonly get => Row.Tempo.Of(in this);
        set => Row.Tempo.Set(ref this, value);
    }

    /// <summary>Played notes are sent to the event output too.</summary>
    public bool EchoPlayed
    {
        readonly get => Row.EchoPlayed.Of(in this);
        set => Row.EchoPlayed.Set(ref this, value);
    }

    /// <summary>A rise keeps the newest take.</summary>
    public bool KeepTake
    {
        readonly get => Row.KeepTake.Of(in this);
        set => Row.KeepTake.Set(ref this, value);
    }

    /// <summary>A rise takes all takes off the list.</summary>
    public bool ClearTakes
    {
        readonly get => Row.ClearTakes.Of(in this);
        set => Row.ClearTakes.Set(ref this, value);
    }

    /// <summary>A rise undoes the last change of the list of takes.</summary>
    public bool UndoTake
    {
        readonly get => Row.UndoTake.Of(in this);
        set => Row.UndoTake.Set(ref this, value);
    }

    /// <summary>It listens and plays, in some mode.</summary>
    public readonly bool IsActive => Run && Mode != GeneratorMode.Off;

    /// <summary>Bars of an answer of Continue, counted from a bar line; infinity: it has no end.</summary>
    public readonly double ContinueBars => Length == AnswerLength.Endless ? double.PositiveInfinity : 1 << ((int)Length - 1);

    /// <summary>How tokens are drawn.</summary>
    public readonly SamplingOptions Sampling => new((float)Temperature, TopK, (float)TopP);

    /// <summary>The pitch classes that notes are kept to.</summary>
    public readonly Scale PitchClasses =>
        Scale switch
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

    internal double this[int slot]
    {
        readonly get => _values[slot];
        set => _values[slot] = value;
    }

    /// <summary>All values are the same.</summary>
    public static bool operator ==(in GeneratorSettings one, in GeneratorSettings other) =>
        one.Agrees(in other, butPlaying: false);

    /// <summary>Some value differs.</summary>
    public static bool operator !=(in GeneratorSettings one, in GeneratorSettings other) =>
        !one.Agrees(in other, butPlaying: false);

    /// <summary>All that concerns composing is the same: see <see cref="SettingRole.Playing"/>.</summary>
    public readonly bool ComposesAs(in GeneratorSettings other) => Agrees(in other, butPlaying: true);

    /// <inheritdoc/>
    public readonly bool Equals(GeneratorSettings other) => Agrees(in other, butPlaying: false);

    /// <inheritdoc/>
    public override readonly bool Equals(object? obj) => obj is GeneratorSettings other && Equals(other);

    /// <inheritdoc/>
    public override readonly int GetHashCode() => HashCode.Combine(Seed, Variation, Mode);

    private readonly bool Agrees(in GeneratorSettings other, bool butPlaying)
    {
        foreach (Setting row in Row.All)
        {
            bool counts = !butPlaying || row.Role != SettingRole.Playing;
            if (counts && _values[row.Slot] != other._values[row.Slot])
                return false;
        }

        // which letters they are says nothing where they are not asked for
        return (butPlaying && Form != FormKind.Own) || OwnForm == other.OwnForm;
    }

    [InlineArray(Capacity)]
    private struct Values
    {
        // more than there are rows
        private const int Capacity = 48;

        private double _first;
    }
}
