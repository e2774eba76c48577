using System.Numerics;
using LakhNes.Score;

namespace LakhNes.Engine.Generation.Takes;

/// <summary>
/// The takes of one instance. The worker writes them down; any thread but the audio thread may read and change the list. The audio
/// thread reads <see cref="Kept"/> alone, an object that is replaced whole. Takes need no memory of their own: after
/// <see cref="Prepare"/> writing one down allocates nothing.
/// </summary>
internal sealed partial class TakeBook
{
    /// <summary>Takes that are listed without being kept; the oldest makes room for another.</summary>
    public const int Listed = 16;

    /// <summary>Takes that can be kept.</summary>
    public const int Keepable = 32;

    /// <summary>Changes of the list that can be undone.</summary>
    public const int Undoable = 16;

    /// <summary>Notes of all takes together.</summary>
    public const int NoteCapacity = 1 << 17;

    /// <summary>Tokens of all takes together.</summary>
    public const int TokenCapacity = 1 << 17;

    /// <summary>Bytes that it holds once it is prepared.</summary>
    public static unsafe long MemoryBytes => ((long)sizeof(TakeNote) * NoteCapacity) + (sizeof(ushort) * TokenCapacity);

    private const int SlotCount = 64;

    private readonly object _gate = new();
    private readonly Action<GeneratorSettings> _undone;
    private readonly TakeSlot[] _slots = new TakeSlot[SlotCount];
    private readonly TakeVersion[] _undo = new TakeVersion[Undoable];
    private TakeNote[] _notes = [];
    private ushort[] _tokens = [];
    private int _noteEnd;
    private int _tokenEnd;
    private int _undoCount;
    private int _numbers;
    private int _current = -1;
    private int _revision;
    private TakeVersion _list;
    private KeptTakes _kept = KeptTakes.None;

    /// <summary>Makes an empty list.</summary>
    /// <param name="undone">Told the settings of the take that is the newest again after one was undone.</param>
    public TakeBook(Action<GeneratorSettings> undone)
    {
        _undone = undone;
        for (int i = 0; i < SlotCount; i++) _slots[i] = new TakeSlot();
    }

    /// <summary>What plays instead of being composed; for the audio thread.</summary>
    public KeptTakes Kept => Volatile.Read(ref _kept);

    /// <summary>Counts up with every change of the list.</summary>
    public int Revision => Volatile.Read(ref _revision);

    /// <summary>Makes room, once.</summary>
    public void Prepare()
    {
        lock (_gate)
        {
            if (_notes.Length > 0) return;
            _notes = new TakeNote[NoteCapacity];
            _tokens = new ushort[TokenCapacity];
        }
    }

    /// <summary>Begins to write a take down; it is listed with its first composed note.</summary>
    /// <param name="request">What began it.</param>
    /// <param name="model">What composes it.</param>
    /// <param name="prompt">What was heard before it.</param>
    public void Open(in CompositionRequest request, string model, ReadOnlySpan<CapturedNote> prompt)
    {
        Prepare();
        lock (_gate)
        {
            Close(_current);
            _current = FreeSlot();
            TakeSlot slot = _slots[_current];
            slot.Begin(++_numbers, in request, model, _noteEnd, _tokenEnd);
            foreach (ref readonly CapturedNote heard in prompt)
            {
                if (heard.Time < request.PromptFrom) continue;
                TakeNoteKind kind = heard.Generated ? TakeNoteKind.Composed : TakeNoteKind.Played;
                Add(slot, new TakeNote(request.Start + (heard.Time - request.StartTime), heard.Voice, heard.Note, kind));
            }

            slot.PromptLength = slot.NoteCount;
        }
    }

    /// <summary>Writes down what the audio thread tells, or does what it wants.</summary>
    public void Apply(in TakeEvent e)
    {
        lock (_gate)
        {
            switch (e.Kind)
            {
                case TakeEventKind.Keep: KeepNewest(); return;
                case TakeEventKind.Clear: Change(default); return;
                case TakeEventKind.Undo: Undo(); return;
            }

            if (_current < 0 || _slots[_current].Request.Epoch != e.Epoch) return;
            TakeSlot slot = _slots[_current];
            slot.End = Math.Max(slot.End, e.Position);
            if (e.Kind == TakeEventKind.End)
            {
                Close(_current);
                return;
            }

            var kind = (TakeNoteKind)e.Kind;
            Add(slot, new TakeNote(e.Position, e.Voice, e.Note, kind));
            if (kind == TakeNoteKind.Dropped) slot.Dropped++;
            if (kind != TakeNoteKind.Played && e.Note > 0) slot.Composed++;
            ListIfNew(_current);
        }
    }

