using LakhNes.Instrument.Notes;
using LakhNes.Instrument.Settings;
using LakhNes.Instrument.Voices;

namespace LakhNes.Instrument;

// Controllers, bend, pressure and note expressions.
public sealed partial class ChipInstrument
{
    /// <summary>MIDI's all-sound-off: cuts what sounds, its release too.</summary>
    public const int AllSoundOffController = 120;

    private const int AllNotesOffController = 123;
    private const int LastController = 127;

    /// <summary>
    /// All-sound-off, all-notes-off, and 124 to 127, which change modes that are not used here and are all-notes-off as well.
    /// </summary>
    public static bool EndsNotes(int controller) =>
        controller is AllSoundOffController or (>= AllNotesOffController and <= LastController);

    /// <summary>A MIDI controller; <c>docs/instrument.md</c> lists those that are heard.</summary>
    /// <param name="cycle">CPU cycle of the register writes.</param>
    /// <param name="channel">MIDI channel, 0 to 15; -1: all.</param>
    /// <param name="number">Controller, 0 to 127; others are ignored.</param>
    /// <param name="value">0 to 1, 127 being 1.</param>
    public void Controller(long cycle, int channel, int number, double value)
    {
        cycle = Begin(cycle);
        value = Math.Clamp(double.IsNaN(value) ? 0 : value, 0, 1);
        for (int each = 0; each < MidiState.Channels; each++)
        {
            if (channel == each || channel == -1)
                SetController(cycle, each, number, value);
        }
    }

    /// <summary>
    /// A General MIDI program for a channel's notes; heard where <see cref="InstrumentSettings.Programs"/> says so.
    /// </summary>
    /// <param name="cycle">CPU cycle of the register writes.</param>
    /// <param name="channel">MIDI channel, 0 to 15; -1: all.</param>
    /// <param name="program">0 to 127; others are ignored.</param>
    public void Program(long cycle, int channel, int program)
    {
        cycle = Begin(cycle);
        if ((uint)program >= GeneralMidiSounds.Count)
            return;
        for (int each = 0; each < MidiState.Channels; each++)
        {
            if (channel == each || channel == -1)
                _midi[each].Program = program;
        }

        Refresh(cycle, channel);
    }

    /// <summary>Pitch bend; it also reaches notes that start later.</summary>
    /// <param name="cycle">CPU cycle of the register writes.</param>
    /// <param name="channel">MIDI channel, 0 to 15; -1: all.</param>
    /// <param name="value">-1 to 1 of the bend range.</param>
    public void PitchBend(long cycle, int channel, double value)
    {
        cycle = Begin(cycle);
        value = Math.Clamp(double.IsNaN(value) ? 0 : value, -1, 1);
        for (int each = 0; each < MidiState.Channels; each++)
        {
            if (channel == each || channel == -1)
                _midi[each].Bend = value;
        }

        Refresh(cycle, channel);
    }

    /// <summary>Pressure of a channel: adds vibrato.</summary>
    /// <param name="cycle">CPU cycle; the vibrato follows at the next frame.</param>
    /// <param name="channel">MIDI channel, 0 to 15; -1: all.</param>
    /// <param name="value">0 to 1.</param>
    public void ChannelPressure(long cycle, int channel, double value)
    {
        Begin(cycle);
        value = Math.Clamp(double.IsNaN(value) ? 0 : value, 0, 1);
        for (int each = 0; each < MidiState.Channels; each++)
        {
            if (channel == each || channel == -1)
                _midi[each].Pressure = value;
        }
    }

    /// <summary>Pressure of one key: adds vibrato to its note.</summary>
    /// <param name="cycle">CPU cycle; the vibrato follows at the next frame.</param>
    /// <param name="channel">MIDI channel, or -1 for any.</param>
    /// <param name="key">MIDI key, or -1 for any.</param>
    /// <param name="value">0 to 1.</param>
    public void KeyPressure(long cycle, int channel, int key, double value)
    {
        Begin(cycle);
        value = Math.Clamp(double.IsNaN(value) ? 0 : value, 0, 1);
        foreach (PlayedNote note in _notes.All)
        {
            if (note.Matches(channel, key, -1))
                note.Pressure = value;
        }
    }

    /// <summary>Tunes a note that sounds or is held.</summary>
    /// <param name="cycle">CPU cycle of the register writes.</param>
    /// <param name="channel">MIDI channel, or -1 for any.</param>
    /// <param name="key">MIDI key, or -1 for any.</param>
    /// <param name="noteId">The host's id of the note, or -1 for any.</param>
    /// <param name="value">Semitones, -120 to 120.</param>
    public void NoteTuning(long cycle, int channel, int key, int noteId, double value)
    {
        cycle = Begin(cycle);
        value = Math.Clamp(double.IsNaN(value) ? 0 : value, -120, 120);
        foreach (PlayedNote note in _notes.All)
        {
            if (note.Matches(channel, key, noteId))
                note.Tuning = value;
        }

        Refresh(cycle, -1);
    }

