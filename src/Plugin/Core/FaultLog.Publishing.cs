namespace LakhNes.Plugin.Core;

// what is done with the faults outside the audio thread
internal sealed partial class FaultLog
{
    private readonly Lock _publishing = new();
    private int _published;
    private string? _last;

    /// <summary>The last fault that was published, on one line; null: none.</summary>
    public string? Last => Volatile.Read(ref _last);

    /// <summary>
    /// Writes the faults that came since the last call to the file and remembers the last of them. Not on the audio thread.
    /// </summary>
    /// <returns>A line for each.</returns>
    public IReadOnlyList<string> Publish()
    {
        if (Volatile.Read(ref _count) == Volatile.Read(ref _published))
            return [];
        lock (_publishing)
        {
            Volatile.Write(ref _published, Volatile.Read(ref _count));
            List<string> lines = [];
            foreach (ref Slot slot in _slots.AsSpan())
            {
                if (Volatile.Read(ref slot.State) != Full)
                    continue;
                lines.Add(FaultFile.Line(slot.Fault!, slot.Type!, slot.Function!));
                slot.Fault = null;
                Volatile.Write(ref slot.State, Free);
            }

            if (lines.Count > 0)
                Volatile.Write(ref _last, lines[^1]);
            int lost = Interlocked.Exchange(ref _lost, 0);
            if (lost > 0)
                lines.Add(FaultFile.More(lost));
            FaultFile.Append(path, lines);
            return lines;
        }
    }
}
