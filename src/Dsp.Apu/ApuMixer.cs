using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LakhNes.Dsp.Apu;

/// <summary>
/// The chip's two resistor networks (NESdev wiki, "APU Mixer"), for channels with weights. Each network's output is
/// <c>g x / (1 + 100 x)</c> of the sum x of its channels' levels over their resistors: g = 95.88 for the pulses (8128 each), 159.79 for
/// triangle (8227), noise (12241) and DMC (22638). Both at their loudest give 1.0. In the linear model each channel goes through its
/// network's curve alone. What the channels give at rest after power-on is subtracted.
/// </summary>
internal sealed class ApuMixer
{
    private const double PulseGain = 95.88;
    private const double OtherGain = 159.79;
    private const int Networks = 2;
    private const int LevelBits = 4;
    private const int Pairs = 1 << (2 * LevelBits);

    // All other channels rest at 0.
    private const int TriangleAtRest = 15;

    private readonly double[] _weights = [1, 1, 1, 1, 1];
    private readonly int[] _levels = [0, 0, TriangleAtRest, 0, 0];
    private readonly double[] _outputs = new double[Networks];
    // Each network's outputs by the levels of its first two channels, and the level of the third for which they hold.
    private readonly double[][] _tables = [new double[Pairs], new double[Pairs]];
    private readonly int[] _tableDmcLevels = new int[Networks];
    private double _otherAtRest;
    private MixerModel _model;

    /// <summary>Makes a mixer with all channels at rest and at weight 1.</summary>
    public ApuMixer()
    {
        Forget();
    }

    public MixerModel Model
    {
        get => _model;
        set
        {
            _model = value;
            Forget();
        }
    }

    /// <summary>The output as of the last step.</summary>
    public double Output => _outputs[0] + _outputs[1];

    public double Weight(ApuVoice voice) => _weights[(int)voice];

    public void SetWeight(ApuVoice voice, double weight)
    {
        _weights[(int)voice] = weight;
        Forget();
    }

    /// <summary>Sets a channel's level without a step.</summary>
    public void SetLevel(ApuVoice voice, int level) => _levels[(int)voice] = level;

    /// <summary>Takes the output that the levels give as the one that is there.</summary>
    public void Settle()
    {
        for (int network = 0; network < Networks; network++)
            _outputs[network] = OutputOf(network);
    }

    /// <summary>Takes the output of another mixer as the one that is there.</summary>
    public void SettleLike(ApuMixer other) => other._outputs.CopyTo(_outputs, 0);

    /// <summary>Writes the output's steps for changes of levels, and returns their number.</summary>
    /// <param name="changes">Changes of channels of one network.</param>
    /// <param name="times">Their times.</param>
    /// <param name="steps">As many places as there are changes, and one more.</param>
    public int Follow(ReadOnlySpan<LevelChange> changes, ReadOnlySpan<StepTime> times, Span<Step> steps)
    {
        if (changes[0].Voice <= ApuVoice.Pulse2)
            return FollowPair(0, changes, times, steps);
        foreach (ref readonly LevelChange change in changes)
        {
            if (change.Voice == ApuVoice.Dmc)
                return FollowSamples(changes, times, steps);
        }
        return FollowPair(1, changes, times, steps);
    }

    /// <summary>Writes the output's steps for a change of weights or model, and returns their number.</summary>
    /// <param name="time">When.</param>
    /// <param name="steps">Three places at least.</param>
    public int Follow(StepTime time, Span<Step> steps)
    {
        int count = 0;
        for (int network = 0; network < Networks; network++)
        {
            double next = OutputOf(network);
            steps[count] = new Step(time, next - _outputs[network]);
            count += next != _outputs[network] ? 1 : 0;
            _outputs[network] = next;
        }
        return count;
    }

    /// <summary>Follows changes of the two channels with 4-bit levels by a table of all their outputs: the renderer's busiest loop.</summary>
    private int FollowPair(int network, ReadOnlySpan<LevelChange> changes, ReadOnlySpan<StepTime> times, Span<Step> steps)
    {
        ref double table = ref MemoryMarshal.GetArrayDataReference(TableOf(network));
        ref Step first = ref MemoryMarshal.GetReference(steps[..(changes.Length + 1)]);
        int pair = PairOf(network);
        double output = _outputs[network];
        int count = 0;
        times = times[..changes.Length];
        for (int i = 0; i < changes.Length; i++)
        {
            ref readonly LevelChange change = ref changes[i];
            int shift = ((int)change.Voice & 1) * LevelBits;
            pair = (pair & (0xF0 >> shift)) | (change.Level << shift);
            double next = Unsafe.Add(ref table, pair);
            double height = next - output;
            output = next;
            Unsafe.Add(ref first, count) = new Step(times[i], height);
            count += BitConverter.DoubleToInt64Bits(height) != 0 ? 1 : 0;
        }
        _outputs[network] = output;
        _levels[2 * network] = pair & 0x0F;
        _levels[2 * network + 1] = pair >> LevelBits;
        return count;
    }

    /// <summary>Follows changes while samples play: their levels are too many for a table.</summary>
    private int FollowSamples(ReadOnlySpan<LevelChange> changes, ReadOnlySpan<StepTime> times, Span<Step> steps)
    {
        int count = 0;
        for (int i = 0; i < changes.Length; i++)
        {
            _levels[(int)changes[i].Voice] = changes[i].Level;
            double next = OutputOf(1);
            steps[count] = new Step(times[i], next - _outputs[1]);
            count += next != _outputs[1] ? 1 : 0;
            _outputs[1] = next;
        }
        return count;
    }

    private int PairOf(int network) => _levels[2 * network] | (_levels[2 * network + 1] << LevelBits);

    /// <summary>A network's outputs by the pair of its 4-bit levels, at the sample channel's present level.</summary>
    private double[] TableOf(int network)
    {
        int dmc = network == 0 ? 0 : _levels[(int)ApuVoice.Dmc];
        if (_tableDmcLevels[network] == dmc)
            return _tables[network];
        for (int pair = 0; pair < Pairs; pair++)
            _tables[network][pair] = Mix(network, pair, dmc);
        _tableDmcLevels[network] = dmc;
        return _tables[network];
    }

    private double OutputOf(int network) => Mix(network, PairOf(network), _levels[(int)ApuVoice.Dmc]);

    private double Mix(int network, int pair, int dmc)
    {
        int first = pair & 0x0F;
        int second = pair >> LevelBits;
        return StepBuffer.Quantise(network == 0 ? PulseOutput(first, second) : OtherOutput(first, second, dmc) - _otherAtRest);
    }

    private static double Curve(double gain, double x) => gain * x / (1 + 100 * x);

    private double PulseOutput(double first, double second) => NetworkOutput(
        PulseGain, _weights[0], first / 8128, _weights[1], second / 8128, 0, 0);

    private double OtherOutput(double triangle, double noise, double dmc) => NetworkOutput(
        OtherGain, _weights[2], triangle / 8227, _weights[3], noise / 12241, _weights[4], dmc / 22638);

    private double NetworkOutput(double gain, double w0, double x0, double w1, double x1, double w2, double x2) =>
        _model == MixerModel.NonLinear
            ? Curve(gain, w0 * x0 + w1 * x1 + w2 * x2)
            : w0 * Curve(gain, x0) + w1 * Curve(gain, x1) + w2 * Curve(gain, x2);

    private void Forget()
    {
        Array.Fill(_tableDmcLevels, -1);
        _otherAtRest = OtherOutput(TriangleAtRest, 0, 0);
    }
}
