namespace LakhNes.Score.Trackers;

/// <summary>A module of a tracker, as far as the 2A03 goes: instruments, samples, songs.</summary>
public sealed class TrackerModule
{
    /// <summary>Numbers that instruments and samples can have, at most.</summary>
    public const int MaxInstruments = 64;

    /// <summary>Title.</summary>
    public string Title { get; set; } = "";

    /// <summary>Who made it.</summary>
    public string Author { get; set; } = "";

    /// <summary>Copyright.</summary>
    public string Copyright { get; set; } = "";

    /// <summary>For a PAL console.</summary>
    public bool IsPal { get; set; }

    /// <summary>Ticks a second, at most.</summary>
    public const int FastestTicks = 800;

    /// <summary>Ticks a second, at which macros and rows advance; 0: the console's frames.</summary>
    public int TickRate { get; set; }

    /// <summary>The instruments by number.</summary>
    public SortedDictionary<int, TrackerInstrument> Instruments { get; } = [];

    /// <summary>The samples by number.</summary>
    public SortedDictionary<int, TrackerSample> Samples { get; } = [];

    /// <summary>The songs.</summary>
    public IList<TrackerSong> Songs { get; } = [];

    /// <summary>What a reader passed over.</summary>
    public IList<ReadError> Warnings { get; } = [];
}
