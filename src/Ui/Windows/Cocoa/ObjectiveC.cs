using System.Runtime.InteropServices;

namespace LakhNes.Ui.Windows.Cocoa;

/// <summary>The Objective-C runtime, and messages in the shapes that the window sends; Core Graphics for the picture.</summary>
internal static unsafe partial class ObjectiveC
{
    private const string Library = "/usr/lib/libobjc.dylib",
        Graphics = "/System/Library/Frameworks/CoreGraphics.framework/CoreGraphics";

    [LibraryImport(Library, EntryPoint = "objc_getClass", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint Class(string name);

    [LibraryImport(Library, EntryPoint = "sel_registerName", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint Selector(string name);

    [LibraryImport(Library, EntryPoint = "objc_allocateClassPair", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint AllocateClassPair(nint parent, string name, nint extra);

    [LibraryImport(Library, EntryPoint = "objc_registerClassPair")]
    public static partial void RegisterClassPair(nint type);

    [LibraryImport(Library, EntryPoint = "class_addMethod", StringMarshalling = StringMarshalling.Utf8)]
    public static partial byte AddMethod(nint type, nint selector, void* function, string types);

    [LibraryImport(Library, EntryPoint = "class_addIvar", StringMarshalling = StringMarshalling.Utf8)]
    public static partial byte AddVariable(nint type, string name, nint size, byte alignment, string encoding);

    [LibraryImport(Library, EntryPoint = "object_setInstanceVariable", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint SetVariable(nint target, string name, nint value);

    [LibraryImport(Library, EntryPoint = "object_getInstanceVariable", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint GetVariable(nint target, string name, nint* value);

    [LibraryImport(Library, EntryPoint = "objc_msgSend")]
    public static partial nint Send(nint target, nint selector);

    [LibraryImport(Library, EntryPoint = "objc_msgSend")]
    public static partial nint Send(nint target, nint selector, nint argument);

    [LibraryImport(Library, EntryPoint = "objc_msgSend")]
    public static partial nint Send(nint target, nint selector, nint first, nint second);

    [LibraryImport(Library, EntryPoint = "objc_msgSend")]
    public static partial nint SendRect(nint target, nint selector, Rect area);

    [LibraryImport(Library, EntryPoint = "objc_msgSend")]
    public static partial nint SendTracking(nint target, nint selector, Rect area, nint options, nint owner, nint info);

    [LibraryImport(Library, EntryPoint = "objc_msgSend")]
    public static partial nint SendTimer(
        nint target,
        nint selector,
        double seconds,
        nint receiver,
        nint called,
        nint info,
        byte repeats
    );

    [LibraryImport(Library, EntryPoint = "objc_msgSend")]
    public static partial Point SendForPoint(nint target, nint selector);

    [LibraryImport(Library, EntryPoint = "objc_msgSend")]
    public static partial Point SendForPoint(nint target, nint selector, Point point, nint from);

    [LibraryImport(Library, EntryPoint = "objc_msgSend")]
    public static partial double SendForNumber(nint target, nint selector);

    [LibraryImport(Graphics, EntryPoint = "CGColorSpaceCreateDeviceRGB")]
    public static partial nint CreateColours();

    [LibraryImport(Graphics, EntryPoint = "CGColorSpaceRelease")]
    public static partial void ReleaseColours(nint colours);

    [LibraryImport(Graphics, EntryPoint = "CGBitmapContextCreate")]
    public static partial nint CreateBitmap(
        void* data,
        nuint width,
        nuint height,
        nuint bitsAComponent,
        nuint bytesARow,
        nint colours,
        uint info
    );

    [LibraryImport(Graphics, EntryPoint = "CGBitmapContextCreateImage")]
    public static partial nint CreateImage(nint bitmap);

    [LibraryImport(Graphics, EntryPoint = "CGContextRelease")]
    public static partial void ReleaseContext(nint context);

    [LibraryImport(Graphics, EntryPoint = "CGImageRelease")]
    public static partial void ReleaseImage(nint image);

    [LibraryImport(Graphics, EntryPoint = "CGContextDrawImage")]
    public static partial void DrawImage(nint context, Rect area, nint image);

    [LibraryImport(Graphics, EntryPoint = "CGContextTranslateCTM")]
    public static partial void Translate(nint context, double x, double y);

    [LibraryImport(Graphics, EntryPoint = "CGContextScaleCTM")]
    public static partial void Scale(nint context, double x, double y);

    /// <summary>NSPoint.</summary>
    public struct Point
    {
        public double X;
        public double Y;
    }

    /// <summary>NSRect.</summary>
    public struct Rect
    {
        public double X;
        public double Y;
        public double Width;
        public double Height;
    }
}
