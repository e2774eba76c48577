using LakhNes.Generator.Composition;
using LakhNes.Score;

namespace LakhNes.Engine.Settings;

/// <summary>
/// The generator's settings, a row each: the host's parameter, the state's field, the tooltip, the documented table and the key
/// of a take follow from it. To add one: a row with an id that never was (and its name never changes), what uses it, and its
/// place in a view.
/// </summary>
public static partial class GeneratorTable
{
    private static readonly List<Setting> Rows = [];

    /// <summary>What it does.</summary>
    public static readonly Setting<GeneratorMode> Mode = Choice<GeneratorMode>(
        1000,
        "Mode",
        "mode",
        ["Off", "Continue", "Trade", "Accompany", "Free"],
        default,
        SettingRole.Occasion,
        "What the generator does: go on by itself, answer you, play along, or play freely."
    );

    /// <summary>It listens and plays.</summary>
    public static readonly Setting<bool> Run = Flag(
        1001,
        "Run",
        "run",
        SettingRole.Occasion,
        "Lets the generator run while the song plays."
    );

    /// <summary>Which random stream is drawn from.</summary>
    public static readonly Setting<int> Seed = Whole(
        1002,
        "Seed",
        "seed",
        0,
        9999,
        0,
        SettingRole.Composition,
        "Where the dice start. The same seed gives the same music."
    );

    /// <summary>Which take of the same prompt and seed.</summary>
    public static readonly Setting<int> Variation = Whole(
        1003,
        "Variation",
        "variation",
        0,
        999,
        0,
        SettingRole.Composition,
        "Another take of the same seed."
    );

    /// <summary>Divides the logits; 0 takes the likeliest token.</summary>
    public static readonly Setting<double> Temperature = Number(
        1004,
        "Temperature",
        "temperature",
        0,
        2,
        "",
        2,
        0.95,
        SettingRole.Composition,
        "How daring the generator is: low is safe, high is wild."
    );

    /// <summary>Only so many of the likeliest tokens can be drawn; 0: all.</summary>
    public static readonly Setting<int> TopK = Whole(
        1005,
        "Top K",
        "topK",
        0,
        256,
        48,
        SettingRole.Composition,
        "Chooses among this many likeliest events; 0 is all."
    );

    /// <summary>Only the likeliest tokens that make up this share can be drawn; 1: all.</summary>
    public static readonly Setting<double> TopP = Number(
        1006,
        "Top P",
        "topP",
        0,
        1,
        "",
        2,
        1,
        SettingRole.Composition,
        "Chooses among the likeliest events that together reach this probability."
    );

    /// <summary>How much of what was heard comes back.</summary>
    public static readonly Setting<double> Recall = Number(
        1007,
        "Recall",
        "recall",
        0,
        1,
        "",
        2,
        0.5,
        SettingRole.Composition,
        "0: free, centre: as songs do, full: variations on what you played."
    );

    /// <summary>
    /// So many candidates of an answer's next bars are composed, and the best is played; 1: there is no choice.
    /// </summary>
    public static readonly Setting<int> Candidates = Whole(
        1008,
        "Choose From",
        "chooseFrom",
        1,
        16,
        4,
        SettingRole.Composition,
        "Composes the next bars so many times, and plays what is most like music. More takes longer."
    );

    /// <summary>The voices that are composed: not one parameter but four, the ids of which count up from this one.</summary>
    public static readonly Setting<VoiceSet> Voices = Add(
        new Setting<VoiceSet>(
            Rows.Count,
            1010,
            "Compose",
            "voices",
            ParameterRange.Whole(0, VoiceSet.All.Bits),
            VoiceSet.All.Bits,
            SettingRole.Composition,
            "Lets the generator use this voice.",
            value => new VoiceSet((int)value),
            voices => voices.Bits,
            (fields, row, voices) => new VoiceSet(fields.Whole(row.JsonName, voices.Bits, 0, VoiceSet.All.Bits))
        )
    );

    /// <summary>Tonic of the scale, 0 (C) to 11.</summary>
    public static readonly Setting<int> Key = Named(
        1020,
        "Key",
        "key",
        [.. KeyName.PitchClasses],
        0,
        SettingRole.Composition,
        "Keynote of the scale that generated notes keep to."
    );

    /// <summary>The scale that notes are kept to.</summary>
    public static readonly Setting<ScaleKind> Scale = Choice<ScaleKind>(
        1021,
        "Scale",
        "scale",
        [
            "Chromatic",
            "Major",
            "Minor",
            "Harmonic Minor",
            "Dorian",
            "Mixolydian",
            "Major Pentatonic",
            "Minor Pentatonic",
            "Blues",
            "Auto",
        ],
        ScaleKind.Auto,
        SettingRole.Composition,
        "Scale that generated notes keep to; Auto: mostly the key of what was heard."
    );

    /// <summary>Lowest MIDI key of the pulses and the triangle.</summary>
    public static readonly Setting<int> LowestKey = Whole(
        1022,
        "Lowest Key",
        "lowestKey",
        ParameterRange.Keys(21, 108),
        21,
        SettingRole.Composition,
        "Lowest key that is generated."
    );

