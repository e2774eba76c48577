using LakhNes.Instrument.Presets;
using LakhNes.Instrument.Settings;
using LakhNes.Plugin.Clap.Interop;

namespace LakhNes.Plugin.Clap.Instance;

/// <summary>
/// Presets as CLAP hosts find them: the factory's inside the plugin, by name; the user's as files of one folder.
/// </summary>
internal static unsafe class ClapPresets
{
    /// <summary>Place of a factory preset, or -1.</summary>
    public static int IndexOf(string name)
    {
        for (int i = 0; i < FactoryPresets.All.Length; i++)
        {
            if (FactoryPresets.All[i].Name == name)
                return i;
        }

        return -1;
    }

    /// <summary>Declares the file type and where presets are.</summary>
    public static bool Declare(ClapPresetIndexer* indexer)
    {
        fixed (
            byte* type = "LakhNES preset\0"u8,
                extension = NativeText.Terminated(PresetFile.Extension.TrimStart('.')),
                factory = "Factory\0"u8,
                user = "User\0"u8,
                folder = NativeText.Terminated(UserPresets.Folder)
        )
        {
            var filetype = new ClapPresetFiletype { Name = type, FileExtension = extension };
            var inside = new ClapPresetDiscoveryLocation
            {
                Flags = ClapPresetDiscoveryLocation.IsFactoryContent,
                Name = factory,
                Kind = ClapPresetLocation.Plugin,
            };
            var files = new ClapPresetDiscoveryLocation
            {
                Flags = ClapPresetDiscoveryLocation.IsUserContent,
                Name = user,
                Kind = ClapPresetLocation.File,
                Location = folder,
            };
            return indexer->DeclareFiletype(indexer, &filetype) != 0
                && indexer->DeclareLocation(indexer, &inside) != 0
                && (!Directory.Exists(UserPresets.Folder) || indexer->DeclareLocation(indexer, &files) != 0);
        }
    }

    /// <summary>Tells a receiver about the presets of a location.</summary>
    public static bool Describe(ClapPresetLocation kind, string location, ClapPresetMetadataReceiver* receiver)
    {
        if (kind == ClapPresetLocation.Plugin)
        {
            foreach (Preset preset in FactoryPresets.All)
            {
                if (!Describe(receiver, preset.Name, preset.Category.ToString(), preset.Name))
                    return false;
            }

            return true;
        }

        var info = new PresetInfo("", "");
        if (
            UserPresets.TryRead(location, out byte[] file, out string error)
            && PresetFile.TryRead(file, new InstrumentSettings(), out info, out error)
        )
            return Describe(
                receiver,
                info.Name.Length > 0 ? info.Name : Path.GetFileNameWithoutExtension(location),
                info.Category,
                null
            );
        fixed (byte* text = NativeText.Terminated(error))
            receiver->OnError(receiver, 0, text);
        return false;
    }

    private static bool Describe(ClapPresetMetadataReceiver* receiver, string name, string category, string? loadKey)
    {
        fixed (
            byte* nameText = NativeText.Terminated(name),
                keyText = NativeText.Terminated(loadKey ?? ""),
                abi = "clap\0"u8,
                id = NativeText.Terminated(PluginIdentity.ClapId),
                feature = NativeText.Terminated(category.ToLowerInvariant())
        )
        {
            if (receiver->BeginPreset(receiver, nameText, loadKey is null ? null : keyText) == 0)
                return false;
            var plugin = new ClapUniversalPluginId { Abi = abi, Id = id };
            receiver->AddPluginId(receiver, &plugin);
            if (category.Length > 0)
                receiver->AddFeature(receiver, feature);
            return true;
        }
    }
}
