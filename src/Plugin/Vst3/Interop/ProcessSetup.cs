namespace LakhNes.Plugin.Vst3.Interop;

/// <summary>What the host announces before it activates the component.</summary>
internal struct ProcessSetup
{
    public ProcessMode ProcessMode;
    public SampleSize SymbolicSampleSize;
    public int MaxSamplesPerBlock;
    public double SampleRate;
}
