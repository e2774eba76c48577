namespace LakhNes.Score.Trackers;

/// <summary>A song of a module: an order of frames, each a pattern for each channel.</summary>
/// <param name="Name">Its title.</param>
/// <param name="Rows">Rows of a frame, 1 to <see cref="MaxRows"/>.</param>
/// <param name="Speed">Console frames of a row at tempo 150.</param>
/// <param name="Tempo">150 where a row lasts as many console frames as the speed says; more is faster.</param>
public sealed record TrackerSong(string Name, int Rows, int Speed, int Tempo)
{
    /// <summary>Rows of a frame, at most.</summary>
    public const int MaxRows = 256;

    /// <summary>Frames of a song, and patterns of a channel, at most.</summary>
    public const int MaxFrames = 128;

    /// <summary>Numbers of patterns and frames that are read, at most.</summary>
    public const int MaxPatterns = 256;

    private readonly Dictionary<(int Channel, int Number), TrackerPattern> _patterns = [];

    /// <summary>The frames: the number of each channel's pattern.</summary>
    public IList<int[]> Order { get; init; } = [];

    /// <summary>Rows that a beat is taken to have where nothing else tells; FamiTracker highlights every fourth.</summary>
    public int RowsPerBeat { get; init; } = 4;

    /// <summary>
    /// Rows of the grid that notes stand on: 1, or as many as a note of FamiStudio has console frames, each of which is a row.
    /// </summary>
    public int Unit { get; init; } = 1;

    /// <summary><see cref="Unit"/> of frames that have another one.</summary>
    public IDictionary<int, int> Units { get; } = new Dictionary<int, int>();

    /// <summary>Rows of frames that have more or fewer than others.</summary>
    public IDictionary<int, int> FrameRows { get; } = new Dictionary<int, int>();

    /// <summary>The frame that the song goes on from after its end; -1: it stops.</summary>
    public int LoopFrame { get; set; }

    /// <summary>Notes say themselves how long they last, as FamiStudio's do, which FamiTracker's text cannot.</summary>
    public bool NotesHaveLengths { get; init; }

    /// <summary>Ticks of a frame's row where they are told for each; null: speed and tempo say.</summary>
    public Func<int, int, int>? TicksOf { get; init; }

    /// <summary>Rows of a frame.</summary>
    public int RowsOf(int frame) => FrameRows.TryGetValue(frame, out int rows) ? rows : Rows;

    /// <summary>Patterns by channel and number; those that are missing are empty.</summary>
    public IReadOnlyDictionary<(int Channel, int Number), TrackerPattern> Patterns => _patterns;

    /// <summary>A pattern, made where there is none yet.</summary>
    public TrackerPattern PatternOf(int channel, int number) =>
        _patterns.TryGetValue((channel, number), out TrackerPattern? pattern)
            ? pattern
            : _patterns[(channel, number)] = new TrackerPattern();

    /// <summary>Takes a pattern out.</summary>
    internal void Remove(int channel, int number) => _patterns.Remove((channel, number));

    /// <summary>What a row of a frame says to a channel.</summary>
    public TrackerCell CellOf(int frame, int row, int channel) =>
        _patterns.TryGetValue((channel, Order[frame][channel]), out TrackerPattern? pattern) ? pattern[row] : TrackerCell.Empty;

    /// <summary>Effect columns that a channel needs, at least one.</summary>
    public int ColumnsOf(int channel) =>
        _patterns
            .Where(entry => entry.Key.Channel == channel)
            .SelectMany(entry => entry.Value.Cells)
            .Select(cell => cell.Value.Effects.Length)
            .Append(1)
            .Max();
}
