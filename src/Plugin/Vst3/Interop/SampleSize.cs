namespace LakhNes.Plugin.Vst3.Interop;

/// <summary>Width of a sample.</summary>
internal enum SampleSize
{
    Float32,
    Float64,
}
