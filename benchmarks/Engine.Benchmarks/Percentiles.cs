namespace LakhNes.Engine.Benchmarks;

/// <summary>A table of times in milliseconds.</summary>
internal static class Percentiles
{
    /// <summary>What stands above the rows.</summary>
    public static string Heading => $"{"", -12}{"p50 ms", 10}{"p99.9 ms", 10}{"worst ms", 10}";

    /// <summary>A row.</summary>
    public static string Row(string what, double[] times)
    {
        double[] sorted = [.. times.Order()];
        return $"{what, -12}{sorted[sorted.Length / 2], 10:F4}{sorted[(int)(sorted.Length * 0.999)], 10:F4}{sorted[^1], 10:F4}";
    }
}
