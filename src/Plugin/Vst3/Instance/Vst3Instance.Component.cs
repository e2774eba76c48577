using LakhNes.Plugin.Core;
using LakhNes.Plugin.Vst3.Com;
using LakhNes.Plugin.Vst3.Interop;

namespace LakhNes.Plugin.Vst3.Instance;

// IComponent and the setup half of IAudioProcessor: all that happens outside the audio thread.
internal sealed unsafe partial class Vst3Instance
{
    private const double DefaultSampleRate = 44_100;
    private const int DefaultMaxSamples = 1024;

    private readonly bool[] _busActive = new bool[Vst3Buses.AudioOutputs];
    private double _sampleRate = DefaultSampleRate;
    private int _maxSamples = DefaultMaxSamples;

    /// <summary>IComponent::activateBus.</summary>
    public int ActivateBus(MediaType type, BusDirection direction, int index, bool active)
    {
        if (!Vst3Buses.Exists(type, direction, index))
            return Result.InvalidArgument;
        if (type == MediaType.Audio)
            _busActive[index] = active;
        return Result.Ok;
    }

    /// <summary>IComponent::setActive: allocates for the announced rate and block size.</summary>
    public int SetActive(bool active)
    {
        if (active)
            return Result.From(Core.Engine.IsActive || Core.TryActivate(_sampleRate, _maxSamples));
        TakeUnprocessed();
        Core.Deactivate();
        return Result.Ok;
    }

    /// <summary>IAudioProcessor::setupProcessing, while inactive.</summary>
    public int SetupProcessing(ProcessSetup* setup)
    {
        if (setup is null)
            return Result.InvalidArgument;
        if (Core.Engine.IsActive || !PluginInstance.CanRun(setup->SampleRate, setup->MaxSamplesPerBlock))
            return Result.False;
        _sampleRate = setup->SampleRate;
        _maxSamples = setup->MaxSamplesPerBlock;
        return Result.Ok;
    }

    /// <summary>IAudioProcessor::setProcessing: a start begins from silence.</summary>
    public int SetProcessing(bool processing)
    {
        if (processing && Core.Engine.IsActive)
            Core.Engine.Reset();
        return Result.Ok;
    }

    /// <summary>IComponent::getState.</summary>
    public int GetState(IBStream* stream)
    {
        if (stream is null)
            return Result.InvalidArgument;
        TakeUnprocessed();
        return Result.From(Vst3Stream.WriteAll(stream, Core.Engine.SaveState()));
    }

    /// <summary>IComponent::setState: a chunk that cannot be read changes nothing.</summary>
    public int SetState(IBStream* stream)
    {
        if (stream is null)
            return Result.InvalidArgument;
        if (Vst3Stream.ReadAll(stream) is not { } chunk || !Core.Engine.TryLoadState(chunk, out _))
            return Result.False;
        ReadEngine();
        return Result.Ok;
    }

    // the main output is on, as getBusInfo says, and the voices are off
    private void ResetBuses()
    {
        for (int i = 0; i < _busActive.Length; i++)
            _busActive[i] = i == 0;
    }
}
