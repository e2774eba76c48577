namespace LakhNes.Plugin.Clap.Interop;

/// <summary>clap_preset_discovery_provider.</summary>
internal unsafe struct ClapPresetProvider
{
    public ClapPresetProviderDescriptor* Descriptor;

    /// <summary>The <see cref="ClapPresetIndexer"/> that it was made for.</summary>
    public ClapPresetIndexer* Data;
    public delegate* unmanaged[Cdecl]<ClapPresetProvider*, byte> Init;
    public delegate* unmanaged[Cdecl]<ClapPresetProvider*, void> Destroy;
    public delegate* unmanaged[Cdecl]<
        ClapPresetProvider*,
        ClapPresetLocation,
        byte*,
        ClapPresetMetadataReceiver*,
        byte> GetMetadata;
    public delegate* unmanaged[Cdecl]<ClapPresetProvider*, byte*, void*> GetExtension;
}
