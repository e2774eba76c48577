using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LakhNes.Plugin.Clap.Instance;
using LakhNes.Plugin.Clap.Interop;
using LakhNes.Plugin.Core;

namespace LakhNes.Plugin.Clap.Extensions;

/// <summary>clap_plugin_gui: an embedded window; sizes are in pixels.</summary>
internal static unsafe class GuiExtension
{
    public static readonly nint Table = NativeTable.Create(
        (nint)(delegate* unmanaged[Cdecl]<ClapPlugin*, byte*, byte, byte>)&IsApiSupported,
        (nint)(delegate* unmanaged[Cdecl]<ClapPlugin*, byte**, byte*, byte>)&GetPreferredApi,
        (nint)(delegate* unmanaged[Cdecl]<ClapPlugin*, byte*, byte, byte>)&Create,
        (nint)(delegate* unmanaged[Cdecl]<ClapPlugin*, void>)&Destroy,
        (nint)(delegate* unmanaged[Cdecl]<ClapPlugin*, double, byte>)&SetScale,
        (nint)(delegate* unmanaged[Cdecl]<ClapPlugin*, uint*, uint*, byte>)&GetSize,
        (nint)(delegate* unmanaged[Cdecl]<ClapPlugin*, byte>)&CanResize,
        (nint)(delegate* unmanaged[Cdecl]<ClapPlugin*, ClapGuiResizeHints*, byte>)&GetResizeHints,
        (nint)(delegate* unmanaged[Cdecl]<ClapPlugin*, uint*, uint*, byte>)&AdjustSize,
        (nint)(delegate* unmanaged[Cdecl]<ClapPlugin*, uint, uint, byte>)&SetSize,
        (nint)(delegate* unmanaged[Cdecl]<ClapPlugin*, ClapWindow*, byte>)&SetParent,
        (nint)(delegate* unmanaged[Cdecl]<ClapPlugin*, ClapWindow*, byte>)&SetTransient,
        (nint)(delegate* unmanaged[Cdecl]<ClapPlugin*, byte*, void>)&SuggestTitle,
        (nint)(delegate* unmanaged[Cdecl]<ClapPlugin*, byte>)&Show,
        (nint)(delegate* unmanaged[Cdecl]<ClapPlugin*, byte>)&Hide
    );

    private static readonly byte* Api = NativeText.Permanent(System.Text.Encoding.ASCII.GetString(ClapInstance.WindowApi[..^1]));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte IsApiSupported(ClapPlugin* plugin, byte* api, byte isFloating)
    {
        try
        {
            return ToByte(ClapInstance.Of(plugin).SupportsApi(api, isFloating != 0));
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(GuiExtension));
            return 0;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte GetPreferredApi(ClapPlugin* plugin, byte** api, byte* isFloating)
    {
        if (api is null || isFloating is null)
            return 0;
        *api = Api;
        *isFloating = 0;
        return 1;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte Create(ClapPlugin* plugin, byte* api, byte isFloating)
    {
        try
        {
            return ToByte(ClapInstance.Of(plugin).CreateGui(api, isFloating != 0));
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(GuiExtension));
            return 0;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Destroy(ClapPlugin* plugin)
    {
        try
        {
            ClapInstance.Of(plugin).DestroyGui();
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(GuiExtension));
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte SetScale(ClapPlugin* plugin, double scale)
    {
        try
        {
            return ToByte(ClapInstance.Of(plugin).SetScale(scale));
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(GuiExtension));
            return 0;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte GetSize(ClapPlugin* plugin, uint* width, uint* height)
    {
        try
        {
            if (width is null || height is null || ClapInstance.Of(plugin).Editor is not { } editor)
                return 0;
            (*width, *height) = ((uint)editor.Width, (uint)editor.Height);
            return 1;
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(GuiExtension));
            return 0;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte CanResize(ClapPlugin* plugin) => 1;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte GetResizeHints(ClapPlugin* plugin, ClapGuiResizeHints* hints)
    {
        if (hints is null)
            return 0;
        *hints = new ClapGuiResizeHints { CanResizeHorizontally = 1, CanResizeVertically = 1 };
        return 1;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte AdjustSize(ClapPlugin* plugin, uint* width, uint* height)
    {
        try
        {
            if (width is null || height is null || ClapInstance.Of(plugin).Editor is not { } editor)
                return 0;
            (int fitWidth, int fitHeight) = editor.Constrain(
                (int)Math.Min(*width, int.MaxValue),
                (int)Math.Min(*height, int.MaxValue)
            );
            (*width, *height) = ((uint)fitWidth, (uint)fitHeight);
            return 1;
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(GuiExtension));
            return 0;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte SetSize(ClapPlugin* plugin, uint width, uint height)
    {
        try
        {
            if (ClapInstance.Of(plugin).Editor is not { } editor)
                return 0;
            editor.Resize((int)Math.Min(width, int.MaxValue), (int)Math.Min(height, int.MaxValue));
            return ToByte((editor.Width, editor.Height) == (width, height));
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(GuiExtension));
            return 0;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte SetParent(ClapPlugin* plugin, ClapWindow* window)
    {
        try
        {
            return ToByte(ClapInstance.Of(plugin).SetParent(window));
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(GuiExtension));
            return 0;
        }
    }

    // only floating windows are transient for another
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte SetTransient(ClapPlugin* plugin, ClapWindow* window) => 0;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void SuggestTitle(ClapPlugin* plugin, byte* title) { }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte Show(ClapPlugin* plugin)
    {
        try
        {
            return ToByte(ClapInstance.Of(plugin).ShowGui(true));
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(GuiExtension));
            return 0;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static byte Hide(ClapPlugin* plugin)
    {
        try
        {
            return ToByte(ClapInstance.Of(plugin).ShowGui(false));
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(GuiExtension));
            return 0;
        }
    }

    private static byte ToByte(bool value) => value ? (byte)1 : (byte)0;
}
