using System.Runtime.InteropServices;

namespace LakhNes.Ui.Windows.X11;

/// <summary>
/// The functions of libxcb that the window uses. Bound when first called, so that a plugin without a display never loads them.
/// Xlib is not used: its error handlers are the whole process's, and end it where a host destroys a window first.
/// </summary>
internal static unsafe partial class Xcb
{
    private const string Library = "libxcb.so.1",
        Shm = "libxcb-shm.so.0";

    /// <summary>Whether the library is there.</summary>
    public static bool IsAvailable { get; } = NativeLibrary.TryLoad(Library, out _);

    /// <summary>Whether pictures can be shared with the server.</summary>
    public static bool IsShmAvailable { get; } = NativeLibrary.TryLoad(Shm, out _);

    [LibraryImport(Library, EntryPoint = "xcb_connect")]
    public static partial nint Connect(byte* display, int* screen);

    [LibraryImport(Library, EntryPoint = "xcb_connection_has_error")]
    public static partial int ConnectionHasError(nint connection);

    [LibraryImport(Library, EntryPoint = "xcb_disconnect")]
    public static partial void Disconnect(nint connection);

    [LibraryImport(Library, EntryPoint = "xcb_get_file_descriptor")]
    public static partial int GetFileDescriptor(nint connection);

    [LibraryImport(Library, EntryPoint = "xcb_get_setup")]
    public static partial XcbSetup* GetSetup(nint connection);

    [LibraryImport(Library, EntryPoint = "xcb_setup_roots_iterator")]
    public static partial XcbScreenIterator SetupRoots(XcbSetup* setup);

    [LibraryImport(Library, EntryPoint = "xcb_screen_next")]
    public static partial void ScreenNext(XcbScreenIterator* iterator);

    [LibraryImport(Library, EntryPoint = "xcb_generate_id")]
    public static partial uint GenerateId(nint connection);

    [LibraryImport(Library, EntryPoint = "xcb_get_maximum_request_length")]
    public static partial uint MaximumRequestLength(nint connection);

    [LibraryImport(Library, EntryPoint = "xcb_flush")]
    public static partial int Flush(nint connection);

    [LibraryImport(Library, EntryPoint = "xcb_poll_for_event")]
    public static partial byte* PollForEvent(nint connection);

    [LibraryImport(Library, EntryPoint = "xcb_request_check")]
    public static partial void* RequestCheck(nint connection, uint cookie);

    [LibraryImport(Library, EntryPoint = "xcb_create_window_checked")]
    public static partial uint CreateWindowChecked(
        nint connection,
        byte depth,
        uint window,
        uint parent,
        short x,
        short y,
        ushort width,
        ushort height,
        ushort border,
        ushort kind,
        uint visual,
        uint mask,
        uint* values
    );

    [LibraryImport(Library, EntryPoint = "xcb_destroy_window")]
    public static partial uint DestroyWindow(nint connection, uint window);

    [LibraryImport(Library, EntryPoint = "xcb_map_window")]
    public static partial uint MapWindow(nint connection, uint window);

    [LibraryImport(Library, EntryPoint = "xcb_unmap_window")]
    public static partial uint UnmapWindow(nint connection, uint window);

    [LibraryImport(Library, EntryPoint = "xcb_configure_window")]
    public static partial uint ConfigureWindow(nint connection, uint window, ushort mask, uint* values);

    [LibraryImport(Library, EntryPoint = "xcb_create_gc")]
    public static partial uint CreateGc(nint connection, uint gc, uint drawable, uint mask, uint* values);

    [LibraryImport(Library, EntryPoint = "xcb_copy_area")]
    public static partial uint CopyArea(
        nint connection,
        uint from,
        uint to,
        uint gc,
        short fromX,
        short fromY,
        short toX,
        short toY,
        ushort width,
        ushort height
    );

    [LibraryImport(Library, EntryPoint = "xcb_put_image")]
    public static partial uint PutImage(
        nint connection,
        byte format,
        uint drawable,
        uint gc,
        ushort width,
        ushort height,
        short x,
        short y,
        byte leftPad,
        byte depth,
        uint length,
        byte* data
    );

