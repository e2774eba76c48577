namespace LakhNes.Dsp.Apu;

/// <summary>
/// The chip's two resistor networks (NESdev wiki, "APU Mixer"), for channels with weights. Each network's output is
/// <c>g x / (1 + 100 x)</c> of the sum x of its channels' levels over their resistors: g = 95.88 for the pulses (8128 each), 159.79 for
/// triangle (8227), noise (12241) and DMC (22638). Both at their loudest give 1.0.
/// </summary>
internal struct ApuMixer
{
    private const double PulseGain = 95.88;
    private const double OtherGain = 159.79;

    private Units _weights;
    private Units _levels;
    private MixerModel _model;
    private double _pulseRest;
    private double _otherRest;

    /// <summary>Makes a mixer with all channels at rest and at weight 1.</summary>
    public ApuMixer()
    {
        for (int voice = 0; voice < Units.Count; voice++)
            _weights[voice] = 1;
        _levels[(int)ApuVoice.Triangle] = RestingLevel(ApuVoice.Triangle);
        FindRest();
    }

    public MixerModel Model
    {
        readonly get => _model;
        set
        {
            _model = value;
            FindRest();
        }
    }

    /// <summary>What a channel feeds to the mixer from power-on until it is first used.</summary>
    public static int RestingLevel(ApuVoice voice) => voice == ApuVoice.Triangle ? 15 : 0;

    /// <summary>True for the channels of the first network.</summary>
    public static bool IsPulse(ApuVoice voice) => voice <= ApuVoice.Pulse2;

    public void SetLevel(ApuVoice voice, int level) => _levels[(int)voice] = level;

    public readonly double Weight(ApuVoice voice) => _weights[(int)voice];

    public void SetWeight(ApuVoice voice, double weight)
    {
        _weights[(int)voice] = weight;
        FindRest();
    }

    /// <summary>The pulses' network, less what it gives at rest.</summary>
    public readonly double PulseOutput() => PulseOutput(_levels[0], _levels[1]) - _pulseRest;

    /// <summary>The other network, less what it gives at rest.</summary>
    public readonly double OtherOutput() => OtherOutput(_levels[2], _levels[3], _levels[4]) - _otherRest;

    private static double Curve(double gain, double x) => gain * x / (1 + 100 * x);

    private static double Resistor(ApuVoice voice) => voice switch
    {
        ApuVoice.Triangle => 8227,
        ApuVoice.Noise => 12241,
        ApuVoice.Dmc => 22638,
        _ => 8128,
    };

    private readonly double Alone(ApuVoice voice, double level)
    {
        double gain = IsPulse(voice) ? PulseGain : OtherGain;
        double weight = _weights[(int)voice];
        return _model == MixerModel.NonLinear
            ? Curve(gain, weight * level / Resistor(voice))
            : weight * Curve(gain, level / Resistor(voice));
    }

    private readonly double PulseOutput(double first, double second) => _model == MixerModel.NonLinear
        ? Curve(PulseGain, (_weights[0] * first + _weights[1] * second) / 8128)
        : Alone(ApuVoice.Pulse1, first) + Alone(ApuVoice.Pulse2, second);

    private readonly double OtherOutput(double triangle, double noise, double dmc) => _model == MixerModel.NonLinear
        ? Curve(OtherGain, _weights[2] * triangle / 8227 + _weights[3] * noise / 12241 + _weights[4] * dmc / 22638)
        : Alone(ApuVoice.Triangle, triangle) + Alone(ApuVoice.Noise, noise) + Alone(ApuVoice.Dmc, dmc);

    private void FindRest()
    {
        _pulseRest = PulseOutput(0, 0);
        _otherRest = OtherOutput(RestingLevel(ApuVoice.Triangle), 0, 0);
    }

    [System.Runtime.CompilerServices.InlineArray(Count)]
    private struct Units
    {
        public const int Count = 5;
        private double _first;
    }
}
