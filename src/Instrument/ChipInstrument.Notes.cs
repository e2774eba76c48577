using LakhNes.Dsp.Apu;
using LakhNes.Instrument.Notes;
using LakhNes.Instrument.Settings;
using LakhNes.Instrument.Voices;
using LakhNes.Score.Percussion;

namespace LakhNes.Instrument;

// Notes: which voice plays which.
public sealed partial class ChipInstrument
{
    // below this key (C3) a poly note asks for the triangle first
    private const int BassKey = 48;

    private static readonly ApuVoice[] MelodyOrder = [ApuVoice.Pulse1, ApuVoice.Pulse2, ApuVoice.Triangle];
    private static readonly ApuVoice[] BassOrder = [ApuVoice.Triangle, ApuVoice.Pulse1, ApuVoice.Pulse2];

    /// <summary>A key goes down.</summary>
    /// <param name="cycle">CPU cycle of the register writes.</param>
    /// <param name="channel">MIDI channel, 0 to 15; -1 is taken as 0, others are ignored.</param>
    /// <param name="key">MIDI key; other than 0 to 127 is ignored.</param>
    /// <param name="velocity">0 to 1; 0 is a note-off.</param>
    /// <param name="noteId">The host's id of the note, or -1.</param>
    /// <param name="voice">The voice that plays it, whatever the mode says; null: the mode decides.</param>
    public void NoteOn(long cycle, int channel, int key, double velocity, int noteId, ApuVoice? voice = null)
    {
        cycle = Begin(cycle);
        if (channel == -1)
            channel = 0;
        if ((uint)channel >= MidiState.Channels || (uint)key > 127)
            return;
        if (!(velocity > 0))
        {
            NoteOff(cycle, channel, key, noteId);
            return;
        }

        if (StrikeAgain(cycle, channel, key, velocity, noteId))
            return;
        NoteLine line = voice is { } own ? (NoteLine)own : LineOf(channel, key);
        if (line == NoteLine.None || (IsPitched(line) && _pitches.Table.IsSilent(key)))
            return;
        if (line == NoteLine.Drums && (!DrumMap.TryFind(key, out Drum drum) || _noise.Outranks(drum)))
            return;

        PlayedNote? same = _notes.FindSame(channel, key, noteId);
        same?.LetGo();
        if (same is { Voices: 0 })
            _notes.Remove(same);
        MakeRoom(cycle);
        PlayedNote note = _notes.Add(channel, key, VelocityOf(velocity), noteId, line);
        switch (line)
        {
            case NoteLine.Poly:
                Start(cycle, FindVoice(note, same), note);
                break;
            case NoteLine.Unison:
                StartUnison(cycle, note);
                break;
            case NoteLine.Arpeggio:
                AddToArpeggio(cycle);
                break;
            case NoteLine.Drums:
                Start(cycle, _noise, note);
                break;
            default:
                Start(cycle, _voices[(int)line], note);
                break;
        }
    }

    // noise and samples have no pitch to tune
    private bool IsPitched(NoteLine line) =>
        line == NoteLine.Arpeggio
            ? Settings.SoloVoice <= ApuVoice.Triangle
            : line is NoteLine.Unison or NoteLine.Poly or <= NoteLine.Triangle;

    /// <summary>A key comes up: the notes meant go into their release, unless the pedal holds them.</summary>
    /// <param name="cycle">CPU cycle of the register writes.</param>
    /// <param name="channel">MIDI channel, or -1 for any.</param>
    /// <param name="key">MIDI key, or -1 for any.</param>
    /// <param name="noteId">The host's id of the note, or -1 for any.</param>
    public void NoteOff(long cycle, int channel, int key, int noteId)
    {
        cycle = Begin(cycle);
        foreach (PlayedNote note in _notes.All)
        {
            if (note.KeyDown && note.Matches(channel, key, noteId))
                LiftKey(note);
        }

        Settle(cycle);
    }

    /// <summary>Cuts the notes meant, without their release and whatever the pedal says.</summary>
    /// <inheritdoc cref="NoteOff"/>
    public void Choke(long cycle, int channel, int key, int noteId)
    {
        cycle = Begin(cycle);
        foreach (PlayedNote note in _notes.All)
        {
            if (note.Matches(channel, key, noteId))
                note.LetGo();
        }

        foreach (ChipVoice voice in _voices)
        {
            if (voice.Note is { IsOn: false } note && note.Matches(channel, key, noteId))
                voice.Silence(cycle);
        }

        Settle(cycle);
    }

    // runs what is due and never lets a write go back in time
    private long Begin(long cycle)
    {
        RunTo(cycle);
        return _now;
    }

    private void LiftKey(PlayedNote note)
    {
        note.KeyDown = false;
        note.Sustained = _midi.Sustains(note.Channel);
    }

