namespace LakhNes.Plugin.Clap.Interop;

/// <summary>clap_preset_discovery_indexer.</summary>
internal unsafe struct ClapPresetIndexer
{
    public ClapVersion Version;
    public byte* Name;
    public byte* Vendor;
    public byte* Url;
    public byte* IndexerVersion;
    public void* IndexerData;
    public delegate* unmanaged[Cdecl]<ClapPresetIndexer*, ClapPresetFiletype*, byte> DeclareFiletype;
    public delegate* unmanaged[Cdecl]<ClapPresetIndexer*, ClapPresetDiscoveryLocation*, byte> DeclareLocation;
    public delegate* unmanaged[Cdecl]<ClapPresetIndexer*, void*, byte> DeclareSoundpack;
    public delegate* unmanaged[Cdecl]<ClapPresetIndexer*, byte*, void*> GetExtension;
}
