using FsCheck.Xunit;

namespace LakhNes.Nes.Tests;

public class RandomProgramTests
{
    [Property]
    public void AnyBytesRunAsAProgramWithoutFailingAndEachStepEnds(int seed)
    {
        var random = new Random(seed);
        var bench = new CpuBench();
        random.NextBytes(bench.Memory);
        bench.Lines = cycle => (InterruptLines)(cycle * 2654435761 >> 20 & 3);
        for (int i = 0; i < 2000; i++)
            Assert.InRange(bench.Step(), 1, 8);
    }
}
