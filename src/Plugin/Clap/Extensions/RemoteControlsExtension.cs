using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LakhNes.Engine.Parameters;
using LakhNes.Plugin.Clap.Interop;
using LakhNes.Plugin.Core;

namespace LakhNes.Plugin.Clap.Extensions;

/// <summary>clap_plugin_remote_controls: each parameter group in pages of eight.</summary>
internal static unsafe class RemoteControlsExtension
{
    // the parameter indices of each page
    private static readonly int[][] Pages = Build();

    public static readonly nint Table = NativeTable.Create(
        (nint)(delegate* unmanaged[Cdecl]<ClapPlugin*, uint>)&Count,
        (nint)(delegate* unmanaged[Cdecl]<ClapPlugin*, uint, ClapRemoteControlsPage*, byte>)&Get
    );

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static uint Count(ClapPlugin* plugin) => (uint)Pages.Length;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte Get(ClapPlugin* plugin, uint index, ClapRemoteControlsPage* page)
    {
        try
        {
            if (page is null || index >= Pages.Length)
                return 0;
            Describe((int)index, page);
            return 1;
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(RemoteControlsExtension));
            return 0;
        }
    }

    private static void Describe(int index, ClapRemoteControlsPage* page)
    {
        int[] controls = Pages[index];
        Parameter first = ParameterTable.All[controls[0]],
            last = ParameterTable.All[controls[^1]];
        *page = new ClapRemoteControlsPage { PageId = (uint)index };
        NativeText.Write(page->SectionName, 256, first.Group);
        NativeText.Write(page->PageName, 256, $"{first.Name} to {last.Name}");
        for (int i = 0; i < ClapRemoteControlsPage.ControlCount; i++)
            page->ParamIds[i] = i < controls.Length ? ParameterTable.All[controls[i]].Id : ClapRemoteControlsPage.NoParameter;
    }

    private static int[][] Build() =>
        [
            .. ParameterTable
                .All.ToArray()
                .GroupBy(parameter => parameter.Group)
                .SelectMany(group => group.Select(parameter => parameter.Index).Chunk(ClapRemoteControlsPage.ControlCount)),
        ];
}
