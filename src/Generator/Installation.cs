namespace LakhNes.Generator;

/// <summary>Where the installers put what the plug-ins and the command share: once, for one user or for all.</summary>
public static class Installation
{
    /// <summary>Absolute paths of the folders that may hold the model and ONNX Runtime, the user's own first.</summary>
    public static IReadOnlyList<string> Libraries { get; } =
        OperatingSystem.IsWindows()
            ?
            [
                Below(Environment.SpecialFolder.LocalApplicationData, "Programs", "LakhNES"),
                Below(Environment.SpecialFolder.ProgramFiles, "LakhNES"),
            ]
            : [Below(Environment.SpecialFolder.UserProfile, ".local/lib/lakhnes"), "/usr/local/lib/lakhnes", "/usr/lib/lakhnes"];

    /// <summary>The folders that may hold the command, in the same order.</summary>
    public static IReadOnlyList<string> Commands { get; } =
        OperatingSystem.IsWindows()
            ? Libraries
            : [Below(Environment.SpecialFolder.UserProfile, ".local", "bin"), "/usr/local/bin", "/usr/bin"];

    private static string Below(Environment.SpecialFolder folder, params ReadOnlySpan<string> inner) =>
        Path.Combine([Environment.GetFolderPath(folder), .. inner]);
}
