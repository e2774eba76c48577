using LakhNes.Engine.Generation.Requests;

namespace LakhNes.Engine.Generation;

/// <summary>
/// What the audio thread has heard and asked for, for others to read: it never waits for them, and who was overtaken has to read
/// again. Bounded: an answer of more notes or requests cannot be read. Allocates nothing after construction.
/// </summary>
internal sealed class ListeningLog
{
    /// <summary>Captured notes that it holds.</summary>
    public const int NoteCapacity = 4096;

    /// <summary>Requests of one answer that it holds.</summary>
    public const int RequestCapacity = EpochWindow.Capacity;

    private readonly HeardNote[] _notes = new HeardNote[NoteCapacity];
    private readonly CompositionRequest[] _requests = new CompositionRequest[RequestCapacity];
    private ImproviserState _state;
    private int _noteCount;
    private int _requestCount;
    private bool _isFull;

    // odd from the first change of a block to its end
    private long _version;

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        Open();
        _noteCount = _requestCount = 0;
        _isFull = false;
        _state = default;
        Close();
    }

    /// <summary>A note was captured.</summary>
    public void Add(in HeardNote note)
    {
        Open();
        if (_noteCount == NoteCapacity && !_state.IsComposing)
            Keep(CompositionRequest.PromptNotes);
        _isFull |= _noteCount == NoteCapacity;
        if (!_isFull)
            _notes[_noteCount++] = note;
    }

    /// <summary>Something was asked for; a beginning makes all before it needless.</summary>
    public void Add(in CompositionRequest request)
    {
        if (request.Kind == RequestKind.Begin)
        {
            Open();
            Keep(CompositionRequest.PromptNotes);
            _requestCount = 0;
            _isFull = false;
        }

        if (request.Kind != RequestKind.Stop)
            Add(in request, _noteCount);
    }

    /// <summary>Something was asked for when so many notes had been captured.</summary>
    public void Add(in CompositionRequest request, int captured)
    {
        Open();
        _isFull |= _requestCount == RequestCapacity;
        if (!_isFull)
            _requests[_requestCount++] = request with { CapturedCount = captured };
    }

    /// <summary>A block ends: until the next note or request this is what is read.</summary>
    public void Mark(in ImproviserState state)
    {
        Open();
        _state = state;
        _state.IsActive &= !_isFull;
        Close();
    }

    /// <summary>Reads all as it was between two blocks, from any thread.</summary>
    /// <param name="listening">Null where there is nothing to be taken up again.</param>
    /// <returns>False where the audio thread was in the way: it is at its block's end soon.</returns>
    public bool TryRead(out Listening? listening)
    {
        listening = null;
        long before = Volatile.Read(ref _version);
        if ((before & 1) != 0)
            return false;
        ImproviserState state = _state;
        var notes = new HeardNote[state.IsActive ? _noteCount : 0];
        var requests = new CompositionRequest[state is { IsActive: true, IsComposing: true, IsKept: false } ? _requestCount : 0];
        Array.Copy(_notes, notes, notes.Length);
        Array.Copy(_requests, requests, requests.Length);
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _version) != before)
            return false;

        // before anything was heard it begins as it would without: a host that only looks finds the same state
        bool heard = notes.Length > 0 || state.Triggered || Array.Exists(requests, request => request.Start <= state.Position);
        if (state.IsActive && heard)
            listening = new Listening(state, notes, requests);
        return true;
    }

    private void Keep(int count)
    {
        int gone = Math.Max(0, _noteCount - count);
        _noteCount -= gone;
        Array.Copy(_notes, gone, _notes, 0, _noteCount);
    }

    private void Open()
    {
        if ((_version & 1) != 0)
            return;
        Volatile.Write(ref _version, _version + 1);
        Interlocked.MemoryBarrier();
    }

    private void Close() => Volatile.Write(ref _version, _version + 1);
}
