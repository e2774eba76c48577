namespace LakhNes.Dsp.Apu;

/// <summary>Hears every change of what the five channels feed to the chip's converters.</summary>
public interface ILevelListener
{
    /// <summary>
    /// Channels' levels have changed. Called before the chip's method that made them change returns, perhaps several times.
    /// </summary>
    /// <param name="changes">
    /// 1 to 128 changes, either of pulses alone or of the other channels alone, as the chip mixes them. Each of these two kinds
    /// comes in order of cycle, also from one call to the next.
    /// </param>
    void LevelsChanged(ReadOnlySpan<LevelChange> changes);
}
