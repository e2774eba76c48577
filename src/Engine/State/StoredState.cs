using System.Collections.Immutable;
using LakhNes.Engine.Generation;
using LakhNes.Engine.Generation.Takes;
using LakhNes.Engine.Parameters;
using LakhNes.Engine.Settings;
using LakhNes.Instrument.Tunings;

namespace LakhNes.Engine.State;

/// <summary>All that a project stores. Where a state says nothing, it is as here.</summary>
internal sealed class StoredState
{
    /// <summary>Parameters and step sequences.</summary>
    public EngineSettings Settings { get; init; } = new();

    /// <summary>Place of the factory preset that was loaded last, or -1.</summary>
    public int Preset { get; set; } = -1;

    /// <summary>The model that composes; null: the installed one, whichever that is.</summary>
    public ModelIdentity? Model { get; set; }

    /// <summary>Which MIDI controllers turn which parameters.</summary>
    public ControllerMap Controllers { get; set; } = ControllerMap.Empty;

    /// <summary>How keys are tuned.</summary>
    public Tuning Tuning { get; set; } = Tuning.Equal;

    /// <summary>What was composed, oldest first.</summary>
    public ImmutableArray<Take> Takes { get; set; } = [];

    /// <summary>What was heard and asked for in a running song; null: nothing that can be taken up again.</summary>
    public Listening? Listening { get; set; }
}
