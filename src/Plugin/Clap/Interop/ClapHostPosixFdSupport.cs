namespace LakhNes.Plugin.Clap.Interop;

/// <summary>clap_host_posix_fd_support.</summary>
internal unsafe struct ClapHostPosixFdSupport
{
    public const uint Read = 1;

    public delegate* unmanaged[Cdecl]<ClapHost*, int, uint, byte> Register;
    public delegate* unmanaged[Cdecl]<ClapHost*, int, uint, byte> Modify;
    public delegate* unmanaged[Cdecl]<ClapHost*, int, byte> Unregister;
}
