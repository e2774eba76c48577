namespace LakhNes.Concurrency;

/// <summary>
/// A value that one thread writes and any other reads whole, without locks: the writer never waits, a reader that was overtaken
/// looks again. Allocates nothing after construction.
/// </summary>
/// <typeparam name="T">What is handed over; copied whole.</typeparam>
public sealed class SequenceLock<T>
    where T : unmanaged
{
    // a writer publishes about every millisecond and copies for less than a microsecond
    private const int Attempts = 8;

    private T _value;

    // odd while the value is being written
    private long _version;

    /// <summary>Times that a value was written.</summary>
    public long Writes => Volatile.Read(ref _version) / 2;

    /// <summary>Hands a value over; for the one writer.</summary>
    public void Write(in T value)
    {
        long version = _version;
        Volatile.Write(ref _version, version + 1);
        Interlocked.MemoryBarrier();
        _value = value;
        Volatile.Write(ref _version, version + 2);
    }

    /// <summary>Reads the newest value; for any thread.</summary>
    /// <param name="value">Left alone where the result is false.</param>
    /// <returns>False where nothing was written yet, or the writer was in the way each time.</returns>
    public bool TryRead(ref T value)
    {
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            long before = Volatile.Read(ref _version);
            if (before == 0)
                return false;
            if ((before & 1) != 0)
                continue;
            T copy = _value;
            Interlocked.MemoryBarrier();
            if (Volatile.Read(ref _version) != before)
                continue;
            value = copy;
            return true;
        }

        return false;
    }
}
