using System.Text;

namespace LakhNes.Ui.Windows.X11;

/// <summary>
/// Carries a file out of a window by XDND, version 5 (freedesktop.org's "Drag-and-Drop Protocol for the X Window System"). The
/// button that began it is down, so that the server sends every move here; the target asks for the file's address once it is
/// dropped.
/// </summary>
internal sealed unsafe class X11DragSource
{
    private const uint AnyProperty = 0;
    private const byte ClientMessage = 33,
        SelectionNotify = 31,
        Replace = 0,
        LongFormat = 32,
        ByteFormat = 8;
    private const int DeepestWindow = 16;

    private readonly nint _connection;
    private readonly uint _root;
    private readonly uint _window;
    private readonly XdndAtoms _atoms;
    private readonly uint _targets;
    private readonly uint _atom;
    private byte[] _address = [];
    private uint _target;
    private uint _targetVersion;
    private bool _accepted;
    private bool _awaitsStatus;
    private bool _hasMoved;
    private int _x;
    private int _y;
    private uint _time;

    /// <summary>Makes the source of a window.</summary>
    public X11DragSource(nint connection, uint root, uint window, XdndAtoms atoms)
    {
        _connection = connection;
        _root = root;
        _window = window;
        _atoms = atoms;
        _targets = Xcb.Atom(connection, "TARGETS"u8);
        _atom = Xcb.Atom(connection, "ATOM"u8);
    }

    /// <summary>A file is on its way.</summary>
    public bool IsActive { get; private set; }

    /// <summary>Takes a file up.</summary>
    /// <param name="path">Its whole path.</param>
    /// <param name="time">The server's time of the last event.</param>
    public void Begin(string path, uint time)
    {
        _address = Encoding.ASCII.GetBytes(new Uri(path).AbsoluteUri + "\r\n");
        _target = 0;
        IsActive = true;
        Xcb.SetSelectionOwner(_connection, _window, _atoms.Selection, time);
        Xcb.Flush(_connection);
    }

    /// <summary>The pointer moved.</summary>
    /// <param name="x">From the screen's left edge.</param>
    /// <param name="y">From the screen's top edge.</param>
    /// <param name="time">The server's time.</param>
    public void Move(int x, int y, uint time)
    {
        (_x, _y, _time, _hasMoved) = (x, y, time, true);
        uint target = FindTarget();
        if (target != _target)
        {
            if (_target != 0)
                Send(_atoms.Leave, 0);
            (_target, _accepted, _awaitsStatus) = (target, false, false);
            if (target != 0)
                Send(_atoms.Enter, _targetVersion << 24, _atoms.UriList);
        }

        TellPosition();
        Xcb.Flush(_connection);
    }

    /// <summary>The button was let go.</summary>
    /// <param name="time">The server's time.</param>
    public void Drop(uint time)
    {
        IsActive = false;
        if (_target == 0)
            return;
        if (_accepted)
            Send(_atoms.Drop, 0, time);
        else
            Send(_atoms.Leave, 0);
        Xcb.Flush(_connection);
    }

    /// <summary>Takes a message of the target.</summary>
    /// <returns>Whether it was one.</returns>
    public bool Take(byte* message)
    {
        uint kind = *(uint*)(message + 8);
        if (kind == _atoms.Finished)
            return true;
        if (kind != _atoms.Status)
            return false;
        if (*(uint*)(message + 12) != _target)
            return true;
        _accepted = (*(uint*)(message + 16) & XdndAtoms.AcceptedBit) != 0;
        _awaitsStatus = false;
        if (IsActive)
            TellPosition();
        Xcb.Flush(_connection);
        return true;
    }

    /// <summary>Gives the target what it asks for.</summary>
    public void Answer(byte* request)
    {
        uint requestor = *(uint*)(request + 12),
            selection = *(uint*)(request + 16),
            kind = *(uint*)(request + 20),
            property = *(uint*)(request + 24);
        if (property == 0)
            property = kind;
        if (selection != _atoms.Selection || (kind != _atoms.UriList && kind != _targets))
        {
            property = 0;
        }
        else if (kind == _atoms.UriList)
        {
            fixed (byte* address = _address)
                Xcb.ChangeProperty(
                    _connection,
                    Replace,
                    requestor,
                    property,
                    _atoms.UriList,
                    ByteFormat,
                    (uint)_address.Length,
                    address
                );
        }
        else
        {
            uint* kinds = stackalloc uint[] { _targets, _atoms.UriList };
            Xcb.ChangeProperty(_connection, Replace, requestor, property, _atom, LongFormat, 2, kinds);
        }

        uint* answer = stackalloc uint[8];
        *(byte*)answer = SelectionNotify;
        (answer[1], answer[2], answer[3], answer[4], answer[5]) = (*(uint*)(request + 4), requestor, selection, kind, property);
        Xcb.SendEvent(_connection, 0, requestor, 0, answer);
        Xcb.Flush(_connection);
    }

    // one position at a time is under way: the target says when it wants the next
    private void TellPosition()
    {
        if (_target == 0 || _awaitsStatus || !_hasMoved)
            return;
        _awaitsStatus = true;
        _hasMoved = false;
        Send(_atoms.Position, 0, ((uint)_x << 16) | (ushort)_y, _time, _atoms.Copy);
    }

    // the outermost window under the pointer that takes drops
    private uint FindTarget()
    {
        uint window = _root;
        for (int depth = 0; depth < DeepestWindow; depth++)
        {
            byte* place = Xcb.TranslateCoordinatesReply(
                _connection,
                Xcb.TranslateCoordinates(_connection, _root, window, (short)_x, (short)_y),
                null
            );
            uint child = place is null ? 0 : *(uint*)(place + 8);
            LibC.Free(place);
            if (child == 0)
                return 0;
            window = child;
            byte* aware = Xcb.GetPropertyReply(
                _connection,
                Xcb.GetProperty(_connection, 0, window, _atoms.Aware, AnyProperty, 0, 1),
                null
            );
            uint version = aware is not null && aware[1] == LongFormat && *(uint*)(aware + 16) > 0 ? *(uint*)(aware + 32) : 0;
            LibC.Free(aware);
            if (version == 0)
                continue;
            _targetVersion = Math.Min(version, XdndAtoms.Version);
            return window;
        }

        return 0;
    }

    private void Send(uint kind, uint second, uint third = 0, uint fourth = 0, uint fifth = 0)
    {
        uint* message = stackalloc uint[8];
        *(byte*)message = ClientMessage;
        ((byte*)message)[1] = LongFormat;
        (message[1], message[2], message[3], message[4], message[5], message[6], message[7]) = (
            _target,
            kind,
            _window,
            second,
            third,
            fourth,
            fifth
        );
        Xcb.SendEvent(_connection, 0, _target, 0, message);
    }
}
