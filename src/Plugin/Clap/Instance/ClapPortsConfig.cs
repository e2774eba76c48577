namespace LakhNes.Plugin.Clap.Instance;

/// <summary>Port configurations; the values are their ids.</summary>
internal enum ClapPortsConfig : uint
{
    /// <summary>The stereo output alone, as a new instance starts.</summary>
    Stereo,

    /// <summary>And one mono output a voice.</summary>
    StereoAndVoices,
}
