namespace LakhNes.Dsp.Apu;

/// <summary>One signal on its way out: the channels at their weights, mixed, synthesised and filtered.</summary>
internal sealed class OutputSignal
{
    private ApuMixer _mixer = new();
    private StepBuffer _buffer = new(0);
    private OutputFilter _filter;
    private double[] _samples = [];
    private double _pulses;
    private double _others;
    private int _frames;

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
        _pulses = StepBuffer.Quantise(_mixer.PulseOutput());
        _others = StepBuffer.Quantise(_mixer.OtherOutput());
        _buffer.Reset(_pulses + _others);
        _frames = 0;
        ResetFilter(filter, sampleRate);
    }

    /// <summary>Puts another filter in, at rest.</summary>
    public void ResetFilter(ConsoleFilter filter, double sampleRate) => _filter = new OutputFilter(filter, sampleRate, _buffer.Level);

    /// <summary>Becomes a copy of another signal of the same size, but for the weights.</summary>
    public void CopyFrom(OutputSignal other)
    {
        _buffer.CopyFrom(other._buffer);
        _filter = other._filter;
        _pulses = other._pulses;
        _others = other._others;
    }

    /// <summary>Steps to what the mixer gives now, after a change of a channel or of anything at all.</summary>
    public void StepAll(int sample, double fraction)
    {
        Step(ApuVoice.Pulse1, sample, fraction);
        Step(ApuVoice.Triangle, sample, fraction);
    }

    /// <summary>Steps to what a channel's half of the mixer gives now.</summary>
    public void Step(ApuVoice voice, int sample, double fraction)
    {
        ref double present = ref _others;
        double next;
        if (ApuMixer.IsPulse(voice))
        {
            present = ref _pulses;
            next = StepBuffer.Quantise(_mixer.PulseOutput());
        }
        else
        {
            next = StepBuffer.Quantise(_mixer.OtherOutput());
        }
        double height = next - present;
        if (height == 0)
            return;
        present = next;
        _buffer.Add(sample, fraction, height);
    }

    public void Render(int frames)
    {
        _frames = frames;
        Span<double> samples = _samples.AsSpan(0, frames);
        _buffer.Read(samples);
        _filter.Process(samples);
    }
}
