namespace LakhNes.Dsp.Apu;

/// <summary>Hears every change of what the five channels feed to the chip's converters.</summary>
public interface ILevelListener
{
    /// <summary>A channel's level has changed. Cycles never go back from one call to the next.</summary>
    /// <param name="voice">The channel.</param>
    /// <param name="level">Its new level, 0-15 (0-127 for <see cref="ApuVoice.Dmc"/>).</param>
    /// <param name="cycle">CPU cycle from which it holds.</param>
    void LevelChanged(ApuVoice voice, int level, long cycle);
}
