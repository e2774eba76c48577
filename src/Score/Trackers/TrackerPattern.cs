namespace LakhNes.Score.Trackers;

/// <summary>Rows of one channel.</summary>
public sealed class TrackerPattern
{
    private readonly SortedDictionary<int, TrackerCell> _cells = [];

    /// <summary>The rows that say something, in order.</summary>
    public IEnumerable<KeyValuePair<int, TrackerCell>> Cells => _cells;

    /// <summary>No row says anything.</summary>
    public bool IsEmpty => _cells.Count == 0;

    /// <summary>A row; setting one that says nothing takes it out.</summary>
    /// <param name="row">From 0.</param>
    public TrackerCell this[int row]
    {
        get => _cells.TryGetValue(row, out TrackerCell cell) ? cell : TrackerCell.Empty;
        set
        {
            if (value.IsEmpty)
                _cells.Remove(row);
            else
                _cells[row] = value;
        }
    }

    /// <summary>The same rows.</summary>
    public bool SameAs(TrackerPattern other) => _cells.SequenceEqual(other._cells);
}
