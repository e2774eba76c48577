using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LakhNes.Plugin.Clap.Interop;
using LakhNes.Plugin.Core;

namespace LakhNes.Plugin.Clap.Instance;

/// <summary>One plugin instance as a CLAP host sees it.</summary>
internal sealed unsafe partial class ClapInstance
{
    private readonly ClapHost* _host;
    private ClapHostParams* _hostParams;
    private ClapHostState* _hostState;
    private ClapHostPresetLoad* _hostPresetLoad;
    private ClapHostLog* _hostLog;
    private bool _offline;
    private int _valuesMoved;

    private ClapInstance(ClapHost* host) => _host = host;

    /// <summary>What the instance plays on.</summary>
    public PluginInstance Core { get; } = new(InstalledModel.Source);

    /// <summary>Makes an instance.</summary>
    /// <param name="host">Who asks for it.</param>
    /// <param name="functions">clap_plugin's functions and descriptor.</param>
    public static ClapPlugin* Create(ClapHost* host, in ClapPlugin functions)
    {
        var plugin = (ClapPlugin*)NativeMemory.Alloc((nuint)sizeof(ClapPlugin));
        *plugin = functions;
        plugin->Data = GCHandle.ToIntPtr(GCHandle.Alloc(new ClapInstance(host)));
        return plugin;
    }

    /// <summary>clap_plugin.destroy.</summary>
    public static void Destroy(ClapPlugin* plugin)
    {
        Of(plugin).DestroyGui();
        Of(plugin).Core.Close();
        GCHandle.FromIntPtr(plugin->Data).Free();
        NativeMemory.Free(plugin);
    }

    /// <summary>The instance behind a host's pointer.</summary>
    public static ClapInstance Of(ClapPlugin* plugin) => Unsafe.As<ClapInstance>(GCHandle.FromIntPtr(plugin->Data).Target!);

    /// <summary>clap_plugin.init: the host's extensions may be asked for from here on.</summary>
    public void Init()
    {
        _hostParams = (ClapHostParams*)HostExtension("clap.params\0"u8);
        _hostState = (ClapHostState*)HostExtension("clap.state\0"u8);
        _hostPresetLoad = (ClapHostPresetLoad*)HostExtension("clap.preset-load/2\0"u8);
        _hostLog = (ClapHostLog*)HostExtension("clap.log\0"u8);
        _hostGui = (ClapHostGui*)HostExtension("clap.gui\0"u8);
        _hostTimer = (ClapHostTimerSupport*)HostExtension("clap.timer-support\0"u8);
        _hostMenu = (ClapHostContextMenu*)HostExtension("clap.context-menu/1\0"u8);
        if (_hostMenu is null)
            _hostMenu = (ClapHostContextMenu*)HostExtension("clap.context-menu.draft/0\0"u8);
        _hostDescriptors = (ClapHostPosixFdSupport*)HostExtension("clap.posix-fd-support\0"u8);
    }

    /// <summary>clap_plugin.reset.</summary>
    public void Reset()
    {
        if (Core.Engine.IsActive)
            Core.Engine.Reset();
    }

    /// <summary>
    /// clap_plugin.on_main_thread: asked for when a program change has moved the parameters, and when a function has failed.
    /// </summary>
    public void OnMainThread()
    {
        foreach (string fault in FaultLog.OfProcess.Publish())
            Log(fault);
        if (Interlocked.Exchange(ref _valuesMoved, 0) != 0)
            ValuesMoved();
    }

    /// <summary>clap_plugin_render.set.</summary>
    public void SetOffline(bool offline) => Volatile.Write(ref _offline, offline);

    private void* HostExtension(ReadOnlySpan<byte> id)
    {
        fixed (byte* text = id)
            return _host->GetExtension is null ? null : _host->GetExtension(_host, text);
    }

    // the host reads all values again and knows that the project changed
    private void ValuesMoved()
    {
        RescanValues();
        if (_hostState is not null)
            _hostState->MarkDirty(_host);
    }

    private void Log(string line)
    {
        if (_hostLog is null || _hostLog->Log is null)
            return;
        fixed (byte* text = NativeText.Terminated(line))
            _hostLog->Log(_host, ClapHostLog.Error, text);
    }

    // values changed together: the host reads all of them again
    private void RescanValues()
    {
        if (_hostParams is not null)
            _hostParams->Rescan(_host, ClapHostParams.RescanValues);
    }
}
