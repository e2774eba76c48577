using System.Runtime.InteropServices;

namespace LakhNes.App.Windows;

/// <summary>The functions of Windows' audio interfaces by their place, and what makes the first interface.</summary>
internal static unsafe partial class Com
{
    /// <summary>CLSCTX_ALL.</summary>
    public const uint AnyContext = 23;

    /// <summary>CLSID_MMDeviceEnumerator.</summary>
    public static readonly Guid DeviceEnumerator = new("BCDE0395-E52F-467C-8E3D-C4579291692E");

    /// <summary>IID_IMMDeviceEnumerator.</summary>
    public static readonly Guid DeviceEnumeratorInterface = new("A95664D2-9614-4F35-A746-DE8DB63617E6");

    /// <summary>IID_IAudioClient.</summary>
    public static readonly Guid AudioClient = new("1CB9AD4C-DBFA-4C32-B178-C2F568A703B2");

    /// <summary>IID_IAudioRenderClient.</summary>
    public static readonly Guid RenderClient = new("F294ACFC-3146-4483-A7BF-ADDCA7C260E2");

    /// <summary>A function of an interface: the first three are IUnknown's.</summary>
    /// <param name="instance">The interface.</param>
    /// <param name="place">Which of its functions, in the order of its declaration.</param>
    public static void* Function(nint instance, int place) => (*(void***)instance)[place];

    /// <summary>Lets an interface go; 0 is none.</summary>
    public static void Release(nint instance)
    {
        if (instance != 0)
            ((delegate* unmanaged<nint, uint>)Function(instance, 2))(instance);
    }

    [LibraryImport("ole32")]
    public static partial int CoInitializeEx(nint reserved, uint kind);

    [LibraryImport("ole32")]
    public static partial int CoCreateInstance(Guid* type, nint outer, uint context, Guid* wanted, nint* made);
}
