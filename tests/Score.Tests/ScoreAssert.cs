namespace LakhNes.Score.Tests;

/// <summary>Compares scores event by event.</summary>
internal static class ScoreAssert
{
    public static void Same(NesScore expected, NesScore actual)
    {
        Events(actual, [.. expected.Events]);
        Assert.Equal(expected.Length, actual.Length);
        Assert.Equal(expected.Unit, actual.Unit);
        Assert.Equal(expected.Scene, actual.Scene);
    }

    public static void Events(NesScore actual, params NesEvent[] expected) => Assert.Equal(expected, actual.Events.ToArray());
}
