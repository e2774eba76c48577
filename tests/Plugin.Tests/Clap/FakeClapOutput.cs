using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LakhNes.Plugin.Clap.Interop;

namespace LakhNes.Plugin.Tests.Clap;

/// <summary>A clap_output_events that keeps the notes that it is sent, and when it was sent what.</summary>
internal sealed unsafe class FakeClapOutput : IDisposable
{
    private GCHandle _handle;

    public FakeClapOutput()
    {
        _handle = GCHandle.Alloc(this);
        Native = (ClapOutputEvents*)NativeMemory.AllocZeroed((nuint)sizeof(ClapOutputEvents));
        Native->Context = (void*)GCHandle.ToIntPtr(_handle);
        Native->TryPush = &TryPush;
    }

    public ClapOutputEvents* Native { get; }

    public List<ClapEventNote> Notes { get; } = [];

    /// <summary>Samples of all events, as they came.</summary>
    public List<uint> Times { get; } = [];

    public void Dispose()
    {
        _handle.Free();
        NativeMemory.Free(Native);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte TryPush(ClapOutputEvents* list, ClapEventHeader* header)
    {
        var output = (FakeClapOutput)GCHandle.FromIntPtr((nint)list->Context).Target!;
        output.Times.Add(header->Time);
        if (header->Type <= ClapEventType.NoteEnd && header->Size == sizeof(ClapEventNote))
            output.Notes.Add(*(ClapEventNote*)header);
        return 1;
    }
}
