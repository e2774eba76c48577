namespace LakhNes.Hosts.Tests.Window;

/// <summary>A window of another program that takes dropped files, once.</summary>
internal sealed class DropTarget : ScreenProgram
{
    /// <summary>Its size in pixels.</summary>
    public const int Width = 200,
        Height = 100;

    /// <summary>Shows it.</summary>
    public DropTarget(Screen screen, int x, int y)
        : base(screen, "drop-target", $"{x}", $"{y}") => Assert.True(Line().GetProperty("ready").GetBoolean());

    /// <summary>The addresses that came with the drop; waits for it.</summary>
    public string[] Dropped() => [.. Line().List("addresses").Select(address => address.GetString()!)];
}
