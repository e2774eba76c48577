using LakhNes.Engine.Parameters;

namespace LakhNes.Ui.Widgets;

/// <summary>What each parameter does, in a sentence or two.</summary>
internal static class ParameterTips
{
    private const uint FirstVoice = 100, LastVoice = 599, PerVoice = 100;

    /// <summary>The tip of a parameter.</summary>
    public static string Of(Parameter parameter) =>
        parameter.Id is >= FirstVoice and <= LastVoice ? OfVoice(parameter.Id % PerVoice) : OfWhole(parameter.Id) ?? parameter.Name;

    private static string OfVoice(uint offset) => offset switch
    {
        0 => "Level of the voice in the mix.",
        1 => "Place of the voice between left (-1) and right (1).",
        2 => "Leaves the voice out of the mix.",
        3 => "Moves the voice up or down by semitones.",
        4 => "What one step of the drawn sequences lasts: a console frame, as in games, or a note length in the song's tempo.",
        10 => "The loudest that the chip plays this voice, in its own 16 levels.",
        11 => "How hard playing changes the loudness. Fixed ignores it.",
        12 => "The chip's own envelope: every note falls from full loudness to nothing.",
        13 => "How long the chip's envelope takes to fall: 0 takes 62 ms, 15 takes a second.",
        14 => "Starts the chip's envelope over whenever it has fallen to nothing.",
        20 => "The waveform. Pulse: the share of its cycle that is high. Noise: long hisses, short rings like metal.",
        21 => "The chip's sweep unit bends each note by itself, as jumps and lasers did.",
        22 => "Time between two moves of the sweep. 0 is the quickest.",
        23 => "Which way the sweep bends the pitch.",
        24 => "How far each move of the sweep goes: 1 is far, 7 hardly at all.",
        30 => "Fine tuning of the voice.",
        31 => "Time that the pitch takes from one note to the next.",
        32 => "How far vibrato moves the pitch. The modulation wheel adds to it.",
        33 => "How fast vibrato moves the pitch.",
        34 => "Time from the start of a note to its vibrato.",
        _ => "",
    };

    private static string? OfWhole(uint id) => id switch
    {
        1 => "Silences the plugin; notes are still followed.",
        2 => "Level of everything that leaves the plugin.",
        3 => "The console: NTSC (America, Japan) runs faster and tunes otherwise than PAL (Europe) and Dendy.",
        4 => "NES mixes its voices as the console did: they press on each other. Linear adds them up cleanly.",
        5 => "The console's output filters; the Famicom lets more bass through. Off is the bare chip.",
        6 => "What MIDI means. Standard for keyboards and DAWs, NES-MDB for files of that data set, MPE for expressive controllers.",
        7 => "How notes find a voice. Poly spreads chords over the voices; Channels gives each voice a MIDI channel of its own.",
        8 => "How far the pitch wheel bends.",
        9 => "Vibrato at full modulation wheel or pressure.",
        10 => "Alternates the chip's neighbouring pitches so that high notes are in tune. Off is as the hardware plays.",
        11 => "Voices that play one note together in Unison mode.",
        12 => "How far those voices are apart, in periods of the chip's timers.",
        13 => "What the arpeggio steps by: a console frame makes a shimmering chord, note lengths a line in tempo.",
        14 => "Order in which the held notes are played.",
        15 => "Octaves that the arpeggio climbs.",
        16 => "The voice that Solo and Arpeggio mode play on.",
        1000 => "What the generator does: go on by itself, answer you, play along, or play freely.",
        1001 => "Lets the generator run while the song plays.",
        1002 => "Where the dice start. The same seed gives the same music.",
        1003 => "Another take of the same seed.",
        1004 => "How daring the generator is: low is safe, high is wild.",
        1005 => "Chooses among this many likeliest events; 0 is all.",
        1006 => "Chooses among the likeliest events that together reach this probability.",
        >= 1010 and <= 1013 => "Lets the generator use this voice.",
        1020 => "Keynote of the scale that generated notes keep to.",
        1021 => "Scale that generated notes keep to.",
        1022 => "Lowest key that is generated.",
        1023 => "Highest key that is generated.",
        1024 => "More notes to the right, fewer to the left.",
        1030 => "What starts an answer: your silence, the next bar, or the trigger.",
        1031 => "How long you have to be silent before the answer comes.",
        1050 => "Switched on, it locks the newest take: from then on that plays in its part of the song.",
        1051 => "Switched on, it takes all takes off the list, kept ones too. Undo brings them back.",
        1052 => "Switched on, it takes back the last change of the list of takes.",
        1032 => "Starts an answer now.",
        1033 => "A key that starts an answer; -1 is none.",
        1034 => "Bars that the generator listens in Trade mode.",
        1035 => "Bars that the generator answers in Trade mode.",
        1036 => "How far ahead of the song the generator composes.",
        1037 => "What happens when the song loops: the same take again, or on and on.",
        1040 => "Pulls generated notes to the grid.",
        1041 => "The grid that generated notes are pulled to.",
        1042 => "Delays every second note of the grid.",
        1043 => "How the song's tempo is read by the model, which likes some tempos more.",
        1044 => "Plays what you play through the generator's voices again.",
        _ => null,
    };
}
