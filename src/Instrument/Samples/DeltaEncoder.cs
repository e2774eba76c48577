namespace LakhNes.Instrument.Samples;

/// <summary>
/// Turns a curve of levels into the sample channel's one-bit deltas: each bit moves the level two up or two down.
/// </summary>
internal static class DeltaEncoder
{
    // bytes that keep the level at 0 after the sound: the channel may lose its last two when others are gated
    private const int RestBytes = 3;

    /// <summary>Encodes a sound that starts at level 0 and is brought back to it.</summary>
    /// <param name="level">Wanted level, 0 to 127, of each bit.</param>
    /// <param name="bits">Bits of the sound.</param>
    /// <returns>Bytes, first bit lowest, as many as $4013 can say: one and a multiple of 16.</returns>
    public static byte[] Encode(Func<int, double> level, int bits)
    {
        var bytes = new List<byte>();
        int counter = 0;
        for (int bit = 0; bit < bits || counter > 0; bit++)
        {
            if (bit % 8 == 0)
                bytes.Add(0);
            double wanted = bit < bits ? level(bit) : 0;
            bool up = wanted > counter;
            if (up)
                bytes[^1] |= (byte)(1 << (bit % 8));
            // the hardware's counter does not move past its ends
            if (up && counter <= 125)
                counter += 2;
            if (!up && counter >= 2)
                counter -= 2;
        }

        for (int i = 0; i < RestBytes; i++)
            bytes.Add(0);
        while (bytes.Count % 16 != 1)
            bytes.Add(0);
        return [.. bytes];
    }
}
