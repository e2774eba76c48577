using System.Text;
using LakhNes.Benchmarks;

namespace LakhNes.Dsp.Apu.Benchmarks;

/// <summary>
/// Renders the same register traffic with this project's chip and with libgme, in turns, and compares the medians.
/// </summary>
public sealed class LibgmeComparison(int seconds, int rounds)
{
    private const int SampleRate = 44_100;
    private const int BlockFrames = 1024;
    private const int WarmUpRounds = 3;

    // A write every 21 cycles is what the NSF's loop makes.
    private const int CyclesPerWrite = 21;

    private readonly RegisterWrite[][] _traffic = RegisterTraffic.Make();
    private readonly int _blocks = seconds * SampleRate / BlockFrames;

    /// <summary>Measures and returns a table.</summary>
    public string Run()
    {
        byte[] nsf = NsfFile.Make(_traffic);
        List<double> ours = [];
        List<double> theirs = [];
        double ourLevel = 0;
        double theirLevel = 0;
        for (int round = -WarmUpRounds; round < rounds; round++)
        {
            double our = Time(() => ourLevel = RenderOurs());
            double their = Time(() => theirLevel = RenderTheirs(nsf));
            if (round < 0)
                continue;
            ours.Add(our);
            theirs.Add(their);
        }
        if (ourLevel < 0.01 || theirLevel < 0.01)
            throw new InvalidOperationException($"One side is silent: levels {ourLevel:F4} and {theirLevel:F4}.");
        ours.Sort();
        theirs.Sort();
        StringBuilder report = new();
        report.AppendLine($"{seconds} s of music at {SampleRate} Hz, no output filters, {rounds} rounds in turns, CPU time");
        report.AppendLine(CompiledCode.Description);
        report.AppendLine($"{"", -16}{"median ms", 11}{"best ms", 9}{"x real time", 13}{"level", 8}");
        AppendRow("LakhNES Dsp.Apu", ours, ourLevel);
        AppendRow("libgme", theirs, theirLevel);
        report.Append($"libgme's median over ours: {Median(theirs) / Median(ours):F2} (1 or more: at least as fast)");
        return report.ToString();

        void AppendRow(string who, List<double> times, double level) =>
            report.AppendLine(
                $"{who, -16}{Median(times) * 1000, 11:F1}{times[0] * 1000, 9:F1}{seconds / Median(times), 13:F0}{level, 8:F3}"
            );
    }

    private static double Median(List<double> sorted) => sorted[sorted.Count / 2];

    private static double Time(Action action)
    {
        double start = ThreadClock.Seconds;
        action();
        return ThreadClock.Seconds - start;
    }

    /// <summary>Returns a root mean square of the left side, as a check that it plays.</summary>
    private double RenderOurs()
    {
        ApuChip chip = new();
        ApuRenderer renderer = new(chip) { Filter = ConsoleFilter.Off };
        renderer.Configure(SampleRate, BlockFrames);
        float[] left = new float[BlockFrames];
        float[] right = new float[BlockFrames];
        double cyclesPerPlay = NsfFile.PlayMicroseconds * 1e-6 * chip.Timing.CpuClock;
        int frame = 0;
        double power = 0;
        for (int block = 0; block < _blocks; block++)
        {
            long end = renderer.CycleOfSample(renderer.Position + BlockFrames);
            for (; (long)(frame * cyclesPerPlay) < end; frame++)
            {
                long cycle = (long)(frame * cyclesPerPlay);
                foreach (RegisterWrite write in _traffic[frame % _traffic.Length])
                    chip.Write(cycle += CyclesPerWrite, 0x4000 + write.Register, write.Value);
            }
            renderer.Render(BlockFrames);
            renderer.ReadMain(left, right);
            power += left[0] * left[0];
        }
        return Math.Sqrt(power / _blocks);
    }

    private double RenderTheirs(byte[] nsf)
    {
        using Libgme emulator = new(nsf, SampleRate);
        short[] samples = new short[BlockFrames * 2];
        double power = 0;
        for (int block = 0; block < _blocks; block++)
        {
            emulator.Play(samples);
            power += samples[0] / 32768.0 * samples[0] / 32768.0;
        }
        return Math.Sqrt(power / _blocks);
    }
}
