using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LakhNes.Plugin.Clap.Interop;

namespace LakhNes.Plugin.Tests.Clap;

/// <summary>A clap_host that counts what it is asked for.</summary>
internal sealed unsafe class FakeClapHost : IDisposable
{
    private static readonly nint Params = NativeTable.Create(
        (nint)(delegate* unmanaged[Cdecl]<ClapHost*, uint, void>)&Rescan,
        0,
        0
    );

    private static readonly nint State = NativeTable.Create((nint)(delegate* unmanaged[Cdecl]<ClapHost*, void>)&MarkDirty);

    private static readonly nint PresetLoad = NativeTable.Create(
        (nint)(delegate* unmanaged[Cdecl]<ClapHost*, uint, byte*, byte*, int, byte*, void>)&OnError,
        (nint)(delegate* unmanaged[Cdecl]<ClapHost*, uint, byte*, byte*, void>)&Loaded
    );

    private static readonly nint ContextMenu = NativeTable.Create(
        0,
        0,
        (nint)(delegate* unmanaged[Cdecl]<ClapHost*, byte>)&CanPopup,
        (nint)(delegate* unmanaged[Cdecl]<ClapHost*, ClapContextMenuTarget*, int, int, int, byte>)&Popup
    );

    private static readonly nint LogTable = NativeTable.Create(
        (nint)(delegate* unmanaged[Cdecl]<ClapHost*, int, byte*, void>)&Write
    );

    private GCHandle _handle;

    public FakeClapHost(bool extensions = true)
    {
        HasExtensions = extensions;
        _handle = GCHandle.Alloc(this);
        Native = (ClapHost*)NativeMemory.AllocZeroed((nuint)sizeof(ClapHost));
        Native->Version = ClapVersion.Current;
        Native->HostData = (void*)GCHandle.ToIntPtr(_handle);
        Native->GetExtension = &GetExtension;
        Native->RequestCallback = &RequestCallback;
    }

    public ClapHost* Native { get; }

    public bool HasExtensions { get; }

    public int Rescans { get; private set; }

    public int Dirty { get; private set; }

    public int Callbacks { get; private set; }

    public List<string> Log { get; } = [];

    /// <summary>It shows menus.</summary>
    public bool HasMenus { get; set; }

    public void Dispose()
    {
        _handle.Free();
        NativeMemory.Free(Native);
    }

    private static FakeClapHost Of(ClapHost* host) => (FakeClapHost)GCHandle.FromIntPtr((nint)host->HostData).Target!;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void* GetExtension(ClapHost* host, byte* id) =>
        !Of(host).HasExtensions
            ? null
            : NativeText.Read(id) switch
            {
                "clap.params" => (void*)Params,
                "clap.state" => (void*)State,
                "clap.preset-load/2" => (void*)PresetLoad,
                "clap.log" => (void*)LogTable,
                "clap.context-menu/1" => (void*)ContextMenu,
                _ => null,
            };

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Write(ClapHost* host, int severity, byte* message) =>
        Of(host).Log.Add($"log {severity}: {NativeText.Read(message)}");

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void RequestCallback(ClapHost* host) => Of(host).Callbacks++;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Rescan(ClapHost* host, uint flags) => Of(host).Rescans += flags == ClapHostParams.RescanValues ? 1 : 1000;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void MarkDirty(ClapHost* host) => Of(host).Dirty++;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnError(ClapHost* host, uint kind, byte* location, byte* key, int osError, byte* message) =>
        Of(host).Log.Add("error: " + NativeText.Read(message));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Loaded(ClapHost* host, uint kind, byte* location, byte* key) =>
        Of(host).Log.Add("loaded: " + (key is null ? NativeText.Read(location) : NativeText.Read(key)));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte CanPopup(ClapHost* host) => Of(host).HasMenus ? (byte)1 : (byte)0;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte Popup(ClapHost* host, ClapContextMenuTarget* target, int screen, int x, int y)
    {
        Of(host).Log.Add($"menu of {target->Kind}:{target->Id} at {x} {y}");
        return 1;
    }
}
