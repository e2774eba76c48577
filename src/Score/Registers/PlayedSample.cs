namespace LakhNes.Score.Registers;

/// <summary>A sample that a register log plays.</summary>
/// <param name="Address">Where the first byte stands, from $C000.</param>
/// <param name="Length">Bytes: one and a multiple of 16.</param>
/// <param name="Rate">The chip's rate, 0 to 15.</param>
/// <param name="Loops">It begins again at its end.</param>
/// <param name="Deltas">The bytes.</param>
public sealed record PlayedSample(int Address, int Length, int Rate, bool Loops, ReadOnlyMemory<byte> Deltas)
{
    private const int Rate0 = 0x4010,
        AddressRegister = 0x4012,
        LengthRegister = 0x4013,
        Status = 0x4015,
        SampleBit = 16,
        Memory = 0x10000;

    /// <summary>The samples in the order in which they are first heard, each once.</summary>
    public static IReadOnlyList<PlayedSample> Of(RegisterLog log)
    {
        List<PlayedSample> played = [];
        byte[] memory = new byte[Memory];
        int block = 0,
            rate = 0,
            address = 0,
            length = 0;
        for (int i = 0; i < log.Writes.Length; i++)
        {
            for (; block < log.Samples.Count && log.Samples[block].BeforeWrite <= i; block++)
            {
                SampleBlock bytes = log.Samples[block];
                int at = Math.Clamp(bytes.Address, 0, Memory);
                bytes.Data.Span[..Math.Min(bytes.Data.Length, Memory - at)].CopyTo(memory.AsSpan(at));
            }
            RegisterWrite write = log.Writes[i];
            switch (write.Address)
            {
                case Rate0:
                    rate = write.Value;
                    break;
                case AddressRegister:
                    address = 0xC000 + (write.Value * 64);
                    break;
                case LengthRegister:
                    length = (write.Value * 16) + 1;
                    break;
                case Status when (write.Value & SampleBit) != 0 && length > 0:
                    Add(new PlayedSample(address, length, rate & 15, (rate & 0x40) != 0, default));
                    break;
            }
        }
        return played;

        void Add(PlayedSample sample)
        {
            if (played.Any(known => known with { Deltas = default } == sample))
                return;
            byte[] deltas = new byte[sample.Length];
            for (int i = 0; i < deltas.Length; i++)
                deltas[i] = memory[sample.Address + i < Memory ? sample.Address + i : sample.Address + i - 0x8000];
            if (deltas.Any(value => value != 0))
                played.Add(sample with { Deltas = deltas });
        }
    }
}
