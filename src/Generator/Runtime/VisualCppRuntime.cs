using System.Runtime.InteropServices;

namespace LakhNes.Generator.Runtime;

/// <summary>What ONNX Runtime on Windows needs and Windows itself does not have.</summary>
internal static class VisualCppRuntime
{
    /// <summary>Where Microsoft gives it away.</summary>
    public const string Address = "https://aka.ms/vs/17/release/vc_redist.x64.exe";

    private static readonly string[] Libraries = ["vcruntime140.dll", "vcruntime140_1.dll", "msvcp140.dll", "msvcp140_1.dll"];

    /// <summary>The first of its libraries that cannot be loaded; null where all can, and on other systems.</summary>
    public static string? Missing =>
        OperatingSystem.IsWindows() ? Libraries.FirstOrDefault(name => !NativeLibrary.TryLoad(name, out _)) : null;
}