    /// <summary>Highest MIDI key of the pulses and the triangle.</summary>
    public static readonly Setting<int> HighestKey = Whole(
        1023,
        "Highest Key",
        "highestKey",
        ParameterRange.Keys(21, 108),
        108,
        SettingRole.Composition,
        "Highest key that is generated."
    );

    /// <summary>More (above 0) or fewer notes.</summary>
    public static readonly Setting<double> Density = Number(
        1024,
        "Density",
        "density",
        -2,
        2,
        "",
        2,
        0,
        SettingRole.Composition,
        "More notes to the right, fewer to the left."
    );

    /// <summary>What makes Continue answer.</summary>
    public static readonly Setting<AnswerCue> Cue = Choice<AnswerCue>(
        1030,
        "Cue",
        "cue",
        ["Silence", "Bar", "Trigger"],
        default,
        SettingRole.Occasion,
        "What starts an answer: your silence, the next bar, or the trigger."
    );

    /// <summary>Quarter notes of silence that end a phrase.</summary>
    public static readonly Setting<double> SilenceBeats = Number(
        1031,
        "Silence",
        "silenceBeats",
        0.25,
        16,
        "beats",
        2,
        1,
        SettingRole.Occasion,
        "How long you have to be silent before the answer comes."
    );

    /// <summary>A rise triggers an answer.</summary>
    public static readonly Setting<bool> Trigger = Flag(1032, "Trigger", "trigger", SettingRole.Playing, "Starts an answer now.");

    /// <summary>MIDI key that triggers an answer and is not played itself; -1: none.</summary>
    public static readonly Setting<int> TriggerKey = Whole(
        1033,
        "Trigger Key",
        "triggerKey",
        ParameterRange.KeysOr("None"),
        -1,
        SettingRole.Occasion,
        "A key that starts an answer instead of being played."
    );

    /// <summary>Bars that Trade listens.</summary>
    public static readonly Setting<int> ListenBars = Whole(
        1034,
        "Listen Bars",
        "listenBars",
        1,
        16,
        2,
        SettingRole.Occasion,
        "Bars that the generator listens in Trade mode."
    );

    /// <summary>Bars that Trade answers.</summary>
    public static readonly Setting<int> AnswerBars = Whole(
        1035,
        "Answer Bars",
        "answerBars",
        1,
        16,
        2,
        SettingRole.Occasion,
        "Bars that the generator answers in Trade mode."
    );

    /// <summary>Quarter notes between the last note that counts for an answer and its beginning.</summary>
    public static readonly Setting<double> LeadBeats = Number(
        1036,
        "Lead",
        "leadBeats",
        0.125,
        4,
        "beats",
        3,
        0.5,
        SettingRole.Occasion,
        "How far ahead of the song the generator composes."
    );

    /// <summary>What a loop of the transport does.</summary>
    public static readonly Setting<LoopBehaviour> Loop = Choice<LoopBehaviour>(
        1037,
        "Loop",
        "loop",
        ["Repeat", "Continue"],
        default,
        SettingRole.Playing,
        "What happens when the song loops: the same take again, or on and on."
    );

    /// <summary>Where an answer begins.</summary>
    public static readonly Setting<AnswerBegin> Begin = Choice<AnswerBegin>(
        1038,
        "Begin",
        "begin",
        ["Bar", "Beat"],
        default,
        SettingRole.Occasion,
        "Where an answer begins: at the next bar line, or on the next beat."
    );

    /// <summary>How long an answer of Continue is; 0: it goes on until the player plays again.</summary>
    public static readonly Setting<AnswerLength> Length = Choice<AnswerLength>(
        1039,
        "Answer Length",
        "length",
        ["Endless", "1 Bar", "2 Bars", "4 Bars", "8 Bars", "16 Bars", "32 Bars"],
        AnswerLength.FourBars,
        SettingRole.Occasion,
        "How long Continue answers: for so many bars, or until you play again."
    );

    /// <summary>The sections that what is composed has.</summary>
    public static readonly Setting<FormKind> Form = Choice<FormKind>(
        1073,
        "Form",
        "form",
        ["Free", "AABA", "ABAC", "ABAB", "Verse-Chorus", "Own"],
        default,
        SettingRole.Composition,
        "The sections of what is composed: a letter that comes again is the same music. What you played is the first A. Own: "
            + "the letters that you type."
    );

