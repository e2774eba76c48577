using System.Text.Json;

namespace LakhNes.Hosts.Tests;

/// <summary>Short ways into what a host printed.</summary>
internal static class JsonExtensions
{
    /// <summary>A number.</summary>
    public static double Number(this JsonElement json, string name) => json.GetProperty(name).GetDouble();

    /// <summary>A text.</summary>
    public static string Text(this JsonElement json, string name) => json.GetProperty(name).GetString()!;

    /// <summary>True or false.</summary>
    public static bool Flag(this JsonElement json, string name) => json.GetProperty(name).GetBoolean();

    /// <summary>An array's elements.</summary>
    public static JsonElement[] List(this JsonElement json, string name) => [.. json.GetProperty(name).EnumerateArray()];

    /// <summary>An array of texts.</summary>
    public static string[] Texts(this JsonElement json, string name) =>
        [.. json.List(name).Select(element => element.GetString()!)];

    /// <summary>Audio is there, is made of numbers, and is not out of all proportion.</summary>
    public static void AssertSounds(this JsonElement json)
    {
        Assert.Equal(0, json.Number("nonFinite"));
        Assert.InRange(json.Number("peak"), 0.01, 4);
        Assert.InRange(json.Number("rms"), 0.001, 1);
    }
}
