using LakhNes.Instrument.Presets;
using LakhNes.Plugin.Clap.Interop;

namespace LakhNes.Plugin.Clap.Instance;

// clap_plugin_state and clap_plugin_preset_load.
internal sealed unsafe partial class ClapInstance
{
    private const int Piece = 64 << 10;
    private const int MaxBytes = 128 << 20;

    /// <summary>clap_plugin_state.save.</summary>
    public bool SaveState(ClapOStream* stream)
    {
        if (stream is null)
            return false;
        ReadOnlySpan<byte> chunk = Core.Engine.SaveState();
        fixed (byte* bytes = chunk)
        {
            for (int done = 0; done < chunk.Length; )
            {
                long written = stream->Write(stream, bytes + done, (ulong)(chunk.Length - done));
                if (written <= 0)
                    return false;
                done += (int)written;
            }
        }

        return true;
    }

    /// <summary>clap_plugin_state.load: a chunk that cannot be read changes nothing.</summary>
    public bool LoadState(ClapIStream* stream)
    {
        if (stream is null || ReadAll(stream) is not { } chunk || !Core.Engine.TryLoadState(chunk, out _))
            return false;
        RescanValues();
        return true;
    }

    /// <summary>clap_plugin_preset_load.from_location.</summary>
    public bool LoadPreset(ClapPresetLocation kind, byte* location, byte* loadKey)
    {
        if (!TryLoadPreset(kind, location, loadKey, out string error))
        {
            fixed (byte* text = NativeText.Terminated(error))
            {
                if (_hostPresetLoad is not null)
                    _hostPresetLoad->OnError(_host, kind, location, loadKey, 0, text);
            }

            return false;
        }

        RescanValues();
        if (_hostPresetLoad is not null)
            _hostPresetLoad->Loaded(_host, kind, location, loadKey);
        return true;
    }

    private bool TryLoadPreset(ClapPresetLocation kind, byte* location, byte* loadKey, out string error)
    {
        if (kind == ClapPresetLocation.Plugin)
        {
            string name = loadKey is null ? "" : NativeText.Read(loadKey);
            error = $"no factory preset is called '{name}'";
            int index = ClapPresets.IndexOf(name);
            if (index >= 0)
                Core.Engine.LoadPreset(index);
            return index >= 0;
        }

        error = "no file is named";
        return location is not null
            && UserPresets.TryRead(NativeText.Read(location), out byte[] file, out error)
            && Core.Engine.TryLoadPreset(file, out error);
    }

    private static byte[]? ReadAll(ClapIStream* stream)
    {
        var all = new MemoryStream();
        var piece = new byte[Piece];
        fixed (byte* buffer = piece)
        {
            while (all.Length <= MaxBytes)
            {
                long read = stream->Read(stream, buffer, Piece);
                if (read < 0 || read > Piece)
                    return null;
                if (read == 0)
                    return all.ToArray();
                all.Write(piece, 0, (int)read);
            }
        }

        return null;
    }
}
