using System.Runtime.InteropServices;
using LakhNes.Plugin.Vst3.Com;

namespace LakhNes.Plugin.Vst3.Vtables;

/// <summary>IProcessContextRequirements: without it newer hosts give no transport.</summary>
internal static unsafe class ProcessContextRequirementsVtable
{
    private const uint ProjectTimeMusic = 1 << 2;
    private const uint BarPosition = 1 << 3;
    private const uint Cycle = 1 << 4;
    private const uint Tempo = 1 << 6;
    private const uint TimeSignature = 1 << 7;
    private const uint TransportState = 1 << 10;

    public static readonly nint Table = Vtable.Create(
        (nint)(delegate* unmanaged<ComInterface*, uint>)&GetProcessContextRequirements
    );

    [UnmanagedCallersOnly]
    private static uint GetProcessContextRequirements(ComInterface* self) =>
        ProjectTimeMusic | BarPosition | Cycle | Tempo | TimeSignature | TransportState;
}
