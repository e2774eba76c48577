using System.Runtime.InteropServices;
using TorchSharp;

namespace LakhNes.Training.Torch;

/// <summary>PyTorch's native libraries.</summary>
internal static partial class TorchLibrary
{
    private const int Now = 2,
        Global = 0x100; // dlfcn.h
    private const int MapThreshold = -3,
        TrimThreshold = -1,
        TopPad = -2; // malloc.h
    private const int Keep = 1 << 30,
        Grow = 64 << 20; // bytes
    private const string Shim = "libstdcxxshim.so"; // see build/torch.cake

    /// <summary>Loads them; to be called before the first tensor.</summary>
    /// <returns>What is wrong, or null.</returns>
    public static string? Load()
    {
        if (OperatingSystem.IsLinux())
            Prepare();
        try
        {
            torch.InitializeDeviceType(DeviceType.CPU);
            return null;
        }
        catch (Exception failure) when (failure is TypeInitializationException or NotSupportedException or DllNotFoundException)
        {
            return string.Join(
                ' ',
                failure.GetBaseException().Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            );
        }
    }

    private static void Prepare()
    {
        // large tensors come and go in each step: their memory stays with the process instead of being mapped anew
        _ = MallOpt(MapThreshold, Keep);
        _ = MallOpt(TrimThreshold, int.MaxValue);
        _ = MallOpt(TopPad, Grow);
        string shim = Path.Combine(AppContext.BaseDirectory, Shim);
        if (File.Exists(shim))
            _ = Open(shim, Now | Global);
    }

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int MallOpt(int parameter, int value);

    [LibraryImport("libc", EntryPoint = "dlopen", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint Open(string file, int flags);
}
