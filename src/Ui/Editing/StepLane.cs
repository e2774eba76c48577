using LakhNes.Dsp.Apu;
using LakhNes.Instrument.Settings;
using LakhNes.Instrument.Voices;

namespace LakhNes.Ui.Editing;

/// <summary>One step sequence of one voice: what an editor of steps edits.</summary>
/// <param name="Voice">The voice.</param>
/// <param name="Kind">Which of its sequences.</param>
internal readonly record struct StepLane(ApuVoice Voice, StepKind Kind)
{
    /// <summary>The voice takes note of it.</summary>
    public bool IsUsed => Voice != ApuVoice.Dmc && (Kind != StepKind.Timbre || Voice != ApuVoice.Triangle);

    /// <summary>Of its values only 0 and all others are told apart: the triangle has no volume.</summary>
    public bool IsGate => Voice == ApuVoice.Triangle && Kind == StepKind.Volume;

    /// <summary>Smallest value.</summary>
    public int Minimum =>
        Kind switch
        {
            StepKind.Pitch => -127,
            StepKind.Arpeggio => -96,
            _ => 0,
        };

    /// <summary>Largest value.</summary>
    public int Maximum =>
        Kind switch
        {
            StepKind.Volume => 15,
            StepKind.Timbre => Voice == ApuVoice.Noise ? 1 : 3,
            StepKind.Pitch => 127,
            _ => 96,
        };

    /// <summary>What musicians call it.</summary>
    public string Name =>
        Kind switch
        {
            StepKind.Volume => IsGate ? "Volume: on or off" : "Volume",
            StepKind.Timbre => Voice == ApuVoice.Noise ? "Mode" : "Duty",
            StepKind.Pitch => "Pitch",
            _ => "Arpeggio",
        };

    /// <summary>The step of it that sounds, or -1.</summary>
    public int Of(VoiceSteps sounding) =>
        Kind switch
        {
            StepKind.Volume => sounding.Volume,
            StepKind.Timbre => sounding.Timbre,
            StepKind.Pitch => sounding.Pitch,
            _ => sounding.Arpeggio,
        };

    /// <summary>The sequence in a voice's settings.</summary>
    public StepSequence Of(VoiceSettings settings) =>
        Kind switch
        {
            StepKind.Volume => settings.VolumeSteps,
            StepKind.Timbre => settings.TimbreSteps,
            StepKind.Pitch => settings.PitchSteps,
            _ => settings.ArpeggioSteps,
        };
}
