namespace LakhNes.Dsp.Apu.Tests;

/// <summary>
/// The unfiltered output, wherever all channels have stood still for long enough, against the curves of NESdev wiki, "APU Mixer".
/// </summary>
public class MixerTests
{
    private const double Tolerance = 1e-5;
    private const int Rate = 48_000;

    // A step's image is shorter.
    private const int SettlingSamples = 2 * ApuRenderer.LatencySamples + 4;

    private static readonly ApuVoice[] Voices = Enum.GetValues<ApuVoice>();
    private static readonly double[] Hardware = [1, 1, 1, 1, 1];

    [Fact]
    public void LoudestOutputsAddUpToOne()
    {
        Assert.Equal(1, Pulses(15, 15) + Others(15, 15, 127), 1e-3);
    }

    [Fact]
    public void NonLinearOutputFollowsThePublishedCurves() => Compare(MixerModel.NonLinear, Hardware, Hardware, NonLinear);

    [Fact]
    public void LinearOutputIsTheSumOfTheChannelsOwnCurves() => Compare(MixerModel.Linear, Hardware, Hardware, Linear);

    [Fact]
    public void EachSideMixesItsWeightedLevelsThroughTheCurves() =>
        Compare(MixerModel.NonLinear, [1, 0.25, 0.5, 2, 1.5], [0, 0.75, 0.5, 0.1, 3], NonLinear);

    [Fact]
    public void LinearOutputIsWeightedChannelByChannel() =>
        Compare(MixerModel.Linear, [1, 0.25, 0.5, 2, 1.5], [0, 0.75, 0.5, 0.1, 3], Linear);

    [Fact]
    public void InaudibleVoiceIsLeftOut()
    {
        (ApuChip chip, ApuRenderer renderer) = NewRig(MixerModel.NonLinear);
        renderer.VoiceOutputs = true;
        renderer.SetVoice(ApuVoice.Dmc, 1, 1, audible: false);
        chip.Write(0, 0x4011, 127);
        renderer.Render(200);
        double[] samples = new double[200];
        renderer.ReadMain(samples, default);
        Assert.All(samples, sample => Assert.Equal(0, sample));
        renderer.ReadVoice(ApuVoice.Dmc, samples);
        Assert.All(samples, sample => Assert.Equal(0, sample));
    }

    [Theory]
    [InlineData(MixerModel.NonLinear)]
    [InlineData(MixerModel.Linear)]
    public void VoiceOutputIsThatVoiceAloneThroughItsCurve(MixerModel model)
    {
        double[] one = new double[1];
        int compared = 0;
        for (int seed = 0; seed < 20; seed++)
        {
            (ApuChip chip, ApuRenderer renderer) = NewRig(model);
            renderer.VoiceOutputs = true;
            foreach (int[] levels in Plateaus(chip, renderer, seed))
            {
                foreach (ApuVoice voice in Voices)
                {
                    renderer.ReadVoice(voice, one);
                    Assert.Equal(Alone(voice, levels[(int)voice]) - Alone(voice, AtRest(voice)), one[0], Tolerance);
                }
                compared++;
            }
        }
        Assert.InRange(compared, 1000, int.MaxValue);
    }

    [Fact]
    public void VoiceOutputIsZeroWhileOff()
    {
        (ApuChip chip, ApuRenderer renderer) = NewRig(MixerModel.NonLinear);
        chip.Write(0, 0x4011, 127);
        renderer.Render(200);
        float[] samples = [.. Enumerable.Repeat(1f, 200)];
        renderer.ReadVoice(ApuVoice.Dmc, samples);
        Assert.All(samples, sample => Assert.Equal(0, sample));
    }

