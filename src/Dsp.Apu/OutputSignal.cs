namespace LakhNes.Dsp.Apu;

/// <summary>One signal on its way out: the channels at their weights, mixed, synthesised and filtered.</summary>
internal sealed class OutputSignal
{
    private readonly ApuMixer _mixer = new();
    private readonly StepBatch _steps = new();
    private StepBuffer _buffer = new(0);
    private OutputFilter _filter;
    private double[] _samples = [];
    private int _frames;

    /// <summary>Makes a signal of all channels, or of one alone.</summary>
    public OutputSignal(ApuVoice? only = null)
    {
        for (ApuVoice voice = ApuVoice.Pulse1; voice <= ApuVoice.Dmc; voice++)
            SetWeight(voice, only is null || voice == only ? 1 : 0);
    }

    /// <summary>The last frames rendered.</summary>
    public ReadOnlySpan<double> Samples => _samples.AsSpan(0, _frames);

    public MixerModel Model
    {
        get => _mixer.Model;
        set => _mixer.Model = value;
    }

    public double Weight(ApuVoice voice) => _mixer.Weight(voice);

    public void SetWeight(ApuVoice voice, double weight) => _mixer.SetWeight(voice, weight);

    public void SetLevel(ApuVoice voice, int level) => _mixer.SetLevel(voice, level);

    public void Allocate(int maxFrames)
    {
        _buffer = new StepBuffer(maxFrames);
        _samples = new double[maxFrames];
    }

    /// <summary>The channels' present levels have stood for ever.</summary>
    public void Reset(ConsoleFilter filter, double sampleRate)
    {
        _mixer.Settle();
        _buffer.Reset(_mixer.Output);
        _frames = 0;
        ResetFilter(filter, sampleRate);
    }

    /// <summary>Puts another filter in, at rest.</summary>
    public void ResetFilter(ConsoleFilter filter, double sampleRate) =>
        _filter = new OutputFilter(filter, sampleRate, _buffer.Level);

    /// <summary>Becomes a copy of another signal of the same size, but for the weights.</summary>
    public void CopyFrom(OutputSignal other)
    {
        _buffer.CopyFrom(other._buffer);
        _filter = other._filter;
        _mixer.SettleLike(other._mixer);
    }

    /// <summary>Follows changes of levels.</summary>
    /// <param name="changes">Changes as <see cref="ILevelListener"/> gets them.</param>
    /// <param name="times">Their times.</param>
    public void Follow(ReadOnlySpan<LevelChange> changes, in StepTimes times)
    {
        _mixer.Follow(changes, times, _steps);
        _buffer.Add(_steps);
    }

    /// <summary>Follows a change of weights or model.</summary>
    public void Follow(StepTime time)
    {
        _mixer.Follow(time, _steps);
        _buffer.Add(_steps);
    }

    public void Render(int frames)
    {
        _frames = frames;
        Span<double> samples = _samples.AsSpan(0, frames);
        _buffer.Read(samples);
        _filter.Process(samples);
    }
}
