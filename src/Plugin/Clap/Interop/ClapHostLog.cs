namespace LakhNes.Plugin.Clap.Interop;

/// <summary>clap_host_log. Any thread.</summary>
internal unsafe struct ClapHostLog
{
    /// <summary>CLAP_LOG_ERROR.</summary>
    public const int Error = 3;

    public delegate* unmanaged[Cdecl]<ClapHost*, int, byte*, void> Log;
}
