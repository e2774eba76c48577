namespace LakhNes.Instrument.Samples;

/// <summary>A recorded sound, its channels mixed to one.</summary>
/// <param name="Samples">Samples, full scale at -1 and 1.</param>
/// <param name="SampleRate">Samples a second.</param>
public sealed record Recording(float[] Samples, double SampleRate)
{
    /// <summary>How long it lasts.</summary>
    public double Seconds => Samples.Length / SampleRate;
}
