using LakhNes.Dsp.Apu;
using LakhNes.Instrument.Notes;
using LakhNes.Instrument.Voices;

namespace LakhNes.Instrument;

// Held notes of a project that was saved have their voices again, so that later notes find the voices that they would have found.
public sealed partial class ChipInstrument
{
    private const int AllVoices = (1 << ((int)ApuVoice.Dmc + 1)) - 1;

    // CPU cycle
    private long _restoredAt = -1;

    /// <summary>The notes that are held now, in the order in which they were played; of too many, the newest.</summary>
    /// <param name="held">Takes them.</param>
    /// <returns>How many they are.</returns>
    public int ReadHeld(Span<HeldNote> held)
    {
        int total = 0,
            count = 0;
        foreach (PlayedNote note in _notes.All)
            total += note.IsOn ? 1 : 0;
        foreach (PlayedNote note in _notes.All)
        {
            if (!note.IsOn || total-- > held.Length)
                continue;
            held[count++] = new HeldNote((byte)note.Channel, (byte)note.Key, (byte)note.Line, (byte)note.Voices, note.KeyDown);
        }

        return count;
    }

    /// <summary>
    /// Gives held notes their voices again. They are not struck: each is silent until its key is struck again, and held until it
    /// is let go. Does nothing while any other note is held or heard.
    /// </summary>
    /// <param name="cycle">CPU cycle; a key that is struck at this very cycle is struck again, and begins no other note.</param>
    /// <param name="held">What <see cref="ReadHeld"/> gave; notes that cannot be are left out.</param>
    public void RestoreHeld(long cycle, ReadOnlySpan<HeldNote> held)
    {
        _restoredAt = Begin(cycle);
        if (_notes.Count > 0)
            return;
        foreach (ref readonly HeldNote one in held)
        {
            if (_notes.Count == NoteTable.Capacity || !IsPossible(in one))
                continue;
            PlayedNote note = _notes.Add(one.Channel, one.Key, 1, -1, (NoteLine)one.Line);
            note.KeyDown = one.KeyDown;
            note.Sustained = !one.KeyDown;
            note.IsUnstruck = true;
            foreach (ChipVoice voice in _voices)
            {
                if ((one.Voices & (1 << (int)voice.Id)) != 0)
                    voice.Reserve(note, ++_starts);
            }
        }

        CollectArpeggio();
        MixChanged = true;
    }

    /// <summary>Lets all notes go that were restored and not struck again. No register is written for them.</summary>
    public void ForgetUnstruck()
    {
        bool any = false;
        for (int i = _notes.Count - 1; i >= 0; i--)
        {
            PlayedNote note = _notes.All[i];
            if (!note.IsUnstruck)
                continue;
            any = true;
            note.LetGo();
            foreach (ChipVoice voice in _voices)
            {
                if (voice.Note == note)
                    voice.LeaveUnstruck();
            }

            _notes.Remove(note);
        }

        if (any)
            CollectArpeggio();
    }

    // only the generator's notes are on its channel
    private static bool IsPossible(in HeldNote note) =>
        note.Channel <= MidiState.GeneratedChannel
        && note.Key <= 127
        && note.Line < (byte)NoteLine.None
        && note.Voices <= AllVoices
        && (note.Line == (byte)NoteLine.Generated) == (note.Channel == MidiState.GeneratedChannel);

    // a host that goes on in the middle of a note strikes its key again: the note sounds, and is still the one that it was
    private bool StrikeAgain(long cycle, int channel, int key, double velocity, int noteId)
    {
        if (cycle > _restoredAt || _notes.FindUnstruck(channel, key) is not { } note)
            return false;
        note.IsUnstruck = false;
        note.NoteId = noteId;
        note.Velocity = VelocityOf(velocity);
        if (note.Line == NoteLine.Arpeggio)
        {
            AddToArpeggio(cycle);
            return true;
        }

        foreach (ChipVoice voice in _voices)
        {
            if (voice.Note != note)
                continue;
            MixChanged = true;
            int detune = note.Line == NoteLine.Unison ? UnisonDetune((int)voice.Id) : 0;
            voice.Start(cycle, note, voice.StartOrder, detunePeriods: detune);
        }

        return true;
    }
}
