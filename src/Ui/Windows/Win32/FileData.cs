using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;

namespace LakhNes.Ui.Windows.Win32;

/// <summary>One file as the shell hands files over: CF_HDROP, a list of paths in a block of memory.</summary>
/// <param name="path">The file's whole path.</param>
[GeneratedComClass]
internal sealed unsafe partial class FileData(string path) : IDataObject
{
    private const ushort FileList = 15;
    private const uint Content = 1,
        GlobalMemory = 1,
        Reading = 1,
        Movable = 2;
    private const int Ok = 0,
        NotImplemented = unchecked((int)0x80004001),
        NoSuchFormat = unchecked((int)0x80040064),
        OutOfMemory = unchecked((int)0x8007000E),
        NoNotices = unchecked((int)0x80040003);

    /// <inheritdoc/>
    public int GetData(DataFormat* format, StorageMedium* medium)
    {
        *medium = default;
        if (!IsFileList(*format))
            return NoSuchFormat;
        // the list ends with an empty path, each path with a zero
        int characters = path.Length + 2;
        nint memory = GlobalAlloc(Movable, (nuint)(sizeof(DropFiles) + (characters * sizeof(char))));
        if (memory == 0)
            return OutOfMemory;
        var header = (DropFiles*)GlobalLock(memory);
        *header = new DropFiles { PathsOffset = (uint)sizeof(DropFiles), IsWide = 1 };
        var text = new Span<char>(header + 1, characters);
        path.CopyTo(text);
        text[path.Length..].Clear();
        GlobalUnlock(memory);
        *medium = new StorageMedium { Medium = GlobalMemory, Handle = memory };
        return Ok;
    }

    /// <inheritdoc/>
    public int QueryGetData(DataFormat* format) => IsFileList(*format) ? Ok : NoSuchFormat;

    /// <inheritdoc/>
    public int EnumFormatEtc(uint direction, nint* enumerator)
    {
        *enumerator = 0;
        if (direction != Reading)
            return NotImplemented;
        var format = new DataFormat
        {
            Format = FileList,
            Aspect = Content,
            Index = -1,
            Medium = GlobalMemory,
        };
        return SHCreateStdEnumFmtEtc(1, &format, enumerator);
    }

    /// <inheritdoc/>
    public int GetDataHere(DataFormat* format, StorageMedium* medium) => NotImplemented;

    /// <inheritdoc/>
    public int GetCanonicalFormatEtc(DataFormat* given, DataFormat* canonical)
    {
        canonical->Device = 0;
        return NotImplemented;
    }

    /// <inheritdoc/>
    public int SetData(DataFormat* format, StorageMedium* medium, int takesOver) => NotImplemented;

    /// <inheritdoc/>
    public int DAdvise(DataFormat* format, uint flags, nint sink, uint* connection) => NoNotices;

    /// <inheritdoc/>
    public int DUnadvise(uint connection) => NoNotices;

    /// <inheritdoc/>
    public int EnumDAdvise(nint* enumerator) => NoNotices;

    private static bool IsFileList(in DataFormat format) =>
        format.Format == FileList && (format.Aspect & Content) != 0 && (format.Medium & GlobalMemory) != 0;

    [LibraryImport("kernel32")]
    private static partial nint GlobalAlloc(uint flags, nuint bytes);

    [LibraryImport("kernel32")]
    private static partial void* GlobalLock(nint memory);

    [LibraryImport("kernel32")]
    private static partial int GlobalUnlock(nint memory);

    [LibraryImport("shell32")]
    private static partial int SHCreateStdEnumFmtEtc(uint count, DataFormat* formats, nint* enumerator);

    /// <summary>DROPFILES: the paths follow it. Between its members are those that a place on the screen needs.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 20)]
    private struct DropFiles
    {
        [FieldOffset(0)]
        public uint PathsOffset;

        [FieldOffset(16)]
        public int IsWide;
    }
}
