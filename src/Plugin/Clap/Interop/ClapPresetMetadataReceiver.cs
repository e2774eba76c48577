namespace LakhNes.Plugin.Clap.Interop;

/// <summary>clap_preset_discovery_metadata_receiver.</summary>
internal unsafe struct ClapPresetMetadataReceiver
{
    public void* ReceiverData;
    public delegate* unmanaged[Cdecl]<ClapPresetMetadataReceiver*, int, byte*, void> OnError;
    public delegate* unmanaged[Cdecl]<ClapPresetMetadataReceiver*, byte*, byte*, byte> BeginPreset;
    public delegate* unmanaged[Cdecl]<ClapPresetMetadataReceiver*, ClapUniversalPluginId*, void> AddPluginId;
    public delegate* unmanaged[Cdecl]<ClapPresetMetadataReceiver*, byte*, void> SetSoundpackId;
    public delegate* unmanaged[Cdecl]<ClapPresetMetadataReceiver*, uint, void> SetFlags;
    public delegate* unmanaged[Cdecl]<ClapPresetMetadataReceiver*, byte*, void> AddCreator;
    public delegate* unmanaged[Cdecl]<ClapPresetMetadataReceiver*, byte*, void> SetDescription;
    public delegate* unmanaged[Cdecl]<ClapPresetMetadataReceiver*, ulong, ulong, void> SetTimestamps;
    public delegate* unmanaged[Cdecl]<ClapPresetMetadataReceiver*, byte*, void> AddFeature;
    public delegate* unmanaged[Cdecl]<ClapPresetMetadataReceiver*, byte*, byte*, void> AddExtraInfo;
}
