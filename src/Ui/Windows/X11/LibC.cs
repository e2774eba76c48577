using System.Runtime.InteropServices;

namespace LakhNes.Ui.Windows.X11;

/// <summary>Shared memory and memory of C libraries.</summary>
internal static unsafe partial class LibC
{
    /// <summary>A segment of its own, by no key.</summary>
    public const int PrivateKey = 0;

    /// <summary>Create it, for this user alone.</summary>
    public const int CreateForUser = 0x200 | 0x180;

    /// <summary>Remove it once nobody has it.</summary>
    public const int Remove = 0;

    private const string Library = "libc.so.6";

    [LibraryImport(Library, EntryPoint = "shmget")]
    public static partial int ShmGet(int key, nuint size, int flags);

    [LibraryImport(Library, EntryPoint = "shmat")]
    public static partial nint ShmAt(int id, nint address, int flags);

    [LibraryImport(Library, EntryPoint = "shmdt")]
    public static partial int ShmDt(nint address);

    [LibraryImport(Library, EntryPoint = "shmctl")]
    public static partial int ShmCtl(int id, int command, nint buffer);

    [LibraryImport(Library, EntryPoint = "free")]
    public static partial void Free(void* memory);
}
