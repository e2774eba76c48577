using System.Runtime.InteropServices;

namespace LakhNes.Ui.Windows.Win32;

/// <summary>The functions of user32, gdi32 and kernel32 that the window uses.</summary>
internal static unsafe partial class User32
{
    private const string User = "user32",
        Gdi = "gdi32",
        Kernel = "kernel32";

    [LibraryImport(Kernel, EntryPoint = "GetModuleHandleW")]
    public static partial nint GetModuleHandle(char* name);

    [LibraryImport(User, EntryPoint = "RegisterClassExW")]
    public static partial ushort RegisterClass(WindowClass* windowClass);

    [LibraryImport(User, EntryPoint = "UnregisterClassW")]
    public static partial int UnregisterClass(char* name, nint module);

    [LibraryImport(User, EntryPoint = "CreateWindowExW")]
    public static partial nint CreateWindow(
        uint extendedStyle,
        char* className,
        char* name,
        uint style,
        int x,
        int y,
        int width,
        int height,
        nint parent,
        nint menu,
        nint module,
        nint data
    );

    [LibraryImport(User)]
    public static partial int DestroyWindow(nint window);

    [LibraryImport(User, EntryPoint = "DefWindowProcW")]
    public static partial nint DefWindowProc(nint window, uint message, nint wide, nint low);

    [LibraryImport(User, EntryPoint = "SetWindowLongPtrW")]
    public static partial nint SetWindowLongPtr(nint window, int index, nint value);

    [LibraryImport(User, EntryPoint = "GetWindowLongPtrW")]
    public static partial nint GetWindowLongPtr(nint window, int index);

    [LibraryImport(User)]
    public static partial int ShowWindow(nint window, int command);

    [LibraryImport(User)]
    public static partial int SetWindowPos(nint window, nint after, int x, int y, int width, int height, uint flags);

    [LibraryImport(User)]
    public static partial nint SetTimer(nint window, nint id, uint milliseconds, nint function);

    [LibraryImport(User)]
    public static partial int KillTimer(nint window, nint id);

    [LibraryImport(User)]
    public static partial nint SetCapture(nint window);

    [LibraryImport(User)]
    public static partial int ReleaseCapture();

    [LibraryImport(User)]
    public static partial nint SetFocus(nint window);

    [LibraryImport(User)]
    public static partial nint GetParent(nint window);

    [LibraryImport(User, EntryPoint = "PostMessageW")]
    public static partial int PostMessage(nint window, uint message, nint wide, nint low);

    [LibraryImport(User, EntryPoint = "PeekMessageW")]
    public static partial int PeekMessage(Message* message, nint window, uint first, uint last, uint flags);

    [LibraryImport(User)]
    public static partial short GetKeyState(int key);

    [LibraryImport(User)]
    public static partial int TrackMouseEvent(TrackMouse* track);

    [LibraryImport(User)]
    public static partial int ScreenToClient(nint window, Point* point);

    [LibraryImport(User)]
    public static partial nint GetDC(nint window);

    [LibraryImport(User)]
    public static partial int ReleaseDC(nint window, nint context);

    [LibraryImport(User)]
    public static partial int GetUpdateRect(nint window, Rect* area, int erase);

    [LibraryImport(User)]
    public static partial int ValidateRect(nint window, Rect* area);

    [LibraryImport(User, EntryPoint = "LoadCursorW")]
    public static partial nint LoadCursor(nint module, nint name);

    [LibraryImport(Gdi)]
    public static partial int SetDIBitsToDevice(
        nint context,
        int x,
        int y,
        uint width,
        uint height,
        int fromX,
        int fromY,
        uint firstLine,
        uint lines,
        void* pixels,
        BitmapHeader* header,
        uint use
    );

    /// <summary>WNDCLASSEXW.</summary>
    public struct WindowClass
    {
        public uint Size;
        public uint Style;
        public delegate* unmanaged<nint, uint, nint, nint, nint> Procedure;
        public int ClassExtra;
        public int WindowExtra;
        public nint Module;
        public nint Icon;
        public nint Cursor;
        public nint Background;
        public char* MenuName;
        public char* Name;
        public nint SmallIcon;
    }

    /// <summary>BITMAPINFOHEADER, of 32-bit pixels.</summary>
    public struct BitmapHeader
    {
        public uint Size;
        public int Width;
        public int Height;
        public ushort Planes;
        public ushort BitCount;
        public uint Compression;
        public uint ImageSize;
        public int PixelsAMetreX;
        public int PixelsAMetreY;
        public uint ColoursUsed;
        public uint ColoursImportant;
    }

    /// <summary>MSG.</summary>
    public struct Message
    {
        public nint Window;
        public uint Id;
        public nint Wide;
        public nint Low;
        public uint Time;
        public Point Place;
        public uint Private;
    }

    /// <summary>RECT.</summary>
    public struct Rect
    {
        public int Left;
        public int Top;
        public int Right;
        public int Bottom;
    }

    /// <summary>POINT.</summary>
    public struct Point
    {
        public int X;
        public int Y;
    }

    /// <summary>TRACKMOUSEEVENT.</summary>
    public struct TrackMouse
    {
        public uint Size;
        public uint Flags;
        public nint Window;
        public uint HoverTime;
    }
}
