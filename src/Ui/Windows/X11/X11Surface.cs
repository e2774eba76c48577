using System.Runtime.InteropServices;
using LakhNes.Drawing;

namespace LakhNes.Ui.Windows.X11;

/// <summary>
/// The picture of an X11 window on its way to the server: in memory that the server reads too (MIT-SHM), or sent over the
/// connection where there is none, as on another machine.
/// </summary>
internal sealed unsafe class X11Surface : IDisposable
{
    private const byte ZPixmap = 2,
        Depth = 24;
    private const int PutImageHeader = 24;

    private readonly nint _connection;
    private readonly uint _window;
    private readonly uint _gc;
    private readonly int _width;
    private readonly int _height;
    private readonly uint _segment;
    private readonly nint _shared;
    private readonly nint _copy;

    /// <summary>Makes the picture of a window.</summary>
    public X11Surface(nint connection, uint window, uint gc, int width, int height)
    {
        _connection = connection;
        _window = window;
        _gc = gc;
        _width = width;
        _height = height;
        (_segment, _shared) = Share((nuint)(width * height * sizeof(uint)));
        if (_shared == 0)
            _copy = (nint)NativeMemory.Alloc((nuint)(width * height), sizeof(uint));
    }

    /// <summary>The server tells with an event when it has read a picture.</summary>
    public bool IsShared => _shared != 0;

    /// <summary>Sends areas of a canvas of the surface's size. Areas outside of it are left out.</summary>
    public void Put(Canvas canvas, ReadOnlySpan<Area> areas)
    {
        for (int i = 0; i < areas.Length; i++)
        {
            Area area = areas[i].Intersect(new Area(0, 0, _width, _height)).Intersect(canvas.Bounds);
            if (area.IsEmpty)
                continue;
            if (IsShared)
                PutShared(canvas, area, tell: i == areas.Length - 1);
            else
                PutCopied(canvas, area);
        }

        Xcb.Flush(_connection);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_shared != 0)
        {
            Xcb.ShmDetach(_connection, _segment);
            LibC.ShmDt(_shared);
        }

        NativeMemory.Free((void*)_copy);
    }

    private void PutShared(Canvas canvas, Area area, bool tell)
    {
        var pixels = new Span<uint>((void*)_shared, _width * _height);
        for (int y = area.Y; y < area.Bottom; y++)
            canvas.Pixels.Slice((y * canvas.Width) + area.X, area.Width).CopyTo(pixels[((y * _width) + area.X)..]);
        Xcb.ShmPutImage(
            _connection,
            _window,
            _gc,
            (ushort)_width,
            (ushort)_height,
            (ushort)area.X,
            (ushort)area.Y,
            (ushort)area.Width,
            (ushort)area.Height,
            (short)area.X,
            (short)area.Y,
            Depth,
            ZPixmap,
            tell ? (byte)1 : (byte)0,
            _segment,
            0
        );
    }

    // in strips no longer than a request may be
    private void PutCopied(Canvas canvas, Area area)
    {
        int most = (int)Math.Min(Xcb.MaximumRequestLength(_connection) * 4L, 1 << 20) - PutImageHeader;
        int rows = Math.Max(1, most / (area.Width * sizeof(uint)));
        var pixels = new Span<uint>((void*)_copy, _width * _height);
        for (int top = area.Y; top < area.Bottom; top += rows)
        {
            int height = Math.Min(rows, area.Bottom - top);
            for (int y = 0; y < height; y++)
                canvas.Pixels.Slice(((top + y) * canvas.Width) + area.X, area.Width).CopyTo(pixels[(y * area.Width)..]);
            Xcb.PutImage(
                _connection,
                ZPixmap,
                _window,
                _gc,
                (ushort)area.Width,
                (ushort)height,
                (short)area.X,
                (short)top,
                0,
                Depth,
                (uint)(area.Width * height * sizeof(uint)),
                (byte*)_copy
            );
        }
    }

    private (uint Segment, nint Memory) Share(nuint bytes)
    {
        if (!Xcb.IsShmAvailable || Environment.GetEnvironmentVariable("LAKHNES_NO_SHM") is not null)
            return default;
        byte* extension = Xcb.GetExtensionData(_connection, Xcb.ShmExtension());
        if (extension is null || extension[8] == 0)
            return default;
        int id = LibC.ShmGet(LibC.PrivateKey, bytes, LibC.CreateForUser);
        if (id < 0)
            return default;
        nint memory = LibC.ShmAt(id, 0, 0);
        uint segment = Xcb.GenerateId(_connection);
        void* refused =
            memory == -1 ? null : Xcb.RequestCheck(_connection, Xcb.ShmAttachChecked(_connection, segment, (uint)id, 1));
        // gone once both have let go
        LibC.ShmCtl(id, LibC.Remove, 0);
        if (memory == -1)
            return default;
        if (refused is null)
            return (segment, memory);
        LibC.Free(refused);
        LibC.ShmDt(memory);
        return default;
    }
}
