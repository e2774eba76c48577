namespace LakhNes.Dsp.Apu;

/// <summary>
/// Turns a chip's levels into host samples: mixes at every change, synthesises each change as a band-limited step at its exact
/// time, filters. 1.0 is the chip's loudest output; nothing clips. The level at rest after power-on gives 0.
/// <para>
/// Output depends on register writes and settings at their cycles, not on how the samples are asked for. Audio thread: nothing
/// but the constructor and <see cref="Configure"/> allocates. </para>
/// </summary>
public sealed class ApuRenderer : ILevelListener
{
    /// <summary>Samples by which the output comes late: the middle of a step made at sample n is at sample n + this.</summary>
    public const int LatencySamples = BandLimitedStep.Delay;

    /// <summary>The lowest rate, in host samples a second.</summary>
    public const int LowestSampleRate = 1_000;

    /// <summary>The highest rate, in host samples a second.</summary>
    public const int HighestSampleRate = 768_000;

    private const int Voices = 5;

    private readonly ApuChip _chip;
    private readonly OutputSignal _left = new();
    private readonly OutputSignal _right = new();
    private readonly OutputSignal[] _voices = new OutputSignal[Voices];
    private ConsoleFilter _filter = ConsoleFilter.Nes;

    // One each for the changes of pulses and of the other channels, which come in separate order.
    private SampleClock _clock;
    private SampleClock _otherClock;
    private bool _voiceOutputs;
    private bool _stereo;
    private int _maxFrames;
    private int _frames;

    /// <summary>
    /// Makes a renderer and becomes the chip's <see cref="ApuChip.Listener"/>; it is configured for 48 kHz and 1024 frames.
    /// </summary>
    /// <param name="chip">The chip to hear.</param>
    public ApuRenderer(ApuChip chip)
    {
        _chip = chip;
        for (int voice = 0; voice < Voices; voice++)
            _voices[voice] = new OutputSignal((ApuVoice)voice);
        Configure(48_000, 1024);
        chip.Listener = this;
    }

    /// <summary>Host samples a second.</summary>
    public double SampleRate { get; private set; }

    /// <summary>Samples rendered since <see cref="Reset"/>.</summary>
    public long Position { get; private set; }

    /// <summary>
    /// Samples that the chip has already run past and that <see cref="Render"/> would give without running it on.
    /// </summary>
    public long Available => Math.Max(0, _clock.SampleAt(_chip.Cycle) - Position);

    /// <summary>How levels become one signal. A change takes effect at the chip's <see cref="ApuChip.Cycle"/>.</summary>
    public MixerModel Mixer
    {
        get => _left.Model;
        set
        {
            if (value == Mixer)
                return;
            _left.Model = _right.Model = value;
            foreach (OutputSignal voice in _voices)
                voice.Model = value;
            StepAll();
        }
    }

    /// <summary>The filters of main and voice outputs. A change takes effect at <see cref="Position"/>, from rest.</summary>
    public ConsoleFilter Filter
    {
        get => _filter;
        set
        {
            if (value == _filter)
                return;
            _filter = value;
            _left.ResetFilter(value, SampleRate);
            _right.ResetFilter(value, SampleRate);
            foreach (OutputSignal voice in _voices)
                voice.ResetFilter(value, SampleRate);
        }
    }

    /// <summary>
    /// Also renders each voice alone through its curve. A change takes effect at the chip's <see cref="ApuChip.Cycle"/>.
    /// </summary>
    public bool VoiceOutputs
    {
        get => _voiceOutputs;
        set
        {
            if (value == _voiceOutputs)
                return;
            _voiceOutputs = value;
            SetLevels();
            foreach (OutputSignal voice in _voices)
                voice.Reset(_filter, SampleRate);
        }
    }

