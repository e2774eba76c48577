using System.Runtime.InteropServices;

namespace LakhNes.Plugin.Core;

/// <summary>
/// MTS-ESP's library, by which one plugin of a session, the master, tunes all others: loaded from where its installer puts it, if
/// it is there. The functions are those that its published client calls.
/// </summary>
internal sealed unsafe class MtsLibrary
{
    /// <summary>void MTS_RegisterClient(void).</summary>
    public required delegate* unmanaged[Cdecl]<void> RegisterClient { get; init; }

    /// <summary>void MTS_DeregisterClient(void).</summary>
    public required delegate* unmanaged[Cdecl]<void> DeregisterClient { get; init; }

    /// <summary>bool MTS_HasMaster(void).</summary>
    public required delegate* unmanaged[Cdecl]<byte> HasMaster { get; init; }

    /// <summary>const double *MTS_GetTuningTable(void): the frequencies of 128 keys, which change in place.</summary>
    public required delegate* unmanaged[Cdecl]<double*> GetTuningTable { get; init; }

    /// <summary>bool MTS_ShouldFilterNote(char key, signed char channel), channel -1: any; null in old versions.</summary>
    public delegate* unmanaged[Cdecl]<byte, sbyte, byte> ShouldFilterNote { get; init; }

    /// <summary>const char *MTS_GetScaleName(void); null in old versions.</summary>
    public delegate* unmanaged[Cdecl]<byte*> GetScaleName { get; init; }

    /// <summary>The installed library; null where there is none.</summary>
    public static MtsLibrary? Installed { get; } = TryOpen(InstalledPath);

    private static string InstalledPath =>
        OperatingSystem.IsWindows()
            ? Environment.GetFolderPath(Environment.SpecialFolder.CommonProgramFiles) + @"\MTS-ESP\LIBMTS.dll"
        : OperatingSystem.IsMacOS() ? "/Library/Application Support/MTS-ESP/libMTS.dylib"
        : "/usr/local/lib/libMTS.so";

    /// <summary>Loads a library.</summary>
    /// <param name="path">Its file.</param>
    /// <returns>Null where there is none, or it is another.</returns>
    public static MtsLibrary? TryOpen(string path)
    {
        if (!NativeLibrary.TryLoad(path, out nint library))
            return null;
        nint Find(string name) => NativeLibrary.TryGetExport(library, name, out nint function) ? function : 0;
        nint register = Find("MTS_RegisterClient"),
            deregister = Find("MTS_DeregisterClient"),
            hasMaster = Find("MTS_HasMaster"),
            table = Find("MTS_GetTuningTable");
        if (register == 0 || deregister == 0 || hasMaster == 0 || table == 0)
            return null;
        return new MtsLibrary
        {
            RegisterClient = (delegate* unmanaged[Cdecl]<void>)register,
            DeregisterClient = (delegate* unmanaged[Cdecl]<void>)deregister,
            HasMaster = (delegate* unmanaged[Cdecl]<byte>)hasMaster,
            GetTuningTable = (delegate* unmanaged[Cdecl]<double*>)table,
            ShouldFilterNote = (delegate* unmanaged[Cdecl]<byte, sbyte, byte>)Find("MTS_ShouldFilterNote"),
            GetScaleName = (delegate* unmanaged[Cdecl]<byte*>)Find("MTS_GetScaleName"),
        };
    }
}
