namespace LakhNes.Plugin.Clap.Interop;

/// <summary>clap_process_status.</summary>
internal enum ClapProcessStatus
{
    Error = 0,
    Continue = 1,
}
