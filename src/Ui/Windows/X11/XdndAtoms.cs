namespace LakhNes.Ui.Windows.X11;

/// <summary>
/// The names of XDND, version 5 (freedesktop.org's "Drag-and-Drop Protocol for the X Window System"), on one connection; for a
/// source of drags and a target.
/// </summary>
/// <param name="connection">The connection.</param>
internal sealed class XdndAtoms(nint connection)
{
    /// <summary>The version of the protocol, as <see cref="Aware"/> tells it.</summary>
    public const uint Version = 5;

    /// <summary>Of a status or an end: the target takes it.</summary>
    public const uint AcceptedBit = 1;

    /// <summary>The property of a window that takes drops.</summary>
    public uint Aware { get; } = Xcb.Atom(connection, "XdndAware"u8);

    /// <summary>The message that a drag comes over a window.</summary>
    public uint Enter { get; } = Xcb.Atom(connection, "XdndEnter"u8);

    /// <summary>The message where it is.</summary>
    public uint Position { get; } = Xcb.Atom(connection, "XdndPosition"u8);

    /// <summary>The answer to that.</summary>
    public uint Status { get; } = Xcb.Atom(connection, "XdndStatus"u8);

    /// <summary>The message that it leaves.</summary>
    public uint Leave { get; } = Xcb.Atom(connection, "XdndLeave"u8);

    /// <summary>The message that it is let go.</summary>
    public uint Drop { get; } = Xcb.Atom(connection, "XdndDrop"u8);

    /// <summary>The answer to that.</summary>
    public uint Finished { get; } = Xcb.Atom(connection, "XdndFinished"u8);

    /// <summary>The action: a copy.</summary>
    public uint Copy { get; } = Xcb.Atom(connection, "XdndActionCopy"u8);

    /// <summary>The selection by which the data goes.</summary>
    public uint Selection { get; } = Xcb.Atom(connection, "XdndSelection"u8);

    /// <summary>The kind of data: files' addresses.</summary>
    public uint UriList { get; } = Xcb.Atom(connection, "text/uri-list"u8);
}
