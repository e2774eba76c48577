using System.Runtime.InteropServices;
using LakhNes.Drawing;

namespace LakhNes.Ui.Windows.Cocoa;

/// <summary>
/// A subview of a host's NSView, made through the Objective-C runtime. Its timer calls for frames; a point is a pixel of the
/// canvas.
/// </summary>
internal sealed unsafe partial class CocoaWindow : INativeWindow
{
    private const string Owner = "lakhnesWindow";

    // mouseEnteredAndExited, mouseMoved, activeAlways, inVisibleRect
    private const nint Tracking = 0x01 | 0x02 | 0x80 | 0x200;

    // alpha is skipped and comes first in words of the machine's order
    private const uint SkipFirstLittle = 6 | (2 << 12);

    // a class a copy of the library: two versions of the plugin in one host do not call each other's code
    private static readonly nint ViewClass = MakeClass($"LakhNESView{(nint)(delegate* unmanaged<nint, nint, byte>)&Yes:x}");

    private readonly IWindowListener _listener;
    private readonly GCHandle _self;
    private readonly nint _view;
    private readonly nint _timer;
    private Canvas? _canvas;
    private bool _visible;

    private CocoaWindow(nint parent, int width, int height, IWindowListener listener)
    {
        _listener = listener;
        _self = GCHandle.Alloc(this);
        var frame = new ObjectiveC.Rect { Width = width, Height = height };
        _view = ObjectiveC.SendRect(
            ObjectiveC.Send(ViewClass, ObjectiveC.Selector("alloc")),
            ObjectiveC.Selector("initWithFrame:"),
            frame
        );
        ObjectiveC.SetVariable(_view, Owner, GCHandle.ToIntPtr(_self));
        nint area = ObjectiveC.SendTracking(
            ObjectiveC.Send(ObjectiveC.Class("NSTrackingArea"), ObjectiveC.Selector("alloc")),
            ObjectiveC.Selector("initWithRect:options:owner:userInfo:"),
            frame,
            Tracking,
            _view,
            0
        );
        ObjectiveC.Send(_view, ObjectiveC.Selector("addTrackingArea:"), area);
        ObjectiveC.Send(area, ObjectiveC.Selector("release"));
        ObjectiveC.Send(parent, ObjectiveC.Selector("addSubview:"), _view);
        _timer = ObjectiveC.SendTimer(
            ObjectiveC.Class("NSTimer"),
            ObjectiveC.Selector("scheduledTimerWithTimeInterval:target:selector:userInfo:repeats:"),
            INativeWindow.FrameMilliseconds / 1000.0,
            _view,
            ObjectiveC.Selector("lakhnesFrame:"),
            0,
            1
        );
    }

    /// <inheritdoc/>
    public nint NativeHandle => _view;

    /// <inheritdoc/>
    public int FileDescriptor => -1;

    /// <inheritdoc/>
    public bool HasOwnTimer => true;

    /// <inheritdoc/>
    public bool IsVisible => _visible;

    /// <inheritdoc/>
    public bool IsReady => true;

    /// <summary>Makes a subview of a view.</summary>
    public static CocoaWindow? TryCreate(nint parent, int width, int height, IWindowListener listener, out string error)
    {
        error = ViewClass == 0 ? "macOS makes no view class" : "";
        return ViewClass == 0 ? null : new CocoaWindow(parent, width, height, listener);
    }

    /// <inheritdoc/>
    public void Show(bool visible)
    {
        _visible = visible;
        ObjectiveC.Send(_view, ObjectiveC.Selector("setHidden:"), visible ? 0 : 1);
    }

    /// <inheritdoc/>
    public void Resize(int width, int height) =>
        ObjectiveC.SendRect(_view, ObjectiveC.Selector("setFrame:"), new ObjectiveC.Rect { Width = width, Height = height });

    /// <inheritdoc/>
    public void Pump()
    {
        // the host's run loop calls the view
    }

    /// <inheritdoc/>
    public void Present(Canvas canvas, ReadOnlySpan<Area> areas)
    {
        _canvas = canvas;
        foreach (Area area in areas)
            ObjectiveC.SendRect(
                _view,
                ObjectiveC.Selector("setNeedsDisplayInRect:"),
                new ObjectiveC.Rect
                {
                    X = area.X,
                    Y = area.Y,
                    Width = area.Width,
                    Height = area.Height,
                }
            );
    }

    // asks the system to send keys here
    private void TakeFocus() =>
        ObjectiveC.Send(ObjectiveC.Send(_view, ObjectiveC.Selector("window")), ObjectiveC.Selector("makeFirstResponder:"), _view);

    /// <inheritdoc/>
    public bool DragFile(string path) => false;

    /// <inheritdoc/>
    public void Dispose()
    {
        // the timer holds the view: it goes first
        ObjectiveC.Send(_timer, ObjectiveC.Selector("invalidate"));
        ObjectiveC.SetVariable(_view, Owner, 0);
        ObjectiveC.Send(_view, ObjectiveC.Selector("removeFromSuperview"));
        ObjectiveC.Send(_view, ObjectiveC.Selector("release"));
        _self.Free();
    }

    // the system asks for the picture: the view is flipped, images are not
    private void Draw()
    {
        if (_canvas is not { } canvas)
            return;
        nint context = ObjectiveC.Send(
            ObjectiveC.Send(ObjectiveC.Class("NSGraphicsContext"), ObjectiveC.Selector("currentContext")),
            ObjectiveC.Selector("CGContext")
        );
        nint colours = ObjectiveC.CreateColours();
        fixed (uint* pixels = canvas.Pixels)
        {
            nint bitmap = ObjectiveC.CreateBitmap(
                pixels,
                (nuint)canvas.Width,
                (nuint)canvas.Height,
                8,
                (nuint)canvas.Width * 4,
                colours,
                SkipFirstLittle
            );
            nint image = ObjectiveC.CreateImage(bitmap);
            ObjectiveC.Translate(context, 0, canvas.Height);
            ObjectiveC.Scale(context, 1, -1);
            ObjectiveC.DrawImage(context, new ObjectiveC.Rect { Width = canvas.Width, Height = canvas.Height }, image);
            ObjectiveC.ReleaseImage(image);
            ObjectiveC.ReleaseContext(bitmap);
        }

        ObjectiveC.ReleaseColours(colours);
    }
}