    /// <summary>Scales the volume of a note that sounds or is held.</summary>
    /// <param name="value">Factor, 0 to 4.</param>
    /// <inheritdoc cref="NoteTuning"/>
#pragma warning disable CS1573 // the other parameters' documentation is inherited
    public void NoteVolume(long cycle, int channel, int key, int noteId, double value)
    {
        cycle = Begin(cycle);
        value = Math.Clamp(double.IsNaN(value) ? 1 : value, 0, 4);
        foreach (PlayedNote note in _notes.All)
        {
            if (note.Matches(channel, key, noteId))
                note.Volume = value;
        }

        Refresh(cycle, -1);
    }

    /// <summary>Adds vibrato to a note that sounds or is held, from the next frame on.</summary>
    /// <param name="value">0 to 1.</param>
    /// <inheritdoc cref="NoteTuning"/>
    public void NoteVibrato(long cycle, int channel, int key, int noteId, double value)
    {
        Begin(cycle);
        value = Math.Clamp(double.IsNaN(value) ? 0 : value, 0, 1);
        foreach (PlayedNote note in _notes.All)
        {
            if (note.Matches(channel, key, noteId))
                note.Vibrato = value;
        }
    }
#pragma warning restore CS1573

    private void SetController(long cycle, int channel, int number, double value)
    {
        MidiChannel state = _midi[channel];
        int data = (int)Math.Round(value * 127);
        switch (number)
        {
            case 1:
                state.Modulation = value;
                break;
            case 6 or 38:
                _midi.DataEntry(channel, data, fine: number == 38);
                Refresh(cycle, -1);
                break;
            case 7:
                state.Volume = value;
                MixChanged = true;
                break;
            case 10:
                // 64 is the middle, 1 and 0 both hard left
                state.Pan = Math.Max((data - 64) / 63.0, -1);
                MixChanged = true;
                break;
            case 11 when Settings.MidiDialect == MidiDialect.NesMdb:
                foreach (PlayedNote note in _notes.All)
                {
                    if (note.Channel == channel)
                        note.Velocity = Math.Min(data, 15) / 15.0;
                }

                Refresh(cycle, channel);
                break;
            case 11:
                state.Expression = value;
                Refresh(cycle, channel);
                break;
            case 12 when Settings.MidiDialect == MidiDialect.NesMdb:
                state.Timbre = Math.Min(data, 3);
                Refresh(cycle, channel);
                break;
            case 64:
                SetPedal(cycle, channel, value >= 0.5);
                break;
            case 74:
                state.Brightness = value;
                Refresh(cycle, channel);
                break;
            case 98 or 99:
                // a non-registered parameter is selected: data entry is not for us
                state.RpnHigh = state.RpnLow = -1;
                break;
            case 100:
                state.RpnLow = data;
                break;
            case 101:
                state.RpnHigh = data;
                break;
            case AllSoundOffController:
                CutChannel(cycle, channel);
                break;
            case 121:
                state.ResetControllers();
                ReleasePedal(cycle, channel);
                Refresh(cycle, channel);
                break;
            case >= AllNotesOffController and <= LastController:
                foreach (PlayedNote note in _notes.All)
                {
                    if (note.KeyDown && _midi.Reaches(channel, note.Channel))
                        LiftKey(note);
                }

                Settle(cycle);
                break;
        }
    }

    private void SetPedal(long cycle, int channel, bool down)
    {
        _midi[channel].Sustain = down;
        if (!down)
            ReleasePedal(cycle, channel);
    }

    private void ReleasePedal(long cycle, int channel)
    {
        foreach (PlayedNote note in _notes.All)
        {
            if (_midi.Reaches(channel, note.Channel) && !_midi.Sustains(note.Channel))
                note.Sustained = false;
        }

        Settle(cycle);
    }

    private void CutChannel(long cycle, int channel)
    {
        foreach (PlayedNote note in _notes.All)
        {
            if (_midi.Reaches(channel, note.Channel))
                note.LetGo();
        }

        foreach (ChipVoice voice in _voices)
        {
            if (voice.Note is { IsOn: false } note && _midi.Reaches(channel, note.Channel))
                voice.Silence(cycle);
        }

        Settle(cycle);
    }

    private void Refresh(long cycle, int channel)
    {
        foreach (ChipVoice voice in _voices)
        {
            if (voice.Note is { } note && (channel == -1 || _midi.Reaches(channel, note.Channel)))
                voice.Refresh(cycle);
        }
    }
}
