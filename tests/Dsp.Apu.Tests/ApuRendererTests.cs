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
}
