using LakhNes.Dsp.Apu;

namespace LakhNes.Nes.Nsf;

/// <summary>What an NSF file holds: a program that plays songs. Sources: the NESdev wiki's "NSF" and "NSF2".</summary>
public sealed record NsfFile
{
    /// <summary>Length of a bank in bytes.</summary>
    public const int BankLength = 4096;

    /// <summary>Banks that the CPU sees at $8000-$FFFF.</summary>
    public const int BankSlots = 8;

    /// <summary>How many songs there are, 1 or more.</summary>
    public required int Songs { get; init; }

    /// <summary>The song to start with, from 0.</summary>
    public required int FirstSong { get; init; }

    /// <summary>
    /// Where <see cref="Data"/> goes, $8000 to $FFFF (with a disk system $6000 to $FFFF); in a banked file only its low twelve
    /// bits matter.
    /// </summary>
    public required int LoadAddress { get; init; }

    /// <summary>The routine that starts a song.</summary>
    public required int InitAddress { get; init; }

    /// <summary>The routine that is called at the play rate.</summary>
    public required int PlayAddress { get; init; }

    /// <summary>Title; may be empty.</summary>
    public required string Title { get; init; }

    /// <summary>Artist; may be empty.</summary>
    public required string Artist { get; init; }

    /// <summary>Copyright; may be empty.</summary>
    public required string Copyright { get; init; }

    /// <summary>Microseconds between two calls of play on an NTSC console.</summary>
    public required int NtscPeriod { get; init; }

    /// <summary>Microseconds between two calls of play on a PAL console.</summary>
    public required int PalPeriod { get; init; }

    /// <summary>The console it is for; NTSC if it is for both.</summary>
    public required ApuRegion Region { get; init; }

    /// <summary>Extra sound chips it writes to, as the header's bits; none of them is heard here.</summary>
    public required byte ExpansionChips { get; init; }

    /// <summary>It is for the Famicom Disk System: its program lies in RAM.</summary>
    public bool HasDiskSystem => (ExpansionChips & 0x04) != 0;

    /// <summary>It is for a board with an MMC5, which has RAM and a multiplier.</summary>
    public bool HasMmc5 => (ExpansionChips & 0x08) != 0;

    /// <summary>What it asks of its player.</summary>
    public NsfFeatures Features { get; init; }

    /// <summary>It uses the player's timer.</summary>
    public bool UsesIrq => (Features & NsfFeatures.Irq) != 0;

    /// <summary>Init does not return.</summary>
    public bool InitRunsOn => (Features & NsfFeatures.InitRunsOn) != 0;

    /// <summary>Chunks that a player must know and this one does not.</summary>
    public IReadOnlyList<string> UnknownChunks { get; init; } = [];

    /// <summary>The eight banks at the start of a song; null if the file is not banked.</summary>
    public required byte[]? Banks { get; init; }

    /// <summary>The program.</summary>
    public required byte[] Data { get; init; }
}