    private static void Compare(MixerModel model, double[] leftWeights, double[] rightWeights, Func<double[], int[], double> mix)
    {
        double[] left = new double[1];
        double[] right = new double[1];
        int compared = 0;
        for (int seed = 0; seed < 20; seed++)
        {
            (ApuChip chip, ApuRenderer renderer) = NewRig(model);
            foreach (ApuVoice voice in Voices)
                renderer.SetVoice(voice, leftWeights[(int)voice], rightWeights[(int)voice], audible: true);
            int[] rest = [.. Voices.Select(AtRest)];
            foreach (int[] levels in Plateaus(chip, renderer, seed))
            {
                renderer.ReadMain(left, right);
                Assert.Equal(mix(leftWeights, levels) - mix(leftWeights, rest), left[0], Tolerance);
                Assert.Equal(mix(rightWeights, levels) - mix(rightWeights, rest), right[0], Tolerance);
                compared++;
            }
        }
        Assert.InRange(compared, 1000, int.MaxValue);
    }

    /// <summary>
    /// Plays all five channels, slow and at volumes of their own. Yields their levels after each sample before which none has
    /// moved for a while.
    /// </summary>
    private static IEnumerable<int[]> Plateaus(ApuChip chip, ApuRenderer renderer, int seed)
    {
        Random random = new(seed);
        chip.Write(0, 0x4015, 0x0F);
        // The triangle is stopped somewhere on its way.
        chip.Write(0, 0x4008, 0xFF);
        chip.Write(0, 0x400A, 200);
        chip.Write(0, 0x400B, 0);
        chip.Write(3, 0x4017, 0x80);
        chip.Write(random.Next(7000), 0x4015, 0x0B);
        for (int pulse = 0x4000; pulse <= 0x4004; pulse += 4)
        {
            chip.Write(chip.Cycle, pulse, (byte)(0xF0 | random.Next(16)));
            chip.Write(chip.Cycle, pulse + 1, 0x08);
            chip.Write(chip.Cycle, pulse + 2, 0xFF);
            chip.Write(chip.Cycle, pulse + 3, 0x07);
            chip.RunTo(chip.Cycle + random.Next(1000));
        }
        chip.Write(chip.Cycle, 0x400C, (byte)(0x30 | random.Next(16)));
        chip.Write(chip.Cycle, 0x400E, 0x0F);
        chip.Write(chip.Cycle, 0x400F, 0);
        chip.Write(chip.Cycle, 0x4011, (byte)random.Next(128));

        // The chip has run ahead.
        renderer.Render((int)renderer.Available);

        int[] last = [];
        int unchanged = 0;
        for (int sample = 0; sample < 1500; sample++)
        {
            renderer.Render(1);
            int[] levels = [.. Voices.Select(chip.Level)];
            unchanged = levels.SequenceEqual(last) ? unchanged + 1 : 0;
            last = levels;
            if (unchanged >= SettlingSamples)
                yield return levels;
        }
    }

    private static (ApuChip Chip, ApuRenderer Renderer) NewRig(MixerModel model)
    {
        ApuChip chip = new();
        ApuRenderer renderer = new(chip) { Filter = ConsoleFilter.Off, Mixer = model };
        renderer.Configure(Rate, 512);
        return (chip, renderer);
    }

    private static int AtRest(ApuVoice voice) => voice == ApuVoice.Triangle ? 15 : 0;

    private static double NonLinear(double[] weights, int[] levels)
    {
        double[] x = [.. levels.Select((level, voice) => weights[voice] * level)];
        return Pulses(x[0], x[1]) + Others(x[2], x[3], x[4]);
    }

    private static double Linear(double[] weights, int[] levels) =>
        Voices.Sum(voice => weights[(int)voice] * Alone(voice, levels[(int)voice]));

    private static double Alone(ApuVoice voice, double level) =>
        voice switch
        {
            ApuVoice.Pulse1 or ApuVoice.Pulse2 => Pulses(level, 0),
            ApuVoice.Triangle => Others(level, 0, 0),
            ApuVoice.Noise => Others(0, level, 0),
            _ => Others(0, 0, level),
        };

    private static double Pulses(double first, double second) =>
        first + second == 0 ? 0 : 95.88 / (8128 / (first + second) + 100);

    private static double Others(double triangle, double noise, double dmc)
    {
        double sum = triangle / 8227 + noise / 12_241 + dmc / 22_638;
        return sum == 0 ? 0 : 159.79 / (1 / sum + 100);
    }
}
