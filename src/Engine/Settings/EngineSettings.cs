using LakhNes.Dsp.Apu;
using LakhNes.Instrument.Settings;

namespace LakhNes.Engine.Settings;

/// <summary>Everything that a project stores of one instance: the instrument's settings and what surrounds them.</summary>
public sealed class EngineSettings
{
    private GeneratorSettings _generation = new();

    /// <summary>How notes sound.</summary>
    public InstrumentSettings Instrument { get; } = new();

    /// <summary>Level of every output, in decibels, -60 (silent) to +12.</summary>
    public double OutputGainDecibels { get; set; }

    /// <summary>Notes are followed, nothing is heard.</summary>
    public bool Bypass { get; set; }

    /// <summary>The console's television system.</summary>
    public ApuRegion Region { get; set; }

    /// <summary>How the channels are mixed.</summary>
    public MixerModel Mixer { get; set; }

    /// <summary>The console's output filters.</summary>
    public ConsoleFilter Filter { get; set; }

    /// <summary>What the generator does.</summary>
    public ref GeneratorSettings Generation => ref _generation;
}