    /// <summary>Bars of a section.</summary>
    public static readonly Setting<int> SectionBars = Named(
        1074,
        "Section Bars",
        "sectionBars",
        ["Auto", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16"],
        0,
        SettingRole.Composition,
        "How long a section of the form is. Auto: as long as what you played, or 8 bars."
    );

    /// <summary>How much of a section that comes again is another, in percent.</summary>
    public static readonly Setting<double> Vary = Number(
        1075,
        "Vary",
        "vary",
        0,
        100,
        "%",
        0,
        25,
        SettingRole.Composition,
        "How much of a section that comes again is different: so much of its bars, from its end."
    );

    /// <summary>The last bars of an answer are chosen for how they lead back into its first ones, and its files loop.</summary>
    public static readonly Setting<bool> LoopAnswer = Flag(
        1078,
        "Loop Answer",
        "loopAnswer",
        SettingRole.Composition,
        "The last bars of an answer lead back into its first ones, and its files say that they loop."
    );

    /// <summary>How much of the dynamics and timbres that songs give such notes is heard, in percent.</summary>
    public static readonly Setting<double> Expression = Number(
        1076,
        "Expression",
        "expression",
        0,
        100,
        "%",
        0,
        100,
        SettingRole.Playing,
        "Loud and soft notes, and other timbres, as songs would play them. 0: all alike."
    );

    /// <summary>Where in a game the music would play.</summary>
    public static readonly Setting<GameScene> Scene = Choice<GameScene>(
        1077,
        "Scene",
        "scene",
        ["Any", "Title", "Stage", "Dungeon", "Boss", "Town", "Menu", "Fanfare", "Game Over", "Ending"],
        default,
        SettingRole.Composition,
        "Music as games have it there, where the model has learnt scenes."
    );

    /// <summary>The highest MIDI key of the zone in which keys hold a chord and are not played; -1: there is no zone.</summary>
    public static readonly Setting<int> ChordKeys = Whole(
        1070,
        "Chord Keys",
        "chordKeys",
        ParameterRange.KeysOr("None"),
        -1,
        SettingRole.Occasion,
        "Keys up to this one hold the chord that is composed to, instead of being played."
    );

    /// <summary>The MIDI channel on which keys hold a chord and are not played, 1 to 16; 0: there is none.</summary>
    public static readonly Setting<int> ChordChannel = Named(
        1071,
        "Chord Channel",
        "chordChannel",
        ["Off", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16"],
        0,
        SettingRole.Occasion,
        "Keys on this MIDI channel hold the chord that is composed to, instead of being played."
    );

    /// <summary>How closely what is composed keeps to the chord that is held, or that is accompanied, in percent.</summary>
    public static readonly Setting<double> Follow = Number(
        1072,
        "Follow",
        "follow",
        0,
        100,
        "%",
        0,
        50,
        SettingRole.Composition,
        "How closely the composed voices follow the chord that you hold, or, in Accompany, what you play."
    );

    /// <summary>How far onsets are drawn to the grid, in percent.</summary>
    public static readonly Setting<double> Quantise = Number(
        1040,
        "Quantise",
        "quantise",
        0,
        100,
        "%",
        1,
        100,
        SettingRole.Composition,
        "Pulls generated notes to the grid."
    );

    /// <summary>The grid.</summary>
    public static readonly Setting<QuantiseGrid> Grid = Choice<QuantiseGrid>(
        1041,
        "Grid",
        "grid",
        ["1/4", "1/8", "1/8T", "1/16", "1/16T", "1/32", "Auto"],
        QuantiseGrid.Auto,
        SettingRole.Composition,
        "The grid that generated notes are pulled to; Auto: swing or triplets where you play so, else 1/16."
    );

    /// <summary>How late every second grid line is, in percent: 0 straight, 100 as in triplets.</summary>
    public static readonly Setting<double> Swing = Number(
        1042,
        "Swing",
        "swing",
        0,
        100,
        "%",
        1,
        0,
        SettingRole.Composition,
        "Delays every second note of the grid."
    );

    /// <summary>How the model reads the song's tempo.</summary>
    public static readonly Setting<TempoReading> Tempo = Choice<TempoReading>(
        1043,
        "Model Tempo",
        "tempo",
        ["Folded", "As Played", "Half", "Double"],
        default,
        SettingRole.Composition,
        "How the song's tempo is read by the model, which likes some tempos more."
    );

    /// <summary>Played notes are sent to the event output too.</summary>
    public static readonly Setting<bool> EchoPlayed = Flag(
        1044,
        "Echo Played",
        "echoPlayed",
        SettingRole.Playing,
        "Plays what you play through the generator's voices again."
    );

    /// <summary>A rise keeps the newest take.</summary>
    public static readonly Setting<bool> KeepTake = Flag(
        1050,
        "Keep Take",
        "keepTake",
        SettingRole.Playing,
        "Switched on, it locks the newest take: from then on that plays in its part of the song."
    );

    /// <summary>A rise takes all takes off the list.</summary>
    public static readonly Setting<bool> ClearTakes = Flag(
        1051,
        "Clear Takes",
        "clearTakes",
        SettingRole.Playing,
        "Switched on, it takes all takes off the list, kept ones too. Undo brings them back."
    );

    /// <summary>A rise undoes the last change of the list of takes.</summary>
    public static readonly Setting<bool> UndoTake = Flag(
        1052,
        "Undo Take",
        "undoTake",
        SettingRole.Playing,
        "Switched on, it takes back the last change of the list of takes."
    );

    /// <summary>All rows, in the order in which hosts list them.</summary>
    public static ReadOnlySpan<Setting> All => Table;

    private static readonly Setting[] Table = [.. Rows];
}
