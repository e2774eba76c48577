using LakhNes.Instrument.Settings;

namespace LakhNes.Instrument.Voices;

/// <summary>Which step of each of its sequences a voice plays, from 0; -1: none.</summary>
/// <param name="Volume">Of <see cref="VoiceSettings.VolumeSteps"/>.</param>
/// <param name="Timbre">Of <see cref="VoiceSettings.TimbreSteps"/>.</param>
/// <param name="Pitch">Of <see cref="VoiceSettings.PitchSteps"/>.</param>
/// <param name="Arpeggio">Of <see cref="VoiceSettings.ArpeggioSteps"/>.</param>
public readonly record struct VoiceSteps(sbyte Volume, sbyte Timbre, sbyte Pitch, sbyte Arpeggio)
{
    /// <summary>A silent voice.</summary>
    public static readonly VoiceSteps None = new(-1, -1, -1, -1);
}
