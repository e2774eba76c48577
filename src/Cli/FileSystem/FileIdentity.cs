using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace LakhNes.Cli.FileSystem;

/// <summary>
/// Which file a path leads to, whatever its name: links, other spellings and letter cases of one file have one identity.
/// </summary>
/// <param name="Volume">The volume that it is on.</param>
/// <param name="Number">Its number there.</param>
internal readonly partial record struct FileIdentity(ulong Volume, ulong Number)
{
    private const int BufferBytes = 256;

    /// <summary>True where both paths lead to one file or folder that exists.</summary>
    public static bool AreSame(string path, string other)
    {
        if (!Path.Exists(path) || !Path.Exists(other))
            return false;
        // a system that cannot tell leaves the names
        return Of(path) is { } one && Of(other) is { } two
            ? one == two
            : Path.GetFullPath(path).Equals(Path.GetFullPath(other), StringComparison.Ordinal);
    }

    /// <summary>The identity of a file that exists; null where the system does not tell.</summary>
    public static FileIdentity? Of(string path)
    {
        try
        {
            return OperatingSystem.IsWindows() ? OfWindows(path)
                : OperatingSystem.IsMacOS() ? OfMac(path)
                : OfLinux(path);
        }
        catch (Exception failure)
            when (failure is IOException or UnauthorizedAccessException or EntryPointNotFoundException or DllNotFoundException)
        {
            return null;
        }
    }

    private static FileIdentity? OfLinux(string path)
    {
        const int CurrentFolder = -100,
            WantInode = 0x100,
            Inode = 32,
            DeviceMajor = 136,
            DeviceMinor = 140;
        Span<byte> buffer = stackalloc byte[BufferBytes];
        if (StatX(CurrentFolder, path, 0, WantInode, ref buffer[0]) != 0)
            return null;
        ulong major = MemoryMarshal.Read<uint>(buffer[DeviceMajor..]),
            minor = MemoryMarshal.Read<uint>(buffer[DeviceMinor..]);
        return new FileIdentity(major << 32 | minor, MemoryMarshal.Read<ulong>(buffer[Inode..]));
    }

    private static FileIdentity? OfMac(string path)
    {
        const int Inode = 8;
        Span<byte> buffer = stackalloc byte[BufferBytes];
        int failed =
            RuntimeInformation.ProcessArchitecture == Architecture.Arm64
                ? Stat(path, ref buffer[0])
                : StatInode64(path, ref buffer[0]);
        return failed == 0
            ? new FileIdentity(MemoryMarshal.Read<uint>(buffer), MemoryMarshal.Read<ulong>(buffer[Inode..]))
            : null;
    }

    private static FileIdentity? OfWindows(string path)
    {
        const int Volume = 28,
            NumberHigh = 44,
            NumberLow = 48;
        using SafeFileHandle file = File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete);
        Span<byte> buffer = stackalloc byte[BufferBytes];
        if (!GetFileInformationByHandle(file, ref buffer[0]))
            return null;
        ulong high = BinaryPrimitives.ReadUInt32LittleEndian(buffer[NumberHigh..]);
        return new FileIdentity(
            BinaryPrimitives.ReadUInt32LittleEndian(buffer[Volume..]),
            high << 32 | BinaryPrimitives.ReadUInt32LittleEndian(buffer[NumberLow..])
        );
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatX(int folder, string path, int flags, uint wanted, ref byte buffer);

    [LibraryImport("libc", EntryPoint = "stat", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Stat(string path, ref byte buffer);

    [LibraryImport("libc", EntryPoint = "stat$INODE64", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatInode64(string path, ref byte buffer);

    [LibraryImport("kernel32")]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool GetFileInformationByHandle(SafeFileHandle file, ref byte information);
}
