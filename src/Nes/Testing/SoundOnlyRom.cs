using System.IO.Hashing;
using LakhNes.Nes.Cartridges;

namespace LakhNes.Nes.Testing;

/// <summary>
/// The four ROMs of dmc_tests: their only output is what the sample channel plays, so this says what has to be heard. They are
/// known by the CRC-32 of their program, as ROM databases know cartridges. Their samples' bits alternate, at the slowest rate.
/// </summary>
public sealed record SoundOnlyRom
{
    private const int BitsPerByte = 8;

    private SoundOnlyRom() { }

    /// <summary>The byte that was fetched before the channel was stopped plays, and only it.</summary>
    public static SoundOnlyRom BufferRetained { get; } =
        new()
        {
            PrgCrc32 = 0xE7FD25B2,
            Samples = 1,
            FewestBytes = 1,
            MostBytes = 1,
        };

    /// <summary>
    /// Four times on for 9.3 bit periods: one byte is fetched at once, one more each time the output unit takes one at the end of
    /// its cycle.
    /// </summary>
    public static SoundOnlyRom Latency { get; } =
        new()
        {
            PrgCrc32 = 0x54FFF62E,
            Samples = 4,
            FewestBytes = 2,
            MostBytes = 3,
        };

    /// <summary>
    /// $4015 tells of the last byte's fetch, when its forerunner has yet to play: the ROM then writes 0 to $4011.
    /// </summary>
    public static SoundOnlyRom Status { get; } = WritesZeroAtLastFetch(0xE96D9EE2);

    /// <summary>The interrupt tells of the last byte's fetch.</summary>
    public static SoundOnlyRom StatusIrq { get; } = WritesZeroAtLastFetch(0xB6B19C9D);

    private static SoundOnlyRom[] Known => [BufferRetained, Latency, Status, StatusIrq];

    private uint PrgCrc32 { get; init; }

    private int Samples { get; init; }

    private int FewestBytes { get; init; }

    private int MostBytes { get; init; }

    private int BytesFromZero { get; init; }

    /// <summary>Finds what is known of a ROM; null if it is not one of these.</summary>
    /// <param name="image">The ROM.</param>
    public static SoundOnlyRom? Find(CartridgeImage image)
    {
        uint crc = Crc32.HashToUInt32(image.PrgRom);
        return Array.Find(Known, rom => rom.PrgCrc32 == crc);
    }

    /// <summary>Whether what was played is what has to be heard.</summary>
    /// <param name="samples">From <see cref="DmcTrace.FindSamples"/>.</param>
    public bool IsRight(IReadOnlyList<PlayedSample> samples)
    {
        if (samples.Count != Samples)
            return false;
        foreach (PlayedSample sample in samples)
        {
            // The output unit works in whole bytes and never loses its phase.
            bool wholeBytes = sample.Start % BitsPerByte == 0 && sample.Bits % BitsPerByte == 0;
            int bytes = sample.Bits / BitsPerByte;
            if (!wholeBytes || bytes < FewestBytes || bytes > MostBytes || sample.BitsFromZero != BytesFromZero * BitsPerByte)
                return false;
        }
        return true;
    }

    private static SoundOnlyRom WritesZeroAtLastFetch(uint crc) =>
        new()
        {
            PrgCrc32 = crc,
            Samples = 1,
            FewestBytes = 17,
            MostBytes = 17,
            BytesFromZero = 2,
        };
}
