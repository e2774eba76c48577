namespace LakhNes.Dsp.Apu;

/// <summary>A change of what a channel feeds to the chip's converters.</summary>
/// <param name="Cycle">CPU cycle from which it holds.</param>
/// <param name="Voice">The channel.</param>
/// <param name="Level">Its new level, 0-15 (0-127 for <see cref="ApuVoice.Dmc"/>).</param>
public readonly record struct LevelChange(long Cycle, ApuVoice Voice, int Level);
