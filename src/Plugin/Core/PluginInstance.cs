using LakhNes.Dsp.Apu;
using LakhNes.Engine;
using LakhNes.Engine.Generation;
using LakhNes.Engine.Hosting;

namespace LakhNes.Plugin.Core;

/// <summary>What both formats do with an engine: gather a block's events, run it, and hand out what it sends.</summary>
internal sealed class PluginInstance
{
    /// <summary>Voice outputs, in register order.</summary>
    public const int VoiceCount = (int)ApuVoice.Dmc + 1;

    private const int EventsOutCapacity = 1024;

    // some hosts announce far more than they send; the engine splits what is longer, so its buffers need not follow
    private const int MaxSegment = 8192;

    private readonly EngineEvent[] _eventsOut = new EngineEvent[EventsOutCapacity];

    private readonly MtsMaster? _master;

    static PluginInstance()
    {
        _ = FaultLog.OfProcess;
        WarmUp.Run();
    }

    /// <summary>Makes an instance.</summary>
    /// <param name="model">What its generator composes with; null: it only plays.</param>
    /// <param name="tunings">The library by which a session's master tunes it; null: none is installed.</param>
    public PluginInstance(ModelSource? model, MtsLibrary? tunings)
    {
        _master = tunings is null ? null : new MtsMaster(tunings);
        Engine = new ChipEngine(model) { TuningMaster = _master };
    }

    /// <inheritdoc cref="PluginInstance(ModelSource?, MtsLibrary?)"/>
    public PluginInstance(ModelSource? model)
        : this(model, MtsLibrary.Installed) { }

    /// <summary>What plays.</summary>
    public ChipEngine Engine { get; }

    /// <summary>What the host has yet to be told of the parameters that the plugin says itself.</summary>
    public OutputParameters Outputs { get; } = new();

    /// <summary>Events of the block that comes next.</summary>
    public EventBuffer Events { get; } = new();

    /// <summary>Whether the engine runs with a rate in hertz and a largest block in samples.</summary>
    public static bool CanRun(double sampleRate, int maxFrames) => ChipEngine.CanRunAt(sampleRate) && maxFrames > 0;

    /// <summary>Starts the engine.</summary>
    /// <returns>False where <see cref="CanRun"/> says so.</returns>
    public bool TryActivate(double sampleRate, int maxFrames)
    {
        if (!CanRun(sampleRate, maxFrames))
            return false;
        Engine.Activate(sampleRate, Math.Min(maxFrames, MaxSegment));
        return true;
    }

    /// <summary>Stops the engine, and writes down what failed until now.</summary>
    public void Deactivate()
    {
        Engine.Deactivate();
        FaultLog.OfProcess.Publish();
    }

    /// <summary>Stops the engine and ends its generator's thread; the instance may be started again.</summary>
    public void Close()
    {
        Deactivate();
        Engine.Dispose();
        _master?.Dispose();
    }

    /// <summary>Runs one block with the gathered events and forgets them.</summary>
    /// <param name="block">Output buffers, transport and mode are set; events are filled in here.</param>
    /// <param name="start">Sample of the host's block at which this one begins.</param>
    /// <returns>What the engine sends, by offset; valid until the next call.</returns>
    public ReadOnlySpan<EngineEvent> Run(ref AudioBlock block, int start = 0)
    {
        block.Events = Events.Ordered(start);
        block.EventsOut = _eventsOut;
        using (FlushToZero.Enter())
            Engine.Process(ref block);
        Events.Clear();
        Outputs.Advance(block.Frames);
        return block.EventsOut[..block.EventsOutCount];
    }
}
