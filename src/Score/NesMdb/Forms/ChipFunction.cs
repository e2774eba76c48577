using System.Numerics;

namespace LakhNes.Score.NesMdb.Forms;

/// <summary>What some bits of a register do, by NES-MDB's names.</summary>
/// <param name="Channel">p1, p2, tr, no, dm, ch (the status register) or fc (the frame counter).</param>
/// <param name="Name">The function's name in its channel, such as vo for the volume.</param>
/// <param name="Address">The register, $4000 to $4017.</param>
/// <param name="Offset">The register's place in its channel, 0 to 3.</param>
/// <param name="Mask">The bits.</param>
internal sealed record ChipFunction(string Channel, string Name, int Address, int Offset, int Mask)
{
    private const int FirstAddress = 0x4000,
        LastAddress = 0x4017;

    private static readonly ChipFunction[] All =
    [
        .. Pulse("p1", 0x4000),
        .. Pulse("p2", 0x4004),
        .. Registers("tr", 0x4008, [("lh", 0x80), ("lr", 0x7F)], [], [("tl", 0xFF)], [("ll", 0xF8), ("th", 0x07)]),
        .. Registers("no", 0x400C, [("lh", 0x20), ("cv", 0x10), ("vo", 0x0F)], [], [("nl", 0x80), ("np", 0x0F)], [("ll", 0xF8)]),
        .. Registers("dm", 0x4010, [("iq", 0x80), ("lo", 0x40), ("fr", 0x0F)], [("lc", 0x7F)], [("sa", 0xFF)], [("sl", 0xFF)]),
        .. Registers("ch", 0x4015, [("dm", 0x10), ("no", 0x08), ("tr", 0x04), ("p2", 0x02), ("p1", 0x01)]),
        .. Registers("fc", 0x4017, [("mo", 0x80), ("iq", 0x40)]),
    ];

    private static readonly ChipFunction[][] ByAddress =
    [
        .. Enumerable
            .Range(FirstAddress, LastAddress - FirstAddress + 1)
            .Select(address => All.Where(function => function.Address == address).ToArray()),
    ];

    private static readonly Dictionary<(string, string), ChipFunction> ByName = All.ToDictionary(function =>
        (function.Channel, function.Name)
    );

    /// <summary>The highest value.</summary>
    public int Most => Mask >> BitOperations.TrailingZeroCount(Mask);

    /// <summary>The function's name among those of all channels, such as <c>p1_vo</c>.</summary>
    public string FullName { get; } = $"{Channel}_{Name}";

    /// <summary>The functions of a register in the original's order; none for a register without one.</summary>
    public static IReadOnlyList<ChipFunction> Of(int address) =>
        address is >= FirstAddress and <= LastAddress ? ByAddress[address - FirstAddress] : [];

    /// <summary>A function by its names; null where there is none.</summary>
    public static ChipFunction? Find(string channel, string name) => ByName.GetValueOrDefault((channel, name));

    /// <summary>The function's part of a register's value.</summary>
    public int ValueIn(int register) => (register & Mask) >> BitOperations.TrailingZeroCount(Mask);

    /// <summary>A register's value with this function set.</summary>
    public int Set(int register, int value) => (register & ~Mask) | (value << BitOperations.TrailingZeroCount(Mask));

    private static IEnumerable<ChipFunction> Pulse(string channel, int address) =>
        Registers(
            channel,
            address,
            [("du", 0xC0), ("lh", 0x20), ("cv", 0x10), ("vo", 0x0F)],
            [("se", 0x80), ("sp", 0x70), ("sn", 0x08), ("ss", 0x07)],
            [("tl", 0xFF)],
            [("ll", 0xF8), ("th", 0x07)]
        );

    private static IEnumerable<ChipFunction> Registers(
        string channel,
        int address,
        params (string Name, int Mask)[][] registers
    ) =>
        registers.SelectMany(
            (functions, offset) =>
                functions.Select(function => new ChipFunction(channel, function.Name, address + offset, offset, function.Mask))
        );
}
