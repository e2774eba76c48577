namespace LakhNes.Score.Trackers;

/// <summary>The sound chips that FamiTracker's modules can have besides the 2A03.</summary>
internal static class ExpansionChips
{
    private static readonly (int Bit, string Name)[] Chips =
    [
        (1, "VRC6"),
        (2, "VRC7"),
        (4, "FDS"),
        (8, "MMC5"),
        (16, "N163"),
        (32, "S5B"),
    ];

    /// <summary>Their names, and that they are passed over.</summary>
    /// <param name="bits">FamiTracker's bits, at least one.</param>
    public static string PassedOver(int bits) =>
        $"the channels of {string.Join(", ", Chips.Where(chip => (bits & chip.Bit) != 0).Select(chip => chip.Name).DefaultIfEmpty("other chips"))} are passed over";
}
