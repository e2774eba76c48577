using System.Globalization;
using System.Text.Json.Nodes;

namespace LakhNes.Cli.Terminal;

/// <summary>Figures of tables and JSON; one that is no finite number says nothing.</summary>
internal static class Figure
{
    /// <summary>With two decimals; a dash where there is none.</summary>
    public static string Text(double value) =>
        double.IsFinite(value) ? value.ToString("0.00", CultureInfo.InvariantCulture) : "-";

    /// <summary>In JSON; null where there is none.</summary>
    public static JsonNode? Node(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;
}
