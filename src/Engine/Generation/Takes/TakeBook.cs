using System.Numerics;
using System.Text;
using LakhNes.Engine.Generation.Requests;
using LakhNes.Engine.Settings;
using LakhNes.Engine.Timing;

namespace LakhNes.Engine.Generation.Takes;

/// <summary>
/// The takes of one instance. The worker writes them down; any thread but the audio thread may read and change the list. The
/// audio thread reads <see cref="Kept"/> alone, an object that is replaced whole. Takes need no memory of their own: after
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

    /// <summary>Of what was heard before a take so many notes are written down with it.</summary>
    public const int PromptNotes = 256;

    /// <summary>Tokens of all takes together.</summary>
    public const int TokenCapacity = 1 << 17;

    /// <summary>Bytes that it holds once it is prepared.</summary>
    public static unsafe long MemoryBytes =>
        ((long)sizeof(HeardNote) * NoteCapacity)
        + (sizeof(ushort) * TokenCapacity)
        + ((long)sizeof(TempoPoint) * TempoTrack.Capacity * SlotCount);

    private const int SlotCount = 64;

    private readonly object _gate = new();
    private readonly Action<GeneratorSettings> _undone;
    private readonly TakeSlot[] _slots = new TakeSlot[SlotCount];
    private readonly TakeVersion[] _undo = new TakeVersion[Undoable];
    private readonly TempoTrack _tempos = new();
    private HeardNote[] _notes = [];
    private ushort[] _tokens = [];
    private int _noteEnd;
    private int _tokenEnd;
    private int _undoCount;
    private int _numbers;
    private int _current = -1;
    private int _revision;
    private int _loads;
    private TakeVersion _list;
    private KeptTakes _kept = KeptTakes.None;

    /// <summary>Makes an empty list.</summary>
    /// <param name="undone">Told the settings of the take that is the newest again after one was undone.</param>
    public TakeBook(Action<GeneratorSettings> undone)
    {
        _undone = undone;
        for (int i = 0; i < SlotCount; i++)
            _slots[i] = new TakeSlot();
        _tempos.Prepare();
    }

    /// <summary>What plays instead of being composed; for the audio thread.</summary>
    public KeptTakes Kept => Volatile.Read(ref _kept);

    /// <summary>Counts up with every change of the list.</summary>
    public int Revision => Volatile.Read(ref _revision);

    /// <summary>There is a change of the list to undo.</summary>
    public bool CanUndo => Volatile.Read(ref _undoCount) > 0;

    /// <summary>Makes room, once.</summary>
    public void Prepare()
    {
        lock (_gate)
        {
            if (_notes.Length > 0)
                return;
            _notes = new HeardNote[NoteCapacity];
            _tokens = new ushort[TokenCapacity];
            foreach (TakeSlot slot in _slots)
                slot.Tempos.Prepare();
        }
    }

    /// <summary>Begins to write a take down; it is listed with its first composed note.</summary>
    /// <param name="request">What began it.</param>
    /// <param name="model">What composes it.</param>
    /// <param name="prompt">What was heard before it.</param>
    public void Open(in CompositionRequest request, string model, ReadOnlySpan<HeardNote> prompt)
    {
        Prepare();
        lock (_gate)
        {
            Close(_current);
            _current = FreeSlot();
            TakeSlot slot = _slots[_current];
            slot.Begin(++_numbers, in request, model, _noteEnd, _tokenEnd);
            double from = request.StartTime;
            foreach (ref readonly HeardNote heard in prompt)
            {
                if (heard.Position < request.PromptFrom)
                    continue;
                from = Math.Min(from, heard.Position);
                Add(slot, heard with { Position = request.Start + (heard.Position - request.StartTime) });
            }

            slot.PromptLength = slot.NoteCount;
            slot.Tempos.CopyFrom(_tempos, from, request.Start - request.StartTime);
        }
    }

    /// <summary>Writes the song's tempo down.</summary>
    /// <param name="point">Its positions are like <see cref="HeardNote.Position"/>.</param>
    public void AddTempo(in TempoPoint point)
    {
        lock (_gate)
        {
            _tempos.Add(in point);
            if (_current < 0)
                return;
            TakeSlot slot = _slots[_current];
            double shift = slot.Request.Start - slot.Request.StartTime;
            slot.Tempos.Add(point with { Position = point.Position + shift, BarStart = point.BarStart + shift });
        }
    }

    /// <summary>Writes down what the audio thread tells, or does what it wants.</summary>
    public void Apply(in TakeEvent e)
    {
        lock (_gate)
        {
            switch (e.Kind)
            {
                case TakeEventKind.Keep:
                    KeepNewest();
                    return;
                case TakeEventKind.Clear:
                    Change(default);
                    return;
                case TakeEventKind.Undo:
                    Undo();
                    return;
            }

            if (_current < 0 || _slots[_current].Request.Epoch != e.Note.Epoch)
                return;
            TakeSlot slot = _slots[_current];
            slot.End = Math.Max(slot.End, e.Note.Position);
            if (e.Kind == TakeEventKind.End)
            {
                Close(_current);
                return;
            }

            HeardNote note = e.Note with { Epoch = 0 };
            Add(slot, in note);
            slot.Count(in note);
            ListIfNew(_current);
        }
    }

    /// <summary>Keeps a take, or lets it go.</summary>
    /// <returns>False where there is no such take, or too many are kept.</returns>
    public bool Keep(int number, bool kept)
    {
        lock (_gate)
        {
            int place = Find(number);
            if (place < 0)
                return false;
            ulong now = kept ? _list.Kept | Bit(place) : _list.Kept & ~Bit(place);
            if (BitOperations.PopCount(now) > Keepable)
                return false;
            if (now != _list.Kept)
                Change(_list with { Kept = now });
            return true;
        }
    }

    /// <summary>Marks a take as a favourite, or takes the mark off.</summary>
    /// <returns>False where there is no such take.</returns>
    public bool Favour(int number, bool favourite)
    {
        lock (_gate)
        {
            int place = Find(number);
            if (place < 0)
                return false;
            Change(_list with { Favourite = favourite ? _list.Favourite | Bit(place) : _list.Favourite & ~Bit(place) });
            return true;
        }
    }

    /// <summary>Names a take: of the name the first printable characters.</summary>
    /// <returns>False where there is no such take.</returns>
    public bool Name(int number, string name)
    {
        lock (_gate)
        {
            int place = Find(number);
            if (place < 0)
                return false;
            _slots[place].Name = Printable(name);
            Publish();
            return true;
        }
    }

    /// <summary>Takes all takes off the list; <see cref="Undo"/> brings them back.</summary>
    public void Clear()
    {
        lock (_gate)
            Change(default);
    }

    /// <summary>Undoes the last change of the list: a new take, one that was kept or let go, a clearing.</summary>
    /// <returns>False where there is nothing to undo.</returns>
    public bool Undo()
    {
        lock (_gate)
        {
            if (_undoCount == 0)
                return false;
            bool listed = _current >= 0 && IsListed(_current);
            int newest = NewestAnswer();
            _list = _undo[--_undoCount];
            if (listed && !IsListed(_current))
                _current = -1;
            Publish();
            int again = NewestAnswer();
            if (newest >= 0 && again >= 0 && !IsListed(newest))
                _undone(_slots[again].Request.Settings);
            return true;
        }
    }

    private static string Printable(string name)
    {
        var text = new StringBuilder(Take.LongestName);
        foreach (char c in name.Trim())
        {
            if (text.Length < Take.LongestName && !char.IsControl(c) && !char.IsSurrogate(c))
                text.Append(c);
        }

        return text.ToString();
    }

    private static ulong Bit(int place) => 1UL << place;

    private bool IsListed(int place) => (_list.Present & Bit(place)) != 0;

    private int Find(int number)
    {
        for (ulong left = _list.Present; left != 0; left &= left - 1)
        {
            int place = BitOperations.TrailingZeroCount(left);
            if (_slots[place].Number == number)
                return place;
        }

        return -1;
    }

    private void KeepNewest()
    {
        int newest = Newest(_list.Present);
        if (newest < 0 || (_list.Kept & Bit(newest)) != 0 || BitOperations.PopCount(_list.Kept) >= Keepable)
            return;
        Change(_list with { Kept = _list.Kept | Bit(newest) });
    }

    // an infill was composed beside what plays, and changed no parameter
    private int NewestAnswer()
    {
        ulong answers = 0;
        for (ulong left = _list.Present; left != 0; left &= left - 1)
        {
            int place = BitOperations.TrailingZeroCount(left);
            if (_slots[place].InfillOf == 0)
                answers |= Bit(place);
        }

        return Newest(answers);
    }

    private int Newest(ulong among)
    {
        int newest = -1;
        for (; among != 0; among &= among - 1)
        {
            int place = BitOperations.TrailingZeroCount(among);
            if (newest < 0 || _slots[place].Number > _slots[newest].Number)
                newest = place;
        }

        return newest;
    }

    private int Oldest(ulong among)
    {
        int oldest = -1;
        for (; among != 0; among &= among - 1)
        {
            int place = BitOperations.TrailingZeroCount(among);
            if (oldest < 0 || _slots[place].Number < _slots[oldest].Number)
                oldest = place;
        }

        return oldest;
    }

    // a take that only repeats an older one is none
    private void ListIfNew(int place)
    {
        TakeSlot slot = _slots[place];
        if (slot.Composed == 0 || IsListed(place))
            return;
        if (slot.Replays >= 0)
            return;
        List(place);
    }

    // the oldest makes room, but none that the new one was made from
    private void List(int place)
    {
        Change(_list with { Present = _list.Present | Bit(place) });
        ulong unkept = _list.Present & ~_list.Kept;
        if (BitOperations.PopCount(unkept) <= Listed)
            return;
        int origin = Find(_slots[place].InfillOf);
        if (origin >= 0)
            unkept &= ~Bit(origin);

        // nor the new one itself, where all others are favourites
        TakeOff(OldestOrFavourite(unkept & ~Bit(place)));
    }

    private int OldestOrFavourite(ulong among) => Oldest((among & ~_list.Favourite) != 0 ? among & ~_list.Favourite : among);

    private void TakeOff(int place) =>
        _list = new TakeVersion(_list.Present & ~Bit(place), _list.Kept & ~Bit(place), _list.Favourite & ~Bit(place));

    private void Close(int place)
    {
        if (place < 0)
            return;
        TakeSlot slot = _slots[place];
        slot.Open = false;
        _current = -1;
        if (
            slot.Replays >= 0
            && IsListed(slot.Replays)
            && slot.End > _slots[slot.Replays].End
            && (_list.Kept & Bit(slot.Replays)) == 0
        )
        {
            // the same answer, heard for longer
            slot.Number = _slots[slot.Replays].Number;
            slot.Name = _slots[slot.Replays].Name;
            ulong favourite = (_list.Favourite & Bit(slot.Replays)) != 0 ? Bit(place) : 0;
            _list = _list with
            {
                Present = (_list.Present & ~Bit(slot.Replays)) | Bit(place),
                Favourite = (_list.Favourite & ~Bit(slot.Replays)) | favourite,
            };
        }

        Publish();
    }

    private void Change(TakeVersion list)
    {
        if (list == _list)
            return;
        if (_undoCount == Undoable)
            ForgetOldestVersion();
        _undo[_undoCount++] = _list;
        _list = list;
        Publish();
    }

    private void ForgetOldestVersion() => Array.Copy(_undo, 1, _undo, 0, --_undoCount);
}