    [LibraryImport(Library, EntryPoint = "xcb_intern_atom")]
    public static partial uint InternAtom(nint connection, byte onlyIfExists, ushort length, byte* name);

    [LibraryImport(Library, EntryPoint = "xcb_intern_atom_reply")]
    public static partial byte* InternAtomReply(nint connection, uint cookie, void** error);

    [LibraryImport(Library, EntryPoint = "xcb_change_property")]
    public static partial uint ChangeProperty(
        nint connection,
        byte mode,
        uint window,
        uint property,
        uint type,
        byte format,
        uint length,
        void* data
    );

    [LibraryImport(Library, EntryPoint = "xcb_set_input_focus")]
    public static partial uint SetInputFocus(nint connection, byte revertTo, uint window, uint time);

    [LibraryImport(Library, EntryPoint = "xcb_get_keyboard_mapping")]
    public static partial uint GetKeyboardMapping(nint connection, byte first, byte count);

    [LibraryImport(Library, EntryPoint = "xcb_get_keyboard_mapping_reply")]
    public static partial byte* GetKeyboardMappingReply(nint connection, uint cookie, void** error);

    [LibraryImport(Library, EntryPoint = "xcb_get_property")]
    public static partial uint GetProperty(
        nint connection,
        byte delete,
        uint window,
        uint property,
        uint type,
        uint offset,
        uint length
    );

    [LibraryImport(Library, EntryPoint = "xcb_get_property_reply")]
    public static partial byte* GetPropertyReply(nint connection, uint cookie, void** error);

    [LibraryImport(Library, EntryPoint = "xcb_translate_coordinates")]
    public static partial uint TranslateCoordinates(nint connection, uint from, uint to, short x, short y);

    [LibraryImport(Library, EntryPoint = "xcb_translate_coordinates_reply")]
    public static partial byte* TranslateCoordinatesReply(nint connection, uint cookie, void** error);

    [LibraryImport(Library, EntryPoint = "xcb_set_selection_owner")]
    public static partial uint SetSelectionOwner(nint connection, uint owner, uint selection, uint time);

    [LibraryImport(Library, EntryPoint = "xcb_convert_selection")]
    public static partial uint ConvertSelection(
        nint connection,
        uint requestor,
        uint selection,
        uint target,
        uint property,
        uint time
    );

    [LibraryImport(Library, EntryPoint = "xcb_send_event")]
    public static partial uint SendEvent(nint connection, byte propagate, uint window, uint mask, void* message);

    [LibraryImport(Library, EntryPoint = "xcb_get_extension_data")]
    public static partial byte* GetExtensionData(nint connection, void* extension);

    [LibraryImport(Shm, EntryPoint = "xcb_shm_attach_checked")]
    public static partial uint ShmAttachChecked(nint connection, uint segment, uint id, byte readOnly);

    [LibraryImport(Shm, EntryPoint = "xcb_shm_detach")]
    public static partial uint ShmDetach(nint connection, uint segment);

    [LibraryImport(Shm, EntryPoint = "xcb_shm_put_image")]
    public static partial uint ShmPutImage(
        nint connection,
        uint drawable,
        uint gc,
        ushort totalWidth,
        ushort totalHeight,
        ushort fromX,
        ushort fromY,
        ushort width,
        ushort height,
        short toX,
        short toY,
        byte depth,
        byte format,
        byte sendEvent,
        uint segment,
        uint offset
    );

    /// <summary>libxcb-shm's description of its extension, a data symbol; null where it is not there.</summary>
    public static void* ShmExtension() =>
        NativeLibrary.TryLoad(Shm, out nint library) && NativeLibrary.TryGetExport(library, "xcb_shm_id", out nint symbol)
            ? (void*)symbol
            : null;

    /// <summary>The server's number of a name.</summary>
    public static uint Atom(nint connection, ReadOnlySpan<byte> name)
    {
        fixed (byte* text = name)
        {
            byte* reply = InternAtomReply(connection, InternAtom(connection, 0, (ushort)name.Length, text), null);
            uint atom = reply is null ? 0 : *(uint*)(reply + 8);
            LibC.Free(reply);
            return atom;
        }
    }
}