    /// <summary>Keeps a take, or lets it go.</summary>
    /// <returns>False where there is no such take, or too many are kept.</returns>
    public bool Keep(int number, bool kept)
    {
        lock (_gate)
        {
            for (ulong left = _list.Present; left != 0; left &= left - 1)
            {
                int place = BitOperations.TrailingZeroCount(left);
                if (_slots[place].Number != number) continue;
                ulong bit = 1UL << place, now = kept ? _list.Kept | bit : _list.Kept & ~bit;
                if (BitOperations.PopCount(now) > Keepable) return false;
                if (now != _list.Kept) Change(_list with { Kept = now });
                return true;
            }

            return false;
        }
    }

    /// <summary>Takes all takes off the list; <see cref="Undo"/> brings them back.</summary>
    public void Clear()
    {
        lock (_gate) Change(default);
    }

    /// <summary>Undoes the last change of the list: a new take, one that was kept or let go, a clearing.</summary>
    /// <returns>False where there is nothing to undo.</returns>
    public bool Undo()
    {
        lock (_gate)
        {
            if (_undoCount == 0) return false;
            bool listed = _current >= 0 && IsListed(_current);
            int newest = Newest(_list.Present);
            _list = _undo[--_undoCount];
            if (listed && !IsListed(_current)) _current = -1;
            Publish();
            int again = Newest(_list.Present);
            if (newest >= 0 && again >= 0 && !IsListed(newest)) _undone(_slots[again].Request.Settings);
            return true;
        }
    }

    private static ulong Bit(int place) => 1UL << place;

    private bool IsListed(int place) => (_list.Present & Bit(place)) != 0;

    private void KeepNewest()
    {
        int newest = Newest(_list.Present);
        if (newest < 0 || (_list.Kept & Bit(newest)) != 0 || BitOperations.PopCount(_list.Kept) >= Keepable) return;
        Change(_list with { Kept = _list.Kept | Bit(newest) });
    }

    private int Newest(ulong among)
    {
        int newest = -1;
        for (; among != 0; among &= among - 1)
        {
            int place = BitOperations.TrailingZeroCount(among);
            if (newest < 0 || _slots[place].Number > _slots[newest].Number) newest = place;
        }

        return newest;
    }

    private int Oldest(ulong among)
    {
        int oldest = -1;
        for (; among != 0; among &= among - 1)
        {
            int place = BitOperations.TrailingZeroCount(among);
            if (oldest < 0 || _slots[place].Number < _slots[oldest].Number) oldest = place;
        }

        return oldest;
    }

    private void Add(TakeSlot slot, in TakeNote note)
    {
        if (_noteEnd == _notes.Length) MakeRoom();
        if (_noteEnd == _notes.Length || slot.FirstNote + slot.NoteCount != _noteEnd)
        {
            slot.Truncated = true;
            return;
        }

        _notes[_noteEnd++] = note;
        slot.NoteCount++;
    }

    // a take that only repeats an older one is none
    private void ListIfNew(int place)
    {
        TakeSlot slot = _slots[place];
        if (slot.Composed == 0 || IsListed(place)) return;
        if (slot.Replays >= 0) return;
        Change(_list with { Present = _list.Present | Bit(place) });
        ulong unkept = _list.Present & ~_list.Kept;
        if (BitOperations.PopCount(unkept) > Listed) _list = _list with { Present = _list.Present & ~Bit(Oldest(unkept)) };
    }

    private void Close(int place)
    {
        if (place < 0) return;
        TakeSlot slot = _slots[place];
        slot.Open = false;
        _current = -1;
        if (slot.Replays >= 0 && IsListed(slot.Replays) && slot.End > _slots[slot.Replays].End && (_list.Kept & Bit(slot.Replays)) == 0)
        {
            // the same answer, heard for longer
            slot.Number = _slots[slot.Replays].Number;
            _list = _list with { Present = (_list.Present & ~Bit(slot.Replays)) | Bit(place) };
        }

        Publish();
    }

    private void Change(TakeVersion list)
    {
        if (list == _list) return;
        if (_undoCount == Undoable) ForgetOldestVersion();
        _undo[_undoCount++] = _list;
        _list = list;
        Publish();
    }

    private void ForgetOldestVersion() => Array.Copy(_undo, 1, _undo, 0, --_undoCount);

    private ulong Used()
    {
        ulong used = _list.Present | (_current >= 0 ? Bit(_current) : 0);
        for (int i = 0; i < _undoCount; i++) used |= _undo[i].Present;
        return used;
    }

