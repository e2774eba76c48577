using LakhNes.Plugin.Clap.Extensions;

namespace LakhNes.Plugin.Clap;

/// <summary>The extensions by id. To add one: a class in <c>Extensions/</c> with its table, and a line here.</summary>
internal static class ClapExtensions
{
    /// <summary>
    /// An extension's table, or null where the plugin has it not. Drafts' ids stay for hosts that know no other.
    /// </summary>
    public static nint Find(string id) =>
        id switch
        {
            "clap.params" => ParamsExtension.Table,
            "clap.state" => StateExtension.Table,
            "clap.audio-ports" => AudioPortsExtension.Table,
            "clap.audio-ports-config" => AudioPortsConfigExtension.Table,
            "clap.audio-ports-config-info/1" or "clap.audio-ports-config-info/draft-0" => AudioPortsConfigInfoExtension.Table,
            "clap.audio-ports-activation/2" or "clap.audio-ports-activation/draft-2" => AudioPortsActivationExtension.Table,
            "clap.note-ports" => NotePortsExtension.Table,
            "clap.note-name" => NoteNameExtension.Table,
            "clap.voice-info" => VoiceInfoExtension.Table,
            "clap.latency" => LatencyExtension.Table,
            "clap.tail" => TailExtension.Table,
            "clap.render" => RenderExtension.Table,
            "clap.remote-controls/2" or "clap.remote-controls.draft/2" => RemoteControlsExtension.Table,
            "clap.gui" => GuiExtension.Table,
            "clap.timer-support" => TimerSupportExtension.Table,
            "clap.posix-fd-support" => PosixFdSupportExtension.Table,
            "clap.preset-load/2" or "clap.preset-load.draft/2" => PresetLoadExtension.Table,
            _ => 0,
        };
}
