namespace LakhNes.Training.Reports;

/// <summary>A run's log as CSV, and in memory for the plot.</summary>
internal sealed class TrainingLog
{
    private readonly string _path;
    private readonly List<LogEntry> _entries = [];

    /// <summary>Begins a log, or goes on with the lines up to a step of one that is there.</summary>
    /// <param name="path">The file.</param>
    /// <param name="upTo">Steps of the run that is resumed; null: a new run.</param>
    public TrainingLog(string path, long? upTo)
    {
        _path = path;
        if (upTo is not null && File.Exists(path))
            _entries.AddRange(
                File.ReadLines(path).Select(LogEntry.TryParse).OfType<LogEntry>().Where(entry => entry.Step <= upTo)
            );
        File.WriteAllLines(path, [LogEntry.Header, .. _entries.Select(entry => entry.ToString())]);
    }

    /// <summary>The lines so far.</summary>
    public IReadOnlyList<LogEntry> Entries => _entries;

    /// <summary>Adds a line.</summary>
    public LogEntry Add(LogEntry entry)
    {
        _entries.Add(entry);
        File.AppendAllText(_path, entry + Environment.NewLine);
        return entry;
    }
}
