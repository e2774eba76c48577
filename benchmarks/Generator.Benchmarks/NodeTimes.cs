using System.Text.Json;

namespace LakhNes.Generator.Benchmarks;

/// <summary>What ONNX Runtime's own profiler says of a session; its own time is part of what is left over.</summary>
internal static class NodeTimes
{
    /// <summary>
    /// The share of each kind of node in the time of the runs, the first third of the profile (warming up) left out.
    /// </summary>
    /// <param name="file">The profile.</param>
    public static string Describe(string file)
    {
        using JsonDocument profile = JsonDocument.Parse(File.ReadAllText(file));
        var nodes = new Dictionary<string, double>();
        double whole = 0;
        JsonElement[] events = [.. profile.RootElement.EnumerateArray()];

        // from the start of a run on: nodes of one that began earlier do not count
        double warm = events.Max(Start) / 3,
            from = events.Where(e => e.GetProperty("name").GetString() == "model_run" && Start(e) > warm).Min(Start);
        foreach (JsonElement e in events.Where(e => Start(e) >= from))
        {
            string name = e.GetProperty("name").GetString()!;
            double time = e.GetProperty("dur").GetDouble();
            if (name == "model_run")
                whole += time;
            else if (name.EndsWith("_kernel_time", StringComparison.Ordinal))
                nodes[Operator(e)] = nodes.GetValueOrDefault(Operator(e)) + time;
        }

        return $"{string.Join(", ", nodes.OrderByDescending(node => node.Value).Select(node => $"{node.Key} {node.Value / whole:0.0%}"))}, the rest {1 - nodes.Values.Sum() / whole:0.0%}";
    }

    private static double Start(JsonElement e) => e.GetProperty("ts").GetDouble();

    private static string Operator(JsonElement e) => e.GetProperty("args").GetProperty("op_name").GetString()!;
}
