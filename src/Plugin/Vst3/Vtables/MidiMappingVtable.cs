using System.Runtime.InteropServices;
using LakhNes.Plugin.Vst3.Com;
using LakhNes.Plugin.Vst3.Instance;

namespace LakhNes.Plugin.Vst3.Vtables;

/// <summary>IMidiMapping: hosts turn controllers into changes of hidden parameters.</summary>
internal static unsafe class MidiMappingVtable
{
    public static readonly nint Table = Vtable.Create(
        (nint)(delegate* unmanaged<ComInterface*, int, short, short, uint*, int>)&GetMidiControllerAssignment
    );

    [UnmanagedCallersOnly]
    private static int GetMidiControllerAssignment(ComInterface* self, int bus, short channel, short controller, uint* id) =>
        Vst3MidiParameters.Assign(bus, channel, controller, id);
}
