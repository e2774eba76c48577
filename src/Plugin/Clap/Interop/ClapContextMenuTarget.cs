namespace LakhNes.Plugin.Clap.Interop;

/// <summary>clap_context_menu_target.</summary>
internal struct ClapContextMenuTarget
{
    public const uint Parameter = 1;

    public uint Kind;
    public uint Id;
}
