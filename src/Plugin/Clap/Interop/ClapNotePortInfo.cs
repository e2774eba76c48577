namespace LakhNes.Plugin.Clap.Interop;

/// <summary>clap_note_port_info.</summary>
internal unsafe struct ClapNotePortInfo
{
    public const uint DialectClap = 1 << 0;
    public const uint DialectMidi = 1 << 1;
    public const uint DialectMidiMpe = 1 << 2;

    public uint Id;
    public uint SupportedDialects;
    public uint PreferredDialect;
    public fixed byte Name[256];
}
