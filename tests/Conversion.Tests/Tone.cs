namespace LakhNes.Conversion.Tests;

/// <summary>Measures tones.</summary>
internal static class Tone
{
    /// <summary>How often samples rise from below -threshold to above it.</summary>
    public static int RisingEdges(ReadOnlySpan<float> samples, float threshold = 0.02f)
    {
        int edges = 0;
        bool high = false;
        foreach (float sample in samples)
        {
            if (sample > threshold && !high)
                (high, edges) = (true, edges + 1);
            else if (sample < -threshold)
                high = false;
        }
        return edges;
    }
}
