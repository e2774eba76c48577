using LakhNes.Dsp.Apu;
using LakhNes.Engine.Generation;
using LakhNes.Engine.Generation.Takes;
using LakhNes.Engine.Parameters;
using LakhNes.Engine.Settings;
using LakhNes.Instrument;
using LakhNes.Instrument.Notes;
using LakhNes.Instrument.Voices;

namespace LakhNes.Engine;

/// <summary>
/// One instance of what plays: events in, samples out. <see cref="Process"/> belongs to the audio thread; parameters, presets and
/// state may be used from any other thread meanwhile and reach the audio thread at its next block without a lock.
/// </summary>
public sealed partial class ChipEngine : IDisposable
{
    /// <summary>Constant delay from an event to its sound, in samples at any rate.</summary>
    public const int LatencySamples = ApuRenderer.LatencySamples;

    private const double FadeSeconds = 0.005;

    // the slowest console filter, a 37 Hz high-pass, has fallen below the float format's smallest step by then
    private const double FilterTailSeconds = 0.25;

    private readonly ApuChip _chip = new();
    private readonly ApuRenderer _renderer;
    private readonly RegisterTap _registers;
    private readonly ChipInstrument _instrument;
    private readonly TakeBook _takes;
    private readonly Improviser _improviser;
    private readonly EngineSettings _settings = new();
    private readonly GenerationWorkerOptions _workerOptions;
    private double _gain = 1;
    private double _gainTarget = 1;
    private double _gainStep;
    private double[] _gains = [];
    private double[] _left = [];
    private double[] _right = [];
    private int _maxFrames;

    /// <summary>Makes an instance with every parameter at its default. It renders silence until it is activated.</summary>
    /// <param name="installed">The model to compose with unless the project names another; null: none.</param>
    /// <param name="background">
    /// The generator gives way to other threads; false where its owner does nothing but wait for it.
    /// </param>
    public ChipEngine(ModelSource? installed = null, bool background = true)
        : this(installed, new GenerationWorkerOptions { Background = background }) { }

    /// <summary>Makes an instance whose generator has other limits.</summary>
    internal ChipEngine(ModelSource? installed, GenerationWorkerOptions workerOptions)
    {
        _workerOptions = workerOptions;
        Model = InstalledModel = installed;
        _renderer = new ApuRenderer(_chip);
        _registers = new RegisterTap(_chip);
        _instrument = new ChipInstrument(_registers, _settings.Instrument);
        _takes = new TakeBook(RestoreSeed);
        _improviser = new Improviser(_instrument, _takes);
        Monitor = new EngineMonitor(this);
        _chip.DmcMemory = _instrument.SampleMemory;
        for (int i = 0; i < _shown.Length; i++)
            _shown[i] = ParameterTable.All[i].Default;
    }

    /// <summary>Between <see cref="Activate"/> and <see cref="Deactivate"/>.</summary>
    public bool IsActive { get; private set; }

    /// <summary>The host's sample rate in hertz; 0 before the first activation.</summary>
    public double SampleRate { get; private set; }

    /// <summary>
    /// Samples that can sound after the last key is let go, with the present settings and tempo; 0 before the first activation.
    /// </summary>
    public int TailSamples => (int)((_instrument.ReleaseSeconds + FilterTailSeconds) * SampleRate);

    /// <summary>Notes that ended in the last block, release included; at most 256 are reported. For the audio thread.</summary>
    public ReadOnlySpan<EndedNote> EndedNotes => _instrument.EndedNotes;

    /// <summary>What a voice plays now. For the audio thread.</summary>
    public VoiceActivity ActivityOf(ApuVoice voice) => _instrument.ActivityOf(voice);

    /// <summary>
    /// Told of everything that is written to the chip, with CPU cycles from the last reset, on the thread that processes. To be
    /// set while nothing is processed; null: nobody.
    /// </summary>
    public IApuRegisters? RegisterListener
    {
        get => _registers.Listener;
        set => _registers.Listener = value;
    }

    /// <summary>Whether a sample rate, in hertz, is one that the engine renders: 1 to 768 kHz.</summary>
    public static bool CanRunAt(double sampleRate) =>
        sampleRate is >= ApuRenderer.LowestSampleRate and <= ApuRenderer.HighestSampleRate;

    /// <summary>Allocates for a sample rate and starts from silence.</summary>
    /// <param name="sampleRate">In hertz; see <see cref="CanRunAt"/>.</param>
    /// <param name="maxFrames">Largest block; a larger one is rendered in pieces.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate or block size is outside its range.</exception>
    public void Activate(double sampleRate, int maxFrames)
    {
        if (!CanRunAt(sampleRate))
            throw new ArgumentOutOfRangeException(nameof(sampleRate), sampleRate, "1 to 768 kHz");
        if (maxFrames < 1)
            throw new ArgumentOutOfRangeException(nameof(maxFrames), maxFrames, "at least one sample");
        SampleRate = sampleRate;
        _maxFrames = maxFrames;
        _gainStep = 1 / (FadeSeconds * sampleRate);
        _renderer.Configure(sampleRate, maxFrames);
        _gains = new double[maxFrames];
        _left = new double[maxFrames];
        _right = new double[maxFrames];
        _scope = new float[maxFrames];
        TakeEdits();
        Reset();
        lock (_stateGate)
            StartGenerator();
        IsActive = true;
    }

    /// <summary>Stops rendering; settings stay.</summary>
    public void Deactivate() => IsActive = false;

    /// <summary>
    /// Cuts every note and starts the chip and its clock anew; the generator forgets what it heard. Settings stay.
    /// </summary>
    public void Reset()
    {
        PowerCycle();
        _improviser.Reset(SampleRate);
    }

    private void PowerCycle()
    {
        _chip.PowerOn(_settings.Region);
        _renderer.Reset();
        _instrument.Reset(_settings.Region, _chip.Timing.CpuClock, _chip.Cycle);
        ApplyOutput();
        _gain = _gainTarget;
    }
}
