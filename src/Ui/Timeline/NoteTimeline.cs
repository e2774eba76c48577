using LakhNes.Engine;
using LakhNes.Engine.Monitoring;

namespace LakhNes.Ui.Timeline;

/// <summary>
/// The notes of the song as they were heard since the window opened, and those that are composed for later. Where the song goes
/// back, what is heard anew takes the place of what was heard there before. Allocates nothing after construction.
/// </summary>
internal sealed class NoteTimeline
{
    private const int Capacity = 4096,
        QueuedCapacity = 512,
        Silent = -1;

    // quarter notes: positions of one moment differ by rounding alone
    private const double Tolerance = 1e-6;

    private readonly EngineMonitor _monitor;
    private readonly RollNote[] _heard = new RollNote[Capacity];
    private readonly RollNote[] _queued = new RollNote[QueuedCapacity];
    private readonly NoteChange[] _changes = new NoteChange[QueuedCapacity];
    private readonly int[] _sounding = new int[VoiceSnapshots.Count];
    private int _heardCount;
    private int _queuedCount;
    private long _next;
    private double _position;

    /// <summary>Makes an empty timeline of what comes from now on.</summary>
    public NoteTimeline(EngineMonitor monitor)
    {
        _monitor = monitor;
        _next = monitor.NotesWritten;
        Array.Fill(_sounding, Silent);
    }

    /// <summary>Notes that were heard or sound now, by their beginnings as they came.</summary>
    public ReadOnlySpan<RollNote> Heard => _heard.AsSpan(0, _heardCount);

    /// <summary>Notes that are composed and still to come.</summary>
    public ReadOnlySpan<RollNote> Queued => _queued.AsSpan(0, _queuedCount);

    /// <summary>Nothing was heard and nothing is to come.</summary>
    public bool IsEmpty => _heardCount == 0 && _queuedCount == 0;

    /// <summary>Once a frame: takes in what has happened.</summary>
    /// <param name="snapshot">What the engine does now.</param>
    /// <returns>Whether any note changed.</returns>
    public bool Update(in EngineSnapshot snapshot)
    {
        bool changed = false;
        for (int count; (count = _monitor.ReadNotes(ref _next, _changes)) > 0; changed = true)
        {
            foreach (ref readonly NoteChange change in _changes.AsSpan(0, count))
                Take(in change);
        }

        _position = snapshot.Position;
        return TakeQueued(in snapshot) || changed;
    }

    /// <summary>Forgets everything that was heard.</summary>
    public void Clear()
    {
        _heardCount = 0;
        Array.Fill(_sounding, Silent);
    }

    private void Take(in NoteChange change)
    {
        _position = change.Position;
        int voice = (int)change.Voice;
        switch (change.Kind)
        {
            case NoteChangeKind.Jump:
                for (int i = 0; i < _sounding.Length; i++)
                    End(i, change.Position);
                ForgetFrom(change.Position);
                break;
            case NoteChangeKind.Start:
                End(voice, change.Position);
                if (_heardCount == Capacity)
                    ForgetOldest();
                _sounding[voice] = _heardCount;
                RollNoteKind kind = change.Generated ? RollNoteKind.Generated : RollNoteKind.Played;
                _heard[_heardCount++] = new RollNote(change.Position, double.PositiveInfinity, change.Voice, change.Key, kind);
                break;
            case NoteChangeKind.End:
                End(voice, change.Position);
                break;
        }
    }

    private void End(int voice, double position)
    {
        if (_sounding[voice] == Silent)
            return;
        ref RollNote note = ref _heard[_sounding[voice]];
        note = note with { End = Math.Max(position, note.Start) };
        _sounding[voice] = Silent;
    }

    // the song has gone back to here
    private void ForgetFrom(double position)
    {
        int left = 0;
        for (int i = 0; i < _heardCount; i++)
        {
            RollNote note = _heard[i];
            if (note.Start >= position - Tolerance)
                continue;
            _heard[left++] = note with { End = Math.Min(note.End, position) };
        }

        _heardCount = left;
    }

    private void ForgetOldest()
    {
        const int gone = Capacity / 2;
        Array.Copy(_heard, gone, _heard, 0, _heardCount - gone);
        _heardCount -= gone;
        for (int i = 0; i < _sounding.Length; i++)
            _sounding[i] = _sounding[i] < gone ? Silent : _sounding[i] - gone;
    }

    private bool TakeQueued(in EngineSnapshot snapshot)
    {
        int count = snapshot.IsComposing ? _monitor.ReadQueued(in snapshot, _changes) : 0,
            before = _queuedCount;
        RollNote first = before > 0 ? _queued[0] : default,
            last = before > 0 ? _queued[before - 1] : default;
        Span<int> sounding = stackalloc int[VoiceSnapshots.Count];
        sounding.Fill(Silent);
        double end = snapshot.Position + snapshot.LeadBeats;
        _queuedCount = 0;
        for (int i = 0; i < count; i++)
        {
            NoteChange change = _changes[i];
            ref int open = ref sounding[(int)change.Voice];
            if (open != Silent)
                _queued[open] = _queued[open] with { End = change.Position };
            open = Silent;
            if (change.Kind != NoteChangeKind.Start || _queuedCount == QueuedCapacity)
                continue;
            open = _queuedCount;
            _queued[_queuedCount++] = new RollNote(
                change.Position,
                Math.Max(end, change.Position),
                change.Voice,
                change.Key,
                RollNoteKind.Queued
            );
        }

        return _queuedCount != before || (before > 0 && (first != _queued[0] || last != _queued[before - 1]));
    }
}
