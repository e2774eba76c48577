using FsCheck;
using FsCheck.Fluent;

namespace LakhNes.Dsp.Apu.Tests.Support;

/// <summary>Register traffic that no programmer would write.</summary>
internal static class RandomWrites
{
    private static readonly Gen<long> Gaps = Gen.Frequency(
        (2, Gen.Choose(0, 3).Select(gap => (long)gap)),
        (3, Gen.Choose(0, 2000).Select(gap => (long)gap)),
        (1, Gen.Choose(0, 40_000).Select(gap => (long)gap))
    );

    // All channels on more often than chance would have it.
    private static readonly Gen<(int Address, byte Value)> Writes = Gen.Frequency(
        (12, from address in Gen.Choose(0x4000, 0x4017) from value in Gen.Choose(0, 255) select (address, (byte)value)),
        (1, Gen.Constant((0x4015, (byte)0x1F)))
    );

    /// <summary>Up to 60 writes in order of cycle.</summary>
    public static Gen<RegisterWrite[]> Log { get; } =
        (from gap in Gaps from write in Writes select (gap, write))
            .ListOf()
            .Select(list =>
            {
                long cycle = 0;
                return list.Select(step => new RegisterWrite(cycle += step.gap, step.write.Address, step.write.Value)).ToArray();
            })
            .Resize(60);

    /// <summary>A busy log of a fixed seed, some 0.6 s long.</summary>
    public static RegisterWrite[] Busy(int seed)
    {
        Random random = new(seed);
        List<RegisterWrite> writes = [new(0, 0x4015, 0x1F)];
        for (long cycle = 0; cycle < 1_000_000; cycle += random.Next(2000))
        {
            int address = random.Next(0x4000, 0x4018);
            writes.Add(new RegisterWrite(cycle, address, (byte)(address == 0x4015 ? 0x1F : random.Next(256))));
        }
        return [.. writes];
    }
}
