using LakhNes.Instrument.Voices;

namespace LakhNes.Engine.Monitoring;

/// <summary>One voice as it sounds.</summary>
/// <param name="Activity">What it plays.</param>
/// <param name="Level">Its loudness: the largest sample of late, 0 and up, falling with time.</param>
/// <param name="Steps">Where it is in its step sequences.</param>
public readonly record struct VoiceSnapshot(VoiceActivity Activity, float Level, VoiceSteps Steps)
{
    /// <summary>A silent voice.</summary>
    public static readonly VoiceSnapshot None = new(VoiceActivity.None, 0, VoiceSteps.None);
}
