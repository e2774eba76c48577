namespace LakhNes.Study.Clips;

/// <summary>A clip as it was cut.</summary>
/// <param name="Key">What it is.</param>
/// <param name="Samples">Its sound at 44.1 kHz as the chip gives it, not yet at the study's loudness.</param>
/// <param name="Loudness">Of that, in LUFS.</param>
internal sealed record StudyClip(KeyEntry Key, float[] Samples, double Loudness);