    /// <summary>Sets the host's format and resets. Allocates.</summary>
    /// <param name="sampleRate">Host samples a second, 1,000 to 768,000 (in steps of 1/16 Hz).</param>
    /// <param name="maxFrames">
    /// Most frames that <see cref="Render"/> will be asked for, 1 or more; the chip may run this far ahead.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">A value out of its range.</exception>
    public void Configure(double sampleRate, int maxFrames)
    {
        if (!(sampleRate is >= LowestSampleRate and <= HighestSampleRate))
            throw new ArgumentOutOfRangeException(nameof(sampleRate), sampleRate, "1 to 768 kHz");
        ArgumentOutOfRangeException.ThrowIfLessThan(maxFrames, 1);
        SampleRate = sampleRate;
        _maxFrames = maxFrames;
        _left.Allocate(maxFrames);
        _right.Allocate(maxFrames);
        foreach (OutputSignal voice in _voices)
            voice.Allocate(maxFrames);
        Reset();
    }

    /// <summary>
    /// Forgets all sound; sample 0 is at the chip's present cycle, its levels there are taken as having stood for ever.
    /// </summary>
    public void Reset()
    {
        _clock = _otherClock = new SampleClock(_chip.Timing, SampleRate, _chip.Cycle);
        Position = 0;
        _frames = 0;
        _stereo = !SameWeights();
        SetLevels();
        _left.Reset(_filter, SampleRate);
        _right.Reset(_filter, SampleRate);
        foreach (OutputSignal voice in _voices)
            voice.Reset(_filter, SampleRate);
    }

    /// <summary>
    /// Sets a voice's place in the mix from the chip's <see cref="ApuChip.Cycle"/> on. Its own output takes the larger of both
    /// weights.
    /// </summary>
    /// <param name="voice">The voice.</param>
    /// <param name="leftWeight">Factor on its level on the left side, 0 to 16; 1 is the hardware's.</param>
    /// <param name="rightWeight">The same for the right side.</param>
    /// <param name="audible">False leaves it out of the main output and out of its own.</param>
    public void SetVoice(ApuVoice voice, double leftWeight, double rightWeight, bool audible)
    {
        double left = audible ? Math.Clamp(leftWeight, 0, 16) : 0;
        double right = audible ? Math.Clamp(rightWeight, 0, 16) : 0;
        if (left == _left.Weight(voice) && right == _right.Weight(voice))
            return;
        _left.SetWeight(voice, left);
        _right.SetWeight(voice, right);
        _voices[(int)voice].SetWeight(voice, Math.Max(left, right));
        // The second side costs nothing until the two differ; from then on it goes its own way.
        if (!_stereo && !SameWeights())
        {
            _stereo = true;
            SetLevels();
            _right.CopyFrom(_left);
        }
        StepAll();
    }

    /// <summary>The first CPU cycle at or after a sample's time: where an event stamped with that sample belongs.</summary>
    /// <param name="sample">Sample counted since <see cref="Reset"/>.</param>
    public long CycleOfSample(long sample) => _clock.CycleOf(sample);

    /// <summary>Runs the chip to the end of the next frames and makes them ready to be read.</summary>
    /// <param name="frames">How many, 0 to the configured most.</param>
    public void Render(int frames)
    {
        _frames = Math.Clamp(frames, 0, _maxFrames);
        _chip.RunTo(_clock.CycleOf(Position + _frames));
        _left.Render(_frames);
        if (_stereo)
            _right.Render(_frames);
        for (int voice = 0; _voiceOutputs && voice < Voices; voice++)
            _voices[voice].Render(_frames);
        Position += _frames;
    }

    /// <summary>Copies the main output of the last <see cref="Render"/>.</summary>
    /// <param name="left">Left side; as many samples as fit.</param>
    /// <param name="right">Right side; as many samples as fit.</param>
    public void ReadMain(Span<float> left, Span<float> right)
    {
        Copy(_left.Samples, left);
        if (!_stereo && right.Length <= left.Length)
            left[..right.Length].CopyTo(right);
        else
            Copy(_stereo ? _right.Samples : _left.Samples, right);
    }

