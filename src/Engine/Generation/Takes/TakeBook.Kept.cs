using System.Numerics;
using LakhNes.Engine.Generation.Requests;
using LakhNes.Score;

namespace LakhNes.Engine.Generation.Takes;

// What is kept, as the audio thread plays it.
internal sealed partial class TakeBook
{
    private void Publish()
    {
        Volatile.Write(ref _revision, _revision + 1);
        ulong kept = 0;
        for (ulong left = _list.Kept & _list.Present; left != 0; left &= left - 1)
        {
            int place = BitOperations.TrailingZeroCount(left);
            if (_slots[place] is { Open: false, Request.InSong: true })
                kept |= Bit(place);
        }

        if (kept != 0 || !_kept.IsEmpty)
            Volatile.Write(ref _kept, Merge(kept));
    }

    // where kept takes overlap the newer one plays
    private KeptTakes Merge(ulong kept)
    {
        List<(double Start, double End)> parts = [];
        List<HeardNote> notes = [];
        Span<bool> sounding = stackalloc bool[NesVoices.Count];
        while (kept != 0)
        {
            int oldest = Oldest(kept);
            kept &= ~Bit(oldest);
            TakeSlot slot = _slots[oldest];
            double start = slot.Request.Start,
                end = slot.End;
            notes.RemoveAll(note => note.Position >= start && note.Position < end);
            sounding.Clear();

            // nothing of an older take rings into this one
            for (NesVoice voice = 0; (int)voice < NesVoices.Count; voice++)
                notes.Add(new HeardNote(start, voice, 0, NoteOrigin.Composed));
            foreach (HeardNote note in NotesOf(slot)[slot.PromptLength..])
            {
                if (note.Origin != NoteOrigin.Composed)
                    continue;
                notes.Add(note);
                sounding[(int)note.Voice] = note.Note > 0;
            }

            for (NesVoice voice = 0; (int)voice < NesVoices.Count; voice++)
            {
                if (sounding[(int)voice])
                    notes.Add(new HeardNote(end, voice, 0, NoteOrigin.Composed));
            }

            parts.Add((start, end));
        }

        parts.Sort();
        for (int i = parts.Count - 1; i > 0; i--)
        {
            if (parts[i].Start > parts[i - 1].End)
                continue;
            parts[i - 1] = (parts[i - 1].Start, Math.Max(parts[i - 1].End, parts[i].End));
            parts.RemoveAt(i);
        }

        // by position, otherwise as they were
        HeardNote[] ordered = [.. notes];
        int[] places = new int[ordered.Length];
        for (int i = 0; i < places.Length; i++)
            places[i] = i;
        Array.Sort(
            places,
            (a, b) => notes[a].Position != notes[b].Position ? notes[a].Position.CompareTo(notes[b].Position) : a - b
        );
        for (int i = 0; i < places.Length; i++)
            ordered[i] = notes[places[i]];
        return new KeptTakes([.. parts], ordered);
    }
}
