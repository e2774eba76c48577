namespace LakhNes.Nes.Testing;

/// <summary>What came out of running a test ROM.</summary>
public sealed record RomTestResult
{
    /// <summary>The verdict.</summary>
    public required RomTestStatus Status { get; init; }

    /// <summary>Where the verdict comes from.</summary>
    public required RomTestEvidence Evidence { get; init; }

    /// <summary>The ROM's own result code (0 or, in ROMs of 2005, 1 means passed); null when it gave none.</summary>
    public required int? Code { get; init; }

    /// <summary>What it printed, lines separated by line feeds.</summary>
    public required string Text { get; init; }

    /// <summary>
    /// Highest peak of the audio in dB, 0 being the chip's loudest output; <see cref="AudioLevel.Floor"/> for silence.
    /// </summary>
    public required double AudioPeakDb { get; init; }

    /// <summary>How well a ROM that asks for silence between two beeps got it; null for the others.</summary>
    public required BeepGap? Gap { get; init; }

    /// <summary>Console time that passed, in seconds.</summary>
    public required double Seconds { get; init; }
}
