using FsCheck.Xunit;

namespace LakhNes.Nes.Tests;

public class RandomProgramTests
{
    [Property]
    public void Any_bytes_run_as_a_program_without_failing_and_each_step_ends(int seed)
    {
        var random = new Random(seed);
        var bench = new CpuBench();
        random.NextBytes(bench.Memory);
        bench.Lines = cycle => (InterruptLines)(cycle * 2654435761 >> 20 & 3);
        for (int i = 0; i < 2000; i++)
            Assert.InRange(bench.Step(), 1, 8);
    }
}