    /// <inheritdoc cref="ReadMain(Span{float}, Span{float})"/>
    public void ReadMain(Span<double> left, Span<double> right)
    {
        Copy(_left.Samples, left);
        Copy(_stereo ? _right.Samples : _left.Samples, right);
    }

    /// <summary>
    /// Copies a voice's own output of the last <see cref="Render"/>; zeros while <see cref="VoiceOutputs"/> is off.
    /// </summary>
    /// <param name="voice">The voice.</param>
    /// <param name="samples">As many samples as fit.</param>
    public void ReadVoice(ApuVoice voice, Span<float> samples)
    {
        if (_voiceOutputs)
            Copy(_voices[(int)voice].Samples, samples);
        else
            samples.Clear();
    }

    /// <inheritdoc cref="ReadVoice(ApuVoice, Span{float})"/>
    public void ReadVoice(ApuVoice voice, Span<double> samples)
    {
        if (_voiceOutputs)
            Copy(_voices[(int)voice].Samples, samples);
        else
            samples.Clear();
    }

    /// <inheritdoc/>
    void ILevelListener.LevelsChanged(ReadOnlySpan<LevelChange> changes)
    {
        ref SampleClock clock = ref changes[0].Voice <= ApuVoice.Pulse2 ? ref _clock : ref _otherClock;
        while (!changes.IsEmpty)
        {
            clock.MoveTo(changes[0].Cycle);
            int count = changes.Length;
            while (changes[count - 1].Cycle >= clock.NextSegmentCycle)
                count--;
            Follow(changes[..count], TimesOf(clock, changes[0].Cycle, changes[count - 1].Cycle));
            changes = changes[count..];
        }
    }

    /// <summary>
    /// Times of cycles between two. Where the chip was set back, or has run further ahead than there is room for, steps come at
    /// the start or the end.
    /// </summary>
    private StepTimes TimesOf(in SampleClock clock, long first, long last)
    {
        StepTimes times = clock.From(Position);
        if (first < clock.SegmentCycle || times[first].Sample < 0)
            return StepTimes.At(0);
        return times[last].Sample > _maxFrames ? StepTimes.At(_maxFrames) : times;
    }

    private void Follow(ReadOnlySpan<LevelChange> changes, in StepTimes times)
    {
        _left.Follow(changes, times);
        if (_stereo)
            _right.Follow(changes, times);
        for (int voice = 0; _voiceOutputs && voice < Voices; voice++)
            _voices[voice].Follow(changes, times);
    }

    private static void Copy(ReadOnlySpan<double> from, Span<double> to) => from[..Math.Min(from.Length, to.Length)].CopyTo(to);

    private static void Copy(ReadOnlySpan<double> from, Span<float> to)
    {
        int count = Math.Min(from.Length, to.Length);
        for (int i = 0; i < count; i++)
            to[i] = (float)from[i];
    }

    private void SetLevels()
    {
        for (ApuVoice voice = ApuVoice.Pulse1; voice <= ApuVoice.Dmc; voice++)
        {
            _left.SetLevel(voice, _chip.Level(voice));
            _right.SetLevel(voice, _chip.Level(voice));
            _voices[(int)voice].SetLevel(voice, _chip.Level(voice));
        }
    }

    private bool SameWeights()
    {
        bool same = true;
        for (ApuVoice voice = ApuVoice.Pulse1; voice <= ApuVoice.Dmc; voice++)
            same &= _left.Weight(voice) == _right.Weight(voice);
        return same;
    }

    private void StepAll()
    {
        _clock.MoveTo(_chip.Cycle);
        StepTime time = TimesOf(_clock, _chip.Cycle, _chip.Cycle)[_chip.Cycle];
        _left.Follow(time);
        if (_stereo)
            _right.Follow(time);
        for (int voice = 0; _voiceOutputs && voice < Voices; voice++)
            _voices[voice].Follow(time);
    }
}
