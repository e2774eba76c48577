using System.Runtime.InteropServices;
using LakhNes.Engine.Generation;
using LakhNes.Generator;

namespace LakhNes.Plugin.Core;

/// <summary>
/// The model and ONNX Runtime as they are installed with the plugin. What .NET calls the program's folder is the host's, so the
/// system is asked which file this code was loaded from.
/// </summary>
internal static unsafe partial class InstalledModel
{
    private const string FileName = "default.onnx";
    private const uint FromAddress = 4;
    private const uint UnchangedCount = 2;
    private const int LongestPath = 32_768;

    /// <summary>Where the model is, or null where none is installed.</summary>
    public static ModelSource? Source { get; } = Find(OwnFolder(), Installation.Libraries);

    /// <summary>
    /// Looks where bundles keep resources, then in the folder <c>LakhNES</c> beside a plain file, beside the file, beside the
    /// bundle, then where installers put what all share.
    /// </summary>
    /// <param name="folder">The folder of the plugin's library; null: not known.</param>
    /// <param name="shared">The folders of what is installed once.</param>
    internal static ModelSource? Find(string? folder, IReadOnlyList<string> shared)
    {
        if (folder is null)
            return null;
        string contents = Path.GetFullPath(Path.Combine(folder, ".."));
        string[] besideBundle = Path.GetFileName(contents) == "Contents" ? [Path.Combine(contents, "..", "..")] : [];
        string[] beside = [Path.Combine(contents, "Resources"), Path.Combine(folder, "LakhNES"), folder, .. besideBundle];
        foreach (string place in (string[])[.. beside, .. shared])
        {
            string path = Path.GetFullPath(Path.Combine(place, FileName));
            if (File.Exists(path))
                return new ModelSource(path, Path.GetDirectoryName(path));
        }

        return null;
    }

    private static string? OwnFolder()
    {
        try
        {
            // on the JIT, code lies in no library: the tests' own folder is as good
            if (System.Runtime.CompilerServices.RuntimeFeature.IsDynamicCodeSupported)
                return AppContext.BaseDirectory;
            void* own = (delegate* unmanaged<void>)&Here;
            string? file = OperatingSystem.IsWindows() ? WindowsFile(own) : UnixFile(own);
            return Path.GetDirectoryName(file);
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(InstalledModel));
            return null;
        }
    }

    [UnmanagedCallersOnly]
    private static void Here() { }

    private static string? UnixFile(void* address)
    {
        // struct Dl_info { const char *file; void *base; const char *symbol; void *symbol_address; }
        byte** info = stackalloc byte*[4];
        bool found = OperatingSystem.IsMacOS() ? MacAddress(address, info) != 0 : LinuxAddress(address, info) != 0;
        return found ? Marshal.PtrToStringUTF8((nint)info[0]) : null;
    }

    private static string? WindowsFile(void* address)
    {
        nint module;
        if (GetModuleHandleEx(FromAddress | UnchangedCount, address, &module) == 0)
            return null;
        var path = new char[LongestPath];
        fixed (char* text = path)
            return new string(text, 0, (int)GetModuleFileName(module, text, LongestPath));
    }

    [LibraryImport("libdl.so.2", EntryPoint = "dladdr")]
    private static partial int LinuxAddress(void* address, byte** info);

    [LibraryImport("libSystem.dylib", EntryPoint = "dladdr")]
    private static partial int MacAddress(void* address, byte** info);

    [LibraryImport("kernel32", EntryPoint = "GetModuleHandleExW")]
    private static partial int GetModuleHandleEx(uint flags, void* address, nint* module);

    [LibraryImport("kernel32", EntryPoint = "GetModuleFileNameW")]
    private static partial uint GetModuleFileName(nint module, char* path, uint length);
}
