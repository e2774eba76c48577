using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LakhNes.Plugin.Clap.Interop;
using LakhNes.Plugin.Core;

namespace LakhNes.Plugin.Clap.Extensions;

/// <summary>clap_plugin_note_ports: one in, one out.</summary>
internal static unsafe class NotePortsExtension
{
    public static readonly nint Table = NativeTable.Create(
        (nint)(delegate* unmanaged[Cdecl]<ClapPlugin*, byte, uint>)&Count,
        (nint)(delegate* unmanaged[Cdecl]<ClapPlugin*, uint, byte, ClapNotePortInfo*, byte>)&Get
    );

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static uint Count(ClapPlugin* plugin, byte isInput) => 1;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte Get(ClapPlugin* plugin, uint index, byte isInput, ClapNotePortInfo* info)
    {
        try
        {
            if (info is null || index != 0)
                return 0;
            *info = new ClapNotePortInfo
            {
                SupportedDialects =
                    ClapNotePortInfo.DialectClap
                    | ClapNotePortInfo.DialectMidi
                    | (isInput != 0 ? ClapNotePortInfo.DialectMidiMpe : 0),
                PreferredDialect = ClapNotePortInfo.DialectClap,
            };
            NativeText.Write(info->Name, 256, isInput != 0 ? "Events In" : "Events Out");
            return 1;
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(NotePortsExtension));
            return 0;
        }
    }
}
