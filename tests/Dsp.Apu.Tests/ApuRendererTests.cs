namespace LakhNes.Dsp.Apu.Tests;

public class ApuRendererTests
{
    [Fact]
    public void IdleOutputIsExactlyZero()
    {
        ApuChip chip = new();
        ApuRenderer renderer = new(chip);
        double[] left = new double[1024];
        for (int block = 0; block < 50; block++)
        {
            renderer.Render(1024);
            renderer.ReadMain(left, new double[1024]);
            Assert.All(left, x => Assert.Equal(0, x));
        }
    }

    [Fact]
    public void PulseSwingsByItsShareOfFullScale()
    {
        ApuChip chip = new();
        ApuRenderer renderer = new(chip) { Filter = ConsoleFilter.Off };
        renderer.Configure(48_000, 4800);
        chip.Write(0, 0x4015, 1);
        chip.Write(0, 0x4000, 0xBF);
        chip.Write(0, 0x4002, 253);
        chip.Write(0, 0x4003, 0);
        renderer.Render(4800);
        double[] left = new double[4800];
        renderer.ReadMain(left, new double[4800]);
        int crossings = 0;
        for (int i = 1; i < left.Length; i++)
            crossings += left[i - 1] < 0.07 && left[i] >= 0.07 ? 1 : 0;
        Assert.Equal(44, crossings);
        Array.Sort(left);
        Assert.Equal(95.88 / (8128 / 15.0 + 100), left[^1000], 0.002);
        Assert.Equal(0, left[1000], 0.002);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(500)]
    [InlineData(20_000)]
    public void ChipThatIsSetBackOrRunFarAheadPlaysOnAfterReset(int blocks)
    {
        ApuChip chip = new();
        ApuRenderer renderer = new(chip);
        renderer.Configure(48_000, 64);
        double[] fresh = PlayTwoBlocks();
        for (int block = 0; block < blocks; block++)
            renderer.Render(64);
        chip.RunTo(chip.Cycle + 10_000_000);
        renderer.Render(64);

        chip.PowerOn(ApuRegion.Ntsc);
        renderer.Reset();

        Assert.Equal(fresh, PlayTwoBlocks());

        double[] PlayTwoBlocks()
        {
            chip.Write(chip.Cycle, 0x4015, 0x0F);
            foreach (int pulse in (int[])[0x4000, 0x4004])
            {
                chip.Write(chip.Cycle, pulse, 0xBF);
                chip.Write(chip.Cycle, pulse + 2, 20);
                chip.Write(chip.Cycle, pulse + 3, 0);
            }
            chip.Write(chip.Cycle, 0x4008, 0xFF);
            chip.Write(chip.Cycle, 0x400A, 100);
            chip.Write(chip.Cycle, 0x400B, 0);
            chip.Write(chip.Cycle, 0x400C, 0x3F);
            chip.Write(chip.Cycle, 0x400F, 0);
            double[] samples = new double[128];
            for (int start = 0; start < samples.Length; start += 64)
            {
                renderer.Render(64);
                renderer.ReadMain(samples.AsSpan(start, 64), default);
            }
            return samples;
        }
    }
}