    private int FreeSlot()
    {
        while (Used() == ulong.MaxValue) ForgetOldestVersion();
        return BitOperations.TrailingZeroCount(~Used());
    }

    // what nothing lists is forgotten; where that is not enough, the oldest that can be undone, then the oldest that is not kept
    private void MakeRoom()
    {
        Compact();
        while (_noteEnd > NoteCapacity * 3 / 4 || _tokenEnd > TokenCapacity * 3 / 4)
        {
            ulong unkept = _list.Present & ~_list.Kept & ~(_current >= 0 ? Bit(_current) : 0);
            if (_undoCount > 0) ForgetOldestVersion();
            else if (unkept != 0) _list = _list with { Present = _list.Present & ~Bit(Oldest(unkept)) };
            else return;
            Compact();
        }
    }

    private void Compact()
    {
        int notes = 0, tokens = 0;
        for (ulong left = Used(); left != 0;)
        {
            int first = -1;
            for (ulong among = left; among != 0; among &= among - 1)
            {
                int place = BitOperations.TrailingZeroCount(among);
                if (first < 0 || Comes(_slots[place], _slots[first])) first = place;
            }

            left &= ~Bit(first);
            TakeSlot slot = _slots[first];
            Array.Copy(_notes, slot.FirstNote, _notes, notes, slot.NoteCount);
            Array.Copy(_tokens, slot.FirstToken, _tokens, tokens, slot.TokenCount);
            slot.FirstNote = notes;
            slot.FirstToken = tokens;
            notes += slot.NoteCount;
            tokens += slot.TokenCount;
        }

        _noteEnd = notes;
        _tokenEnd = tokens;
    }

    private static bool Comes(TakeSlot one, TakeSlot other) =>
        one.FirstNote != other.FirstNote ? one.FirstNote < other.FirstNote : one.FirstToken < other.FirstToken;

    private void Publish()
    {
        Volatile.Write(ref _revision, _revision + 1);
        ulong kept = 0;
        for (ulong left = _list.Kept & _list.Present; left != 0; left &= left - 1)
        {
            int place = BitOperations.TrailingZeroCount(left);
            if (_slots[place] is { Open: false, InSong: true }) kept |= Bit(place);
        }

        if (kept != 0 || !_kept.IsEmpty) Volatile.Write(ref _kept, Merge(kept));
    }

    // where kept takes overlap the newer one plays
    private KeptTakes Merge(ulong kept)
    {
        List<(double Start, double End)> parts = [];
        List<TakeNote> notes = [];
        Span<bool> sounding = stackalloc bool[NesVoices.Count];
        while (kept != 0)
        {
            int oldest = Oldest(kept);
            kept &= ~Bit(oldest);
            TakeSlot slot = _slots[oldest];
            double start = slot.Request.Start, end = slot.End;
            notes.RemoveAll(note => note.Position >= start && note.Position < end);
            sounding.Clear();

            // nothing of an older take rings into this one
            for (NesVoice voice = 0; (int)voice < NesVoices.Count; voice++) notes.Add(new TakeNote(start, voice, 0, TakeNoteKind.Composed));
            foreach (TakeNote note in NotesOf(slot)[slot.PromptLength..])
            {
                if (note.Kind != TakeNoteKind.Composed) continue;
                notes.Add(note);
                sounding[(int)note.Voice] = note.Note > 0;
            }

            for (NesVoice voice = 0; (int)voice < NesVoices.Count; voice++)
            {
                if (sounding[(int)voice]) notes.Add(new TakeNote(end, voice, 0, TakeNoteKind.Composed));
            }

            parts.Add((start, end));
        }

        parts.Sort();
        for (int i = parts.Count - 1; i > 0; i--)
        {
            if (parts[i].Start > parts[i - 1].End) continue;
            parts[i - 1] = (parts[i - 1].Start, Math.Max(parts[i - 1].End, parts[i].End));
            parts.RemoveAt(i);
        }

        // by position, otherwise as they were
        TakeNote[] ordered = [.. notes];
        int[] places = new int[ordered.Length];
        for (int i = 0; i < places.Length; i++) places[i] = i;
        Array.Sort(places, (a, b) => notes[a].Position != notes[b].Position ? notes[a].Position.CompareTo(notes[b].Position) : a - b);
        for (int i = 0; i < places.Length; i++) ordered[i] = notes[places[i]];
        return new KeptTakes([.. parts], ordered);
    }

    private ReadOnlySpan<TakeNote> NotesOf(TakeSlot slot) => _notes.AsSpan(slot.FirstNote, slot.NoteCount);
}
