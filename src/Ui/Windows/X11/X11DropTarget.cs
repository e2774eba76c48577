using System.Text;

namespace LakhNes.Ui.Windows.X11;

/// <summary>
/// Takes a file that is dropped onto a window by XDND, version 5 (freedesktop.org's "Drag-and-Drop Protocol for the X Window
/// System"): says yes while one is over it, asks for its address once it is let go.
/// </summary>
internal sealed unsafe class X11DropTarget
{
    private const uint AnyProperty = 0,
        MoreKindsBit = 1,
        MostKinds = 256,
        LongestAddresses = 16_384; // of four bytes
    private const byte ClientMessage = 33,
        LongFormat = 32,
        ByteFormat = 8;

    private readonly nint _connection;
    private readonly uint _window;
    private readonly Action<string> _dropped;
    private readonly XdndAtoms _atoms;
    private readonly uint _kinds;
    private uint _source;
    private uint _named; // the window that the source means, which may be one around this
    private bool _hasFiles;

    /// <summary>Makes the target of a window.</summary>
    /// <param name="connection">The window's connection.</param>
    /// <param name="window">The window.</param>
    /// <param name="atoms">The protocol's names on that connection.</param>
    /// <param name="dropped">Told the whole path of a file.</param>
    public X11DropTarget(nint connection, uint window, XdndAtoms atoms, Action<string> dropped)
    {
        (_connection, _window, _atoms, _dropped) = (connection, window, atoms, dropped);
        _kinds = Xcb.Atom(connection, "XdndTypeList"u8);
    }

    /// <summary>Takes a message of a source.</summary>
    public void Take(byte* message)
    {
        uint kind = *(uint*)(message + 8),
            source = *(uint*)(message + 12);
        if (kind == _atoms.Enter)
        {
            // what this window itself carries out is not for it
            (_source, _named) = (source, *(uint*)(message + 4));
            _hasFiles = source != _window && Offers(message);
        }
        else if (source != _source)
        {
            return;
        }
        else if (kind == _atoms.Position)
        {
            Send(_atoms.Status, _hasFiles ? XdndAtoms.AcceptedBit : 0, _hasFiles ? _atoms.Copy : 0);
        }
        else if (kind == _atoms.Leave)
        {
            _source = 0;
        }
        else if (kind == _atoms.Drop && _hasFiles)
        {
            Xcb.ConvertSelection(
                _connection,
                _window,
                _atoms.Selection,
                _atoms.UriList,
                _atoms.Selection,
                *(uint*)(message + 20)
            );
        }
        else if (kind == _atoms.Drop)
        {
            Finish(false);
        }

        Xcb.Flush(_connection);
    }

    /// <summary>Takes what the source answers with, once it was asked for the address.</summary>
    public void Receive(byte* answer)
    {
        if (_source == 0 || *(uint*)(answer + 12) != _atoms.Selection)
            return;
        uint property = *(uint*)(answer + 20);
        string path = property == 0 ? "" : PathOf(Read(property));
        Finish(path.Length > 0);
        Xcb.Flush(_connection);
        if (path.Length > 0)
            _dropped(path);
    }

    // the first file of a list of addresses, a line each; what begins with # says something else
    private static string PathOf(string addresses)
    {
        foreach (ReadOnlySpan<char> line in addresses.AsSpan().EnumerateLines())
        {
            ReadOnlySpan<char> address = line.TrimEnd('\0').Trim();
            if (
                !address.IsEmpty
                && address[0] != '#'
                && Uri.TryCreate(address.ToString(), UriKind.Absolute, out Uri? uri)
                && uri.IsFile
            )
                return uri.LocalPath;
        }

        return "";
    }

    // three kinds stand in the message, more in a property of the source's
    private bool Offers(byte* message)
    {
        uint* kinds = (uint*)(message + 20);
        uint count = 3;
        byte* reply = null;
        if ((*(uint*)(message + 16) & MoreKindsBit) != 0)
        {
            reply = Xcb.GetPropertyReply(
                _connection,
                Xcb.GetProperty(_connection, 0, _source, _kinds, AnyProperty, 0, MostKinds),
                null
            );
            count = reply is not null && reply[1] == LongFormat ? *(uint*)(reply + 16) : 0;
            kinds = (uint*)(reply + 32);
        }

        bool offers = false;
        for (uint i = 0; i < count; i++)
            offers |= kinds[i] == _atoms.UriList;
        LibC.Free(reply);
        return offers;
    }

    private string Read(uint property)
    {
        byte* reply = Xcb.GetPropertyReply(
            _connection,
            Xcb.GetProperty(_connection, 1, _window, property, AnyProperty, 0, LongestAddresses),
            null
        );
        bool isText = reply is not null && reply[1] == ByteFormat;
        string text = isText ? Encoding.UTF8.GetString(reply + 32, (int)*(uint*)(reply + 16)) : "";
        LibC.Free(reply);
        return text;
    }

    private void Finish(bool taken)
    {
        Send(_atoms.Finished, taken ? XdndAtoms.AcceptedBit : 0, 0, taken ? _atoms.Copy : 0);
        _source = 0;
    }

    // of a status the action stands last, of an end in the third place
    private void Send(uint kind, uint second, uint fifth, uint third = 0)
    {
        uint* message = stackalloc uint[8];
        *(byte*)message = ClientMessage;
        ((byte*)message)[1] = LongFormat;
        (message[1], message[2], message[3], message[4], message[5], message[6], message[7]) = (
            _source,
            kind,
            _named,
            second,
            third,
            0,
            fifth
        );
        Xcb.SendEvent(_connection, 0, _source, 0, message);
    }
}
