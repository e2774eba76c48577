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
    private RollNote[] _queued = new RollNote[QueuedCapacity];
    private RollNote[] _queuedBefore = new RollNote[QueuedCapacity];
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

    /// <summary>Where notes that were heard changed in the last <see cref="Update"/>.</summary>
    public TimelineChange HeardChange { get; private set; } = TimelineChange.None;

    /// <summary>Where composed notes came, or became longer or shorter, in the last <see cref="Update"/>.</summary>
    public TimelineChange QueuedCame { get; private set; } = TimelineChange.None;

    /// <summary>Where composed notes went in the last <see cref="Update"/>.</summary>
    public TimelineChange QueuedWent { get; private set; } = TimelineChange.None;

    /// <summary>Once a frame: takes in what has happened.</summary>
    /// <param name="snapshot">What the engine does now.</param>
    /// <returns>Whether any note changed.</returns>
    public bool Update(in EngineSnapshot snapshot)
    {
        HeardChange = TimelineChange.None;
        for (int count; (count = _monitor.ReadNotes(ref _next, _changes)) > 0; )
        {
            foreach (ref readonly NoteChange change in _changes.AsSpan(0, count))
                Take(in change);
        }

        // what sounded was drawn up to where the song stood
        if (!HeardChange.IsNone)
            HeardChange = HeardChange.With(_position, snapshot.Position).With(snapshot.Position, _position);
        _position = snapshot.Position;
        TakeQueued(in snapshot);
        return !(HeardChange.IsNone && QueuedCame.IsNone && QueuedWent.IsNone);
    }

    /// <summary>Forgets everything that was heard.</summary>
    public void Clear()
    {
        _heardCount = 0;
        Array.Fill(_sounding, Silent);
    }

    private void Take(in NoteChange change)
    {
        HeardChange = HeardChange.With(change.Position, change.Position);
        int voice = (int)change.Voice;
        switch (change.Kind)
        {
            case NoteChangeKind.Jump:
                for (int i = 0; i < _sounding.Length; i++)
                    End(i, change.Position);
                ForgetFrom(change.Position);
                HeardChange = TimelineChange.Everything;
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
        HeardChange = TimelineChange.Everything;
        for (int i = 0; i < _sounding.Length; i++)
            _sounding[i] = _sounding[i] < gone ? Silent : _sounding[i] - gone;
    }

    private void TakeQueued(in EngineSnapshot snapshot)
    {
        int count = snapshot.IsComposing ? _monitor.ReadQueued(in snapshot, _changes) : 0,
            before = _queuedCount;
        (_queued, _queuedBefore) = (_queuedBefore, _queued);
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

        (QueuedCame, QueuedWent) = (TimelineChange.None, TimelineChange.None);
        // both are in order of their beginnings
        for (int i = 0, j = 0; i < before || j < _queuedCount; )
        {
            if (i < before && j < _queuedCount && _queuedBefore[i] with { End = _queued[j].End } == _queued[j])
            {
                (double earlier, double later) = (_queuedBefore[i++].End, _queued[j++].End);
                if (earlier != later)
                    QueuedCame = QueuedCame.With(Math.Min(earlier, later), Math.Max(earlier, later));
            }
            else if (j == _queuedCount || (i < before && _queuedBefore[i].Start <= _queued[j].Start))
            {
                QueuedWent = QueuedWent.With(_queuedBefore[i].Start, _queuedBefore[i].End);
                i++;
            }
            else
            {
                QueuedCame = QueuedCame.With(_queued[j].Start, _queued[j].End);
                j++;
            }
        }
    }
}
