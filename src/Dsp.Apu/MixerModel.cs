namespace LakhNes.Dsp.Apu;

/// <summary>How the five channels' levels become one signal.</summary>
public enum MixerModel
{
    /// <summary>The chip's two resistor networks: loud channels compress each other.</summary>
    NonLinear,

    /// <summary>A plain sum: each channel is its own level through its own curve, whatever the others do.</summary>
    Linear,
}
