using LakhNes.Concurrency;
using LakhNes.Engine.Parameters;
using LakhNes.Plugin.Clap.Interop;
using LakhNes.Plugin.Core;
using LakhNes.Ui;
using LakhNes.Ui.Editing;

namespace LakhNes.Plugin.Clap.Instance;

// clap_plugin_gui, clap_plugin_timer_support and clap_plugin_posix_fd_support: the window. All on the main thread.
internal sealed unsafe partial class ClapInstance : IEditorHost
{
    private const int GestureCapacity = 512;

    // moves leave room for beginnings and ends, so that an end always comes through
    private const int GestureReserve = 128;

    // from the window's thread to whichever the host processes on
    private readonly SpscRing<ParameterGesture> _gestures = new(GestureCapacity);
    private ClapHostGui* _hostGui;
    private ClapHostTimerSupport* _hostTimer;
    private ClapHostContextMenu* _hostMenu;
    private ClapHostPosixFdSupport* _hostDescriptors;
    private Editor? _editor;
    private uint _timer;
    private bool _hasTimer;
    private int _descriptor = -1;

    /// <summary>The window, between create and destroy.</summary>
    public Editor? Editor => _editor;

    /// <summary>Name of the windows of this system.</summary>
    public static ReadOnlySpan<byte> WindowApi =>
        OperatingSystem.IsWindows() ? "win32\0"u8
        : OperatingSystem.IsMacOS() ? "cocoa\0"u8
        : "x11\0"u8;

    /// <summary>clap_plugin_gui.is_api_supported: embedded windows of this system, where the host can call for frames.</summary>
    public bool SupportsApi(byte* api, bool isFloating) =>
        api is not null
        && !isFloating
        && NativeText.Read(api) == System.Text.Encoding.ASCII.GetString(WindowApi[..^1])
        && Editor.IsSupported
        && (!OperatingSystem.IsLinux() || _hostTimer is not null);

    /// <summary>clap_plugin_gui.create.</summary>
    public bool CreateGui(byte* api, bool isFloating)
    {
        if (_editor is not null || !SupportsApi(api, isFloating))
            return false;
        _editor = new Editor(Core.Engine, this);
        return true;
    }

    /// <summary>clap_plugin_gui.destroy; nothing happens where there is no window.</summary>
    public void DestroyGui()
    {
        StopCalls();
        _editor?.Dispose();
        _editor = null;
    }

    /// <summary>clap_plugin_gui.set_parent.</summary>
    public bool SetParent(ClapWindow* window)
    {
        if (_editor is not { } editor || window is null || !SupportsApi(window->Api, false))
            return false;
        StopCalls();
        return editor.TryAttach(window->Handle, out _);
    }

    /// <summary>clap_plugin_gui.set_scale; a window that is open already asks for the size that follows.</summary>
    public bool SetScale(double scale)
    {
        if (_editor is not { } editor)
            return false;
        if (!editor.SetScale(scale))
            return editor.Scale == scale;
        if (editor.IsAttached)
            ((IEditorHost)this).RequestSize(editor.Width, editor.Height);
        return true;
    }

    /// <summary>clap_plugin_gui.show and hide; a hidden window costs nothing.</summary>
    public bool ShowGui(bool visible)
    {
        if (_editor is not { } editor)
            return false;
        StopCalls();
        editor.Show(visible);
        return !visible || !editor.NeedsTimer || StartCalls(editor);
    }

    /// <summary>clap_plugin_timer_support.on_timer.</summary>
    public void OnTimer(uint id)
    {
        if (_hasTimer && id == _timer)
            _editor?.OnFrame();
    }

    /// <summary>clap_plugin_posix_fd_support.on_fd.</summary>
    public void OnDescriptor(int descriptor)
    {
        if (descriptor == _descriptor)
            _editor?.OnInput();
    }

    void IEditorHost.BeginEdit(int index) => Tell(new ParameterGesture(ParameterGestureKind.Begin, ParameterTable.All[index].Id));

    void IEditorHost.Edit(int index, double plain)
    {
        Core.Engine.SetParameter(index, plain);
        Tell(new ParameterGesture(ParameterGestureKind.Move, ParameterTable.All[index].Id, plain));
    }

    void IEditorHost.EndEdit(int index) => Tell(new ParameterGesture(ParameterGestureKind.End, ParameterTable.All[index].Id));

    string? IEditorHost.LastFault
    {
        get
        {
            foreach (string fault in FaultLog.OfProcess.Publish())
                Log(fault);
            return FaultLog.OfProcess.Last;
        }
    }

    void IEditorHost.KeepFault(Exception fault, string type, string function) => FaultLog.Keep(fault, type, function);

    void IEditorHost.ValuesChanged() => ValuesMoved();

    bool IEditorHost.RequestSize(int width, int height) =>
        _hostGui is not null && _hostGui->RequestResize(_host, (uint)width, (uint)height) != 0;

    bool IEditorHost.ShowParameterMenu(int index, int x, int y)
    {
        if (_hostMenu is null || _hostMenu->CanPopup(_host) == 0)
            return false;
        var target = new ClapContextMenuTarget { Kind = ClapContextMenuTarget.Parameter, Id = ParameterTable.All[index].Id };
        return _hostMenu->Popup(_host, &target, 0, x, y) != 0;
    }

    private void Tell(ParameterGesture gesture)
    {
        bool fits = gesture.Kind != ParameterGestureKind.Move || _gestures.Count < GestureCapacity - GestureReserve;
        if (fits)
            _gestures.TryPush(in gesture);

        // where the host does not process at the moment
        if (_hostParams is not null && _hostParams->RequestFlush is not null)
            _hostParams->RequestFlush(_host);
    }

    private bool StartCalls(Editor editor)
    {
        uint timer = 0;
        _hasTimer = _hostTimer is not null && _hostTimer->Register(_host, Editor.FrameMilliseconds, &timer) != 0;
        _timer = timer;
        // input comes with the frames, too; this only makes it come sooner
        if (
            _hostDescriptors is not null
            && _hostDescriptors->Register(_host, editor.FileDescriptor, ClapHostPosixFdSupport.Read) != 0
        )
            _descriptor = editor.FileDescriptor;
        return _hasTimer;
    }

    private void StopCalls()
    {
        if (_hasTimer)
            _hostTimer->Unregister(_host, _timer);
        if (_descriptor >= 0)
            _hostDescriptors->Unregister(_host, _descriptor);
        _hasTimer = false;
        _descriptor = -1;
    }
}
