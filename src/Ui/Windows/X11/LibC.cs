using System.Runtime.InteropServices;

namespace LakhNes.Ui.Windows.X11;

/// <summary>Shared memory, memory of C libraries, and waiting for input.</summary>
internal static unsafe partial class LibC
{
    /// <summary>A segment of its own, by no key.</summary>
    public const int PrivateKey = 0;

    /// <summary>Create it, for this user alone.</summary>
    public const int CreateForUser = 0x200 | 0x180;

    /// <summary>Remove it once nobody has it.</summary>
    public const int Remove = 0;

    private const string Library = "libc.so.6";
    private const short Input = 1; // POLLIN

    /// <summary>Waits until one of two descriptors has something to read.</summary>
    /// <param name="first">A descriptor; a negative one never has.</param>
    /// <param name="second">Another.</param>
    /// <param name="milliseconds">How long at most.</param>
    public static void WaitForInput(int first, int second, int milliseconds)
    {
        var waited = stackalloc PollDescriptor[2];
        waited[0] = new PollDescriptor { Descriptor = first, Events = Input };
        waited[1] = new PollDescriptor { Descriptor = second, Events = Input };
        _ = Poll(waited, 2, milliseconds);
    }

    [LibraryImport(Library, EntryPoint = "poll")]
    private static partial int Poll(PollDescriptor* descriptors, nuint count, int milliseconds);

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

    // struct pollfd, whose last field the system writes
    [StructLayout(LayoutKind.Sequential, Size = 8)]
    private struct PollDescriptor
    {
        public int Descriptor;
        public short Events;
    }
}