    private NoteLine LineOf(int channel, int key)
    {
        // the user's own samples come before the drum map
        if (_midi.IsDrums(channel))
            return Settings.Samples.HasOwn(key) ? NoteLine.Dmc : NoteLine.Drums;
        switch (Settings.VoiceMode)
        {
            // an MPE channel is a note, not an instrument
            case VoiceMode.Channels when _midi.IsMember(channel):
                return NoteLine.Poly;
            case VoiceMode.Channels when channel == MidiState.DrumChannel:
                return NoteLine.Noise;
            case VoiceMode.Channels:
                return channel <= (int)NoteLine.Dmc ? (NoteLine)channel : NoteLine.None;
            case VoiceMode.Unison:
                return NoteLine.Unison;
            case VoiceMode.Arpeggio:
                return NoteLine.Arpeggio;
            case VoiceMode.Solo:
                return (NoteLine)Settings.SoloVoice;
            // a period of NES-MDB's drum channel is no melody
            case VoiceMode.Poly when channel == MidiState.DrumChannel && Settings.MidiDialect == MidiDialect.NesMdb:
                return NoteLine.Noise;
            default:
                return NoteLine.Poly;
        }
    }

    // NES-MDB's velocities are chip volumes, 0 to 15
    private double VelocityOf(double velocity) =>
        Settings.MidiDialect == MidiDialect.NesMdb ? Math.Min(Math.Round(velocity * 127), 15) / 15 : Math.Min(velocity, 1);

    private void Start(long cycle, ChipVoice voice, PlayedNote note, int offset = 0, int detunePeriods = 0)
    {
        if (voice.MidiChannel != note.Channel)
            MixChanged = true;
        voice.Start(cycle, note, ++_starts, offset, detunePeriods);
    }

    private void StartUnison(long cycle, PlayedNote note)
    {
        int voices = Math.Clamp(Settings.UnisonVoices, 2, 3);
        for (int i = 0; i < voices; i++)
            Start(cycle, _voices[i], note, detunePeriods: UnisonDetune(i));
    }

    // pulse 1 is in tune, pulse 2 below it, the triangle above
    private int UnisonDetune(int voice) =>
        voice == 0 ? 0
        : voice == 1 ? Settings.UnisonDetune
        : -Settings.UnisonDetune;

    // Poly: a free voice in the order of the note's register; else the voice whose loss hurts least.
    private ChipVoice FindVoice(PlayedNote note, PlayedNote? same)
    {
        ApuVoice[] order = note.Key < BassKey ? BassOrder : MelodyOrder;
        bool allMuted = Settings[ApuVoice.Pulse1].Mute && Settings[ApuVoice.Pulse2].Mute && Settings[ApuVoice.Triangle].Mute;
        ChipVoice? best = null;
        foreach (ApuVoice id in order)
        {
            ChipVoice voice = _voices[(int)id];
            if (Settings[id].Mute && !allMuted)
                continue;
            // the same key again belongs where it sounds
            if (same is not null && voice.Note == same)
                return voice;
            if (best is null || GivesWayBefore(voice, best))
                best = voice;
        }

        return best!;
    }

    private static bool GivesWayBefore(ChipVoice voice, ChipVoice other)
    {
        int claim = Claim(voice),
            otherClaim = Claim(other);
        if (claim != otherClaim)
            return claim < otherClaim;
        // of free voices the first in order, of others the one that started first
        return voice.Note is not null && voice.StartOrder < other.StartOrder;
    }

    // how strongly a voice holds on to its note
    private static int Claim(ChipVoice voice) =>
        voice switch
        {
            { Note: null } => 0,
            { Note.Line: NoteLine.Generated } => 1,
            { Released: true } => 2,
            { Note.KeyDown: false } => 3,
            _ => 4,
        };

    // After keys were let go: every voice whose note is no longer held goes back to a held note of its line, or into release.
    private void Settle(long cycle)
    {
        CollectArpeggio();
        foreach (ChipVoice voice in _voices)
        {
            if (voice.Note is not { IsOn: false } note || voice.Released)
                continue;
            bool oneVoice = note.Line is <= NoteLine.Noise or NoteLine.Unison && !voice.IsOneShot;
            // an arpeggio that goes on leaves the note at its next step
            if (note.Line == NoteLine.Arpeggio && _pattern.Count > 0)
                continue;
            if (oneVoice && _notes.NewestHeld(note.Line) is { } held)
                Start(cycle, voice, held, detunePeriods: note.Line == NoteLine.Unison ? UnisonDetune((int)voice.Id) : 0);
            else
                voice.Release(cycle);
        }

        RemoveSilent();
    }

    private void RemoveSilent()
    {
        for (int i = _notes.Count - 1; i >= 0; i--)
        {
            PlayedNote note = _notes.All[i];
            if (!note.IsOn && note.Voices == 0)
                _notes.Remove(note);
        }
    }

    // a full table gives up its oldest unheard note, or else its oldest
    private void MakeRoom(long cycle)
    {
        if (_notes.Count < NoteTable.Capacity)
            return;
        PlayedNote victim = _notes.All[0];
        foreach (PlayedNote note in _notes.All)
        {
            if (note.Voices != 0)
                continue;
            victim = note;
            break;
        }

        victim.LetGo();
        foreach (ChipVoice voice in _voices)
        {
            if (voice.Note == victim)
                voice.Silence(cycle);
        }

        _notes.Remove(victim);
        CollectArpeggio();
    }
}
