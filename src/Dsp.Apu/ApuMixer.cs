using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LakhNes.Dsp.Apu;

/// <summary>
/// The chip's two resistor networks (NESdev wiki, "APU Mixer"), for channels with weights. Each network's output is
/// <c>g x / (1 + 100 x)</c> of the sum x of its channels' levels over their resistors: g = 95.88 for the pulses (8128 each),
/// 159.79 for triangle (8227), noise (12241) and DMC (22638). Both at their loudest give 1.0. In the linear model each channel
/// goes through its network's curve alone. What the channels give at rest after power-on is subtracted.
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

    /// <summary>Makes the output's steps for changes of levels.</summary>
    /// <param name="changes">Changes of channels of one network.</param>
    /// <param name="times">Their times.</param>
    /// <param name="steps">Where they go.</param>
    public void Follow(ReadOnlySpan<LevelChange> changes, in StepTimes times, StepBatch steps)
    {
        if (changes[0].Voice <= ApuVoice.Pulse2)
        {
            FollowPulses(changes, times, steps);
            return;
        }
        // A sample that plays would make the table anew at every change.
        if (_tableDmcLevels[1] != _levels[(int)ApuVoice.Dmc] && HasSamples(changes))
        {
            steps.Count = steps.CoarseCount = 0;
            FollowSamples(changes, times, steps);
        }
        else
        {
            FollowOthers(changes, times, steps);
        }
    }

    /// <summary>Makes the output's steps for a change of weights or model.</summary>
    /// <param name="time">When.</param>
    /// <param name="steps">Where they go.</param>
    public void Follow(StepTime time, StepBatch steps)
    {
        steps.Count = steps.CoarseCount = 0;
        for (int network = 0; network < Networks; network++)
            steps.Add(time, StepTo(network));
    }

    /// <summary>Follows changes of the pulses by a table of all their outputs.</summary>
    private void FollowPulses(ReadOnlySpan<LevelChange> changes, StepTimes times, StepBatch steps)
    {
        ref double table = ref MemoryMarshal.GetArrayDataReference(TableOf(0));
        ref Step first = ref MemoryMarshal.GetArrayDataReference(steps.Steps);
        int pair = PairOf(0);
        double output = _outputs[0];
        int stepsPerChange = StepsPerChange(ApuVoice.Pulse1) | (StepsPerChange(ApuVoice.Pulse2) << 1);
        int count = 0;
        foreach (ref readonly LevelChange change in changes)
        {
            int shift = (int)change.Voice * LevelBits;
            pair = (pair & (0xF0 >> shift)) | (change.Level << shift);
            double next = Unsafe.Add(ref table, pair);
            double height = next - output;
            output = next;
            Unsafe.Add(ref first, count) = new Step(times[change.Cycle], height);
            count += (stepsPerChange >> (int)change.Voice) & 1;
        }
        KeepPair(0, pair, output);
        steps.Count = count;
        steps.CoarseCount = 0;
    }

    /// <summary>Follows changes of triangle and noise likewise: the renderer's busiest loops.</summary>
    private void FollowOthers(ReadOnlySpan<LevelChange> changes, StepTimes times, StepBatch steps)
    {
        ref double table = ref MemoryMarshal.GetArrayDataReference(TableOf(1));
        ref Step first = ref MemoryMarshal.GetArrayDataReference(steps.Steps);
        ref CoarseStep firstCoarse = ref MemoryMarshal.GetArrayDataReference(steps.CoarseSteps);
        int triangle = _levels[(int)ApuVoice.Triangle];
        int noise = _levels[(int)ApuVoice.Noise] << LevelBits;
        ref LevelChange firstChange = ref MemoryMarshal.GetReference(changes);
        double output = _outputs[1];
        int count = 0;
        int coarseCount = 0;
        int triangleSteps = StepsPerChange(ApuVoice.Triangle);
        int noiseSteps = StepsPerChange(ApuVoice.Noise);
        int i = 0;
        while (i < changes.Length && changes[i].Voice != ApuVoice.Dmc)
        {
            ref double outputs = ref Unsafe.Add(ref table, triangle);
            for (; i < changes.Length; i++)
            {
                ref LevelChange change = ref Unsafe.Add(ref firstChange, i);
                if (change.Voice != ApuVoice.Noise)
                    break;
                noise = change.Level << LevelBits;
                double next = Unsafe.Add(ref outputs, noise);
                Unsafe.Add(ref firstCoarse, coarseCount) = new CoarseStep(times.NearestPhase(change.Cycle), next - output);
                coarseCount += noiseSteps;
                output = next;
            }
            outputs = ref Unsafe.Add(ref table, noise);
            for (; i < changes.Length && changes[i].Voice == ApuVoice.Triangle; i++)
            {
                triangle = changes[i].Level;
                double next = Unsafe.Add(ref outputs, triangle);
                Unsafe.Add(ref first, count) = new Step(times[changes[i].Cycle], next - output);
                count += triangleSteps;
                output = next;
            }
        }
        KeepPair(1, triangle | noise, output);
        steps.Count = count;
        steps.CoarseCount = coarseCount;
        if (i < changes.Length)
            FollowSamples(changes[i..], times, steps);
    }

    private int StepsPerChange(ApuVoice voice) => _weights[(int)voice] == 0 ? 0 : 1;

    private static bool HasSamples(ReadOnlySpan<LevelChange> changes)
    {
        foreach (ref readonly LevelChange change in changes)
        {
            if (change.Voice == ApuVoice.Dmc)
                return true;
        }
        return false;
    }

    private void KeepPair(int network, int pair, double output)
    {
        _outputs[network] = output;
        _levels[2 * network] = pair & 0x0F;
        _levels[2 * network + 1] = pair >> LevelBits;
    }

    /// <summary>Follows changes while samples play: their levels are too many for a table.</summary>
    private void FollowSamples(ReadOnlySpan<LevelChange> changes, in StepTimes times, StepBatch steps)
    {
        foreach (ref readonly LevelChange change in changes)
        {
            _levels[(int)change.Voice] = change.Level;
            if (change.Voice == ApuVoice.Noise)
                steps.AddCoarse(times.NearestPhase(change.Cycle), StepTo(1));
            else
                steps.Add(times[change.Cycle], StepTo(1));
        }
    }

    /// <summary>Goes to the output that a network's levels give, and returns by how much.</summary>
    private double StepTo(int network)
    {
        double next = OutputOf(network);
        double height = next - _outputs[network];
        _outputs[network] = next;
        return height;
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

    private double PulseOutput(double first, double second) =>
        NetworkOutput(PulseGain, _weights[0], first / 8128, _weights[1], second / 8128, 0, 0);

    private double OtherOutput(double triangle, double noise, double dmc) =>
        NetworkOutput(OtherGain, _weights[2], triangle / 8227, _weights[3], noise / 12241, _weights[4], dmc / 22638);

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
