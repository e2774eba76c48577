using LakhNes.Dsp.Apu;

namespace LakhNes.Instrument.Notes;

/// <summary>One note from its note-on until it is neither held nor heard.</summary>
internal sealed class PlayedNote
{
    /// <summary>MIDI channel, 0 to 15, or that of generated notes.</summary>
    public int Channel;

    /// <summary>MIDI key, 0 to 127.</summary>
    public int Key;

    /// <summary>The host's id of the note, or -1.</summary>
    public int NoteId;

    /// <summary>Velocity, 0 to 1.</summary>
    public double Velocity;

    /// <summary>A <see cref="Timbre"/> that is the sound's own.</summary>
    public const int OwnTimbre = -1;

    /// <summary>Its duty or noise mode, or <see cref="OwnTimbre"/>.</summary>
    public int Timbre;

    /// <summary>The shape of its volume (<see cref="LakhNes.Score.VolumeShapes"/>); 0: the sound's.</summary>
    public int Shape;

    /// <summary>The rule by which it finds voices.</summary>
    public NoteLine Line;

    /// <summary>The key is down.</summary>
    public bool KeyDown;

    /// <summary>The key is up but the pedal holds the note.</summary>
    public bool Sustained;

    /// <summary>The note has come from a saved project: it has its voices and is silent on them.</summary>
    public bool IsUnstruck;

    /// <summary>One bit for each <see cref="ApuVoice"/> that plays the note now.</summary>
    public int Voices;

    /// <summary>Tuning by note expression, in semitones.</summary>
    public double Tuning;

    /// <summary>Volume factor by note expression, 0 to 4.</summary>
    public double Volume;

    /// <summary>Vibrato by note expression, 0 to 1.</summary>
    public double Vibrato;

    /// <summary>Pressure of the key, 0 to 1.</summary>
    public double Pressure;

    /// <summary>Held by its key or by the pedal.</summary>
    public bool IsOn => KeyDown || Sustained;

    /// <summary>Marks the note as neither held nor sustained.</summary>
    public void LetGo() => KeyDown = Sustained = false;

    /// <summary>Whether the player's event means the note, -1 standing for any.</summary>
    public bool Matches(int channel, int key, int noteId)
    {
        if (Line == NoteLine.Generated)
            return false;
        if (noteId >= 0 && NoteId >= 0)
            return NoteId == noteId;
        return (channel < 0 || channel == Channel) && (key < 0 || key == Key);
    }
}
