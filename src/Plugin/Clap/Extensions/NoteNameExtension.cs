using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LakhNes.Plugin.Clap.Interop;
using LakhNes.Plugin.Core;
using LakhNes.Score.Percussion;

namespace LakhNes.Plugin.Clap.Extensions;

/// <summary>clap_plugin_note_name: the drums of channel 10.</summary>
internal static unsafe class NoteNameExtension
{
    private const short DrumChannel = 9;

    public static readonly nint Table = NativeTable.Create(
        (nint)(delegate* unmanaged[Cdecl]<ClapPlugin*, uint>)&Count,
        (nint)(delegate* unmanaged[Cdecl]<ClapPlugin*, uint, ClapNoteName*, byte>)&Get
    );

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static uint Count(ClapPlugin* plugin)
    {
        try
        {
            return (uint)DrumMap.All.Length;
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(NoteNameExtension));
            return 0;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte Get(ClapPlugin* plugin, uint index, ClapNoteName* name)
    {
        try
        {
            if (name is null || index >= DrumMap.All.Length)
                return 0;
            Drum drum = DrumMap.All[(int)index];
            *name = new ClapNoteName
            {
                Port = -1,
                Key = drum.Key,
                Channel = DrumChannel,
            };
            NativeText.Write(name->Name, 256, drum.Name);
            return 1;
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(NoteNameExtension));
            return 0;
        }
    }
}
