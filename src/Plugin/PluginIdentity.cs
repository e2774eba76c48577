namespace LakhNes.Plugin;

/// <summary>What hosts know the plugin by. The ids are part of users' projects and never change.</summary>
internal static class PluginIdentity
{
    public const string Name = "LakhNES";
    public const string Vendor = "LakhNES";
    public const string Version = "0.1.0";
    public const string Description = "The NES sound chip as an instrument";

    /// <summary>CLAP's id of the plugin.</summary>
    public const string ClapId = "org.lakhnes.chip";

    /// <summary>VST3's class id, as the moduleinfo file spells it.</summary>
    public const string Vst3ClassId = "8010BBF2B1C2460F9CC10C6E21D5C389";

    /// <summary>VST3's category of classes that process audio.</summary>
    public const string Vst3Category = "Audio Module Class";

    /// <summary>Where VST3 hosts file the plugin.</summary>
    public const string Vst3SubCategories = "Instrument|Synth";
}
