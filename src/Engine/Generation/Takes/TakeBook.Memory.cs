using System.Numerics;
using LakhNes.Engine.Generation.Requests;

namespace LakhNes.Engine.Generation.Takes;

// Where takes lie: the notes and tokens of all of them one after another, in the order of their slots' first notes.
internal sealed partial class TakeBook
{
    private ReadOnlySpan<HeardNote> NotesOf(TakeSlot slot) => _notes.AsSpan(slot.FirstNote, slot.NoteCount);

    private void Add(TakeSlot slot, in HeardNote note)
    {
        if (_noteEnd == _notes.Length)
            MakeRoom();
        if (_noteEnd == _notes.Length || slot.FirstNote + slot.NoteCount != _noteEnd)
        {
            slot.Truncated = true;
            return;
        }

        _notes[_noteEnd++] = note;
        slot.NoteCount++;
    }

    private ulong Used()
    {
        ulong used = _list.Present | (_current >= 0 ? Bit(_current) : 0);
        for (int i = 0; i < _undoCount; i++)
            used |= _undo[i].Present;
        return used;
    }

    private int FreeSlot()
    {
        while (Used() == ulong.MaxValue)
            ForgetOldestVersion();
        return BitOperations.TrailingZeroCount(~Used());
    }

    // what nothing lists is forgotten; where that is not enough, the oldest that can be undone, then the oldest that is not kept,
    // favourites last
    private void MakeRoom()
    {
        Compact();
        while (_noteEnd > NoteCapacity * 3 / 4 || _tokenEnd > TokenCapacity * 3 / 4)
        {
            ulong unkept = _list.Present & ~_list.Kept & ~(_current >= 0 ? Bit(_current) : 0);
            if (_undoCount > 0)
                ForgetOldestVersion();
            else if (unkept != 0)
                TakeOff(OldestOrFavourite(unkept));
            else
                return;
            Compact();
        }
    }

    private void Compact()
    {
        int notes = 0,
            tokens = 0;
        for (ulong left = Used(); left != 0; )
        {
            int first = -1;
            for (ulong among = left; among != 0; among &= among - 1)
            {
                int place = BitOperations.TrailingZeroCount(among);
                if (first < 0 || Comes(_slots[place], _slots[first]))
                    first = place;
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
}
