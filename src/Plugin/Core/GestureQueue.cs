namespace LakhNes.Plugin.Core;

/// <summary>
/// Gestures from the window's thread to whichever thread the host processes on: one writer, one reader, no lock. Moves that find it
/// full are left out, beginnings and ends never are: an end always comes through.
/// </summary>
internal sealed class GestureQueue
{
    private const int Capacity = 512;

    // moves leave room for the rest
    private const int Reserve = 128;

    private readonly ParameterGesture[] _gestures = new ParameterGesture[Capacity];
    private int _written;
    private int _read;

    /// <summary>Adds a gesture; for the window's thread.</summary>
    /// <returns>False where there was no room.</returns>
    public bool TryAdd(in ParameterGesture gesture)
    {
        int waiting = _written - Volatile.Read(ref _read);
        if (waiting >= (gesture.Kind == ParameterGestureKind.Move ? Capacity - Reserve : Capacity)) return false;
        _gestures[_written % Capacity] = gesture;
        Volatile.Write(ref _written, _written + 1);
        return true;
    }

    /// <summary>Takes the oldest gesture; for the thread that processes.</summary>
    public bool TryTake(out ParameterGesture gesture)
    {
        gesture = default;
        if (_read == Volatile.Read(ref _written)) return false;
        gesture = _gestures[_read % Capacity];
        Volatile.Write(ref _read, _read + 1);
        return true;
    }
}
