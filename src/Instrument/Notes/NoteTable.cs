namespace LakhNes.Instrument.Notes;

/// <summary>The notes that are held or heard, in the order they were played. Holds 128; made once, never grows.</summary>
internal sealed class NoteTable
{
    /// <summary>Most notes at one time.</summary>
    public const int Capacity = 128;

    // the first Count are in use; the rest wait to be used again
    private readonly PlayedNote[] _notes = new PlayedNote[Capacity];
    private readonly EndedNote[] _ended = new EndedNote[2 * Capacity];
    private int _endedCount;

    public NoteTable()
    {
        for (int i = 0; i < Capacity; i++)
            _notes[i] = new PlayedNote();
    }

    /// <summary>Notes in use.</summary>
    public int Count { get; private set; }

    /// <summary>The notes in use, oldest first.</summary>
    public ReadOnlySpan<PlayedNote> All => _notes.AsSpan(0, Count);

    /// <summary>Notes that ended since <see cref="ClearEnded"/>.</summary>
    public ReadOnlySpan<EndedNote> Ended => _ended.AsSpan(0, _endedCount);

    /// <summary>Forgets the ended notes.</summary>
    public void ClearEnded() => _endedCount = 0;

    /// <summary>Adds a note as the newest. The table must have room.</summary>
    public PlayedNote Add(int channel, int key, double velocity, int noteId, NoteLine line)
    {
        PlayedNote note = _notes[Count++];
        note.Channel = channel;
        note.Key = key;
        note.Velocity = velocity;
        note.NoteId = noteId;
        note.Line = line;
        note.Timbre = PlayedNote.OwnTimbre;
        note.Shape = 0;
        note.KeyDown = true;
        note.Sustained = false;
        note.IsUnstruck = false;
        note.Voices = 0;
        note.Tuning = 0;
        note.Volume = 1;
        note.Vibrato = 0;
        note.Pressure = 0;
        return note;
    }

    /// <summary>Takes a note out and reports its end, if it was played.</summary>
    public void Remove(PlayedNote note)
    {
        int at = Array.IndexOf(_notes, note, 0, Count);
        if (at < 0)
            return;
        if (note.Line != NoteLine.Generated && _endedCount < _ended.Length)
            _ended[_endedCount++] = new EndedNote(note.Channel, note.Key, note.NoteId);
        Count--;
        Array.Copy(_notes, at + 1, _notes, at, Count - at);
        _notes[Count] = note;
    }

    /// <summary>The note that a second note-on of the same key replaces, or null.</summary>
    public PlayedNote? FindSame(int channel, int key, int noteId)
    {
        for (int i = Count - 1; i >= 0; i--)
        {
            PlayedNote note = _notes[i];
            if (note.IsOn && note.Channel == channel && note.Key == key && note.NoteId == noteId)
                return note;
        }

        return null;
    }

    /// <summary>The player's note of a key that has not been struck since it was restored, or null.</summary>
    public PlayedNote? FindUnstruck(int channel, int key)
    {
        for (int i = Count - 1; i >= 0; i--)
        {
            if (_notes[i].IsUnstruck && _notes[i].Channel == channel && _notes[i].Key == key)
                return _notes[i];
        }

        return null;
    }

    /// <summary>The newest held note of a line, or null.</summary>
    public PlayedNote? NewestHeld(NoteLine line)
    {
        for (int i = Count - 1; i >= 0; i--)
        {
            if (_notes[i].IsOn && _notes[i].Line == line)
                return _notes[i];
        }

        return null;
    }
}
