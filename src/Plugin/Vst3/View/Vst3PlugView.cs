using LakhNes.Plugin.Core;
using LakhNes.Plugin.Vst3.Com;
using LakhNes.Plugin.Vst3.Instance;
using LakhNes.Plugin.Vst3.Interop;
using LakhNes.Ui;
using LakhNes.Ui.Editing;

namespace LakhNes.Plugin.Vst3.View;

/// <summary>
/// IPlugView: the plugin's window as a VST3 host sees it. It keeps the instance alive that it shows, so that a host may end the
/// instance first. On Linux the host's run loop calls it for input and frames.
/// </summary>
internal sealed unsafe class Vst3PlugView : ComTarget, IEditorHost
{
    // places among the interfaces that Create lists
    private const int ViewInterface = 0,
        EventInterface = 2,
        TimerInterface = 3;

    private readonly Vst3Instance _instance;
    private readonly Editor _editor;
    private ComObject* _self;
    private IPlugFrame* _frame;
    private IRunLoop* _loop;

    private Vst3PlugView(Vst3Instance instance)
    {
        _instance = instance;
        _editor = new Editor(instance.Core.Engine, this);
    }

    /// <summary>Makes the view of an instance.</summary>
    /// <returns>Its IPlugView with one reference, or null where the system has no windows.</returns>
    public static ComInterface* Create(Vst3Instance instance)
    {
        if (!Editor.IsSupported)
            return null;
        var view = new Vst3PlugView(instance);
        view._self = ComObject.Create(
            view,
            new ComFace(PlugViewVtable.Table, InterfaceIds.FUnknown, InterfaceIds.PlugView),
            new ComFace(ContentScaleVtable.Table, InterfaceIds.PlugViewContentScaleSupport),
            new ComFace(RunLoopHandlerVtables.EventHandler, InterfaceIds.EventHandler),
            new ComFace(RunLoopHandlerVtables.TimerHandler, InterfaceIds.TimerHandler)
        );
        return ComObject.Interface(view._self, ViewInterface);
    }

    /// <summary>IPlugView::isPlatformTypeSupported.</summary>
    public static bool Supports(byte* type) =>
        type is not null
        && NativeText.Read(type)
            == (
                OperatingSystem.IsWindows() ? "HWND"
                : OperatingSystem.IsMacOS() ? "NSView"
                : "X11EmbedWindowID"
            );

    /// <inheritdoc/>
    public override void Released() => Removed();

    /// <summary>IPlugView::attached.</summary>
    public int Attached(nint parent, byte* type)
    {
        if (parent == 0 || !Supports(type))
            return Result.InvalidArgument;
        Removed();
        if (!_editor.TryAttach(parent, out _))
            return Result.False;
        if (_editor.NeedsTimer && !StartLoop())
        {
            _editor.Detach();
            return Result.False;
        }

        _editor.Show(true);
        return Result.Ok;
    }

    /// <summary>IPlugView::removed.</summary>
    public int Removed()
    {
        if (_loop is not null)
        {
            IRunLoop* loop = _loop;
            _loop = null;
            loop->UnregisterTimer(ComObject.Interface(_self, TimerInterface));
            loop->UnregisterEventHandler(ComObject.Interface(_self, EventInterface));
            loop->Release();
        }

        _editor.Detach();
        return Result.Ok;
    }

    /// <summary>IPlugView::getSize.</summary>
    public int GetSize(ViewRect* size)
    {
        if (size is null)
            return Result.InvalidArgument;
        *size = new ViewRect { Right = _editor.Width, Bottom = _editor.Height };
        return Result.Ok;
    }

    /// <summary>IPlugView::onSize.</summary>
    public int OnSize(ViewRect* size)
    {
        if (size is null)
            return Result.InvalidArgument;
        _editor.Resize(size->Right - size->Left, size->Bottom - size->Top);
        return Result.Ok;
    }

    /// <summary>IPlugView::checkSizeConstraint.</summary>
    public int CheckSizeConstraint(ViewRect* size)
    {
        if (size is null)
            return Result.InvalidArgument;
        (int width, int height) = _editor.Constrain(size->Right - size->Left, size->Bottom - size->Top);
        (size->Right, size->Bottom) = (size->Left + width, size->Top + height);
        return Result.Ok;
    }

    /// <summary>IPlugView::setFrame. The host owns the frame and takes it back before it ends.</summary>
    public int SetFrame(IPlugFrame* frame)
    {
        if (frame is null)
            Removed();
        _frame = frame;
        return Result.Ok;
    }

    /// <summary>IPlugViewContentScaleSupport::setContentScaleFactor.</summary>
    public int SetScale(float factor)
    {
        if (!_editor.SetScale(factor))
            return Result.From(factor == (float)_editor.Scale);
        RequestSize(_editor.Width, _editor.Height);
        return Result.Ok;
    }

    /// <summary>Asks the host for another size.</summary>
    public bool RequestSize(int width, int height)
    {
        var size = new ViewRect { Right = width, Bottom = height };
        return _frame is not null && _frame->ResizeView(ComObject.Interface(_self, ViewInterface), &size) == Result.Ok;
    }

    /// <summary>IPlugView::onKeyDown.</summary>
    public bool OnKeyDown(char key, int code, int modifiers) => _editor.OnKey(Vst3Keys.Read(key, code, modifiers));

    /// <summary>IEventHandler::onFDIsSet.</summary>
    public void OnInput() => _editor.OnInput();

    /// <summary>ITimerHandler::onTimer.</summary>
    public void OnTimer() => _editor.OnFrame();

    void IEditorHost.BeginEdit(int index) => _instance.BeginEdit(index);

    void IEditorHost.Edit(int index, double plain) => _instance.Edit(index, plain);

    void IEditorHost.EndEdit(int index) => _instance.EndEdit(index);

    string? IEditorHost.LastFault
    {
        get
        {
            FaultLog.OfProcess.Publish();
            return FaultLog.OfProcess.Last;
        }
    }

    void IEditorHost.KeepFault(Exception fault, string type, string function) => FaultLog.Keep(fault, type, function);

    void IEditorHost.ValuesChanged() => _instance.ValuesChanged();

    bool IEditorHost.ShowParameterMenu(int index, int x, int y) =>
        _instance.ShowParameterMenu(ComObject.Interface(_self, ViewInterface), index, x, y);

    // without a run loop nobody would ever call: the window would be dead
    private bool StartLoop()
    {
        if (_frame is null)
            return false;
        Tuid id = InterfaceIds.RunLoop;
        void* loop = null;
        if (_frame->QueryInterface(&id, &loop) != Result.Ok || loop is null)
            return false;
        _loop = (IRunLoop*)loop;
        return _loop->RegisterEventHandler(ComObject.Interface(_self, EventInterface), _editor.FileDescriptor) == Result.Ok
            & _loop->RegisterTimer(ComObject.Interface(_self, TimerInterface), Editor.FrameMilliseconds) == Result.Ok;
    }
}
