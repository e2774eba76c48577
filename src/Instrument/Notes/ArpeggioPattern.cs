using LakhNes.Instrument.Settings;

namespace LakhNes.Instrument.Notes;

/// <summary>The held notes of the arpeggio mode, by pitch and as played, and the order in which they are cycled.</summary>
internal sealed class ArpeggioPattern
{
    private readonly PlayedNote[] _byKey = new PlayedNote[NoteTable.Capacity];
    private readonly PlayedNote[] _played = new PlayedNote[NoteTable.Capacity];

    /// <summary>Held notes.</summary>
    public int Count { get; private set; }

    /// <summary>Empties the pattern.</summary>
    public void Clear() => Count = 0;

    /// <summary>Takes over the held notes of the arpeggio's line.</summary>
    public void Collect(ReadOnlySpan<PlayedNote> notes)
    {
        Count = 0;
        foreach (PlayedNote note in notes)
        {
            if (note.Line != NoteLine.Arpeggio || !note.IsOn)
                continue;
            _played[Count] = note;
            int at = Count;
            for (; at > 0 && _byKey[at - 1].Key > note.Key; at--)
                _byKey[at] = _byKey[at - 1];
            _byKey[at] = note;
            Count++;
        }
    }

    /// <summary>The note of a step, and the semitones to add to it.</summary>
    /// <param name="step">Steps since the first key went down; the pattern repeats. There must be a held note.</param>
    /// <param name="order">Order of the notes.</param>
    /// <param name="octaves">Octaves to span, 1 and up.</param>
    public (PlayedNote Note, int Semitones) At(long step, ArpeggioOrder order, int octaves)
    {
        int total = Count * octaves;
        int place =
            order == ArpeggioOrder.UpDown && total > 1 ? Fold((int)(step % ((2 * total) - 2)), total) : (int)(step % total);
        if (order == ArpeggioOrder.Down)
            place = total - 1 - place;
        PlayedNote note = (order == ArpeggioOrder.Played ? _played : _byKey)[place % Count];
        return (note, place / Count * 12);
    }

    private static int Fold(int place, int total) => place < total ? place : (2 * total) - 2 - place;
}
