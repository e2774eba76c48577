namespace LakhNes.Score;

/// <summary>One event of a score.</summary>
/// <param name="Time">Time in the score's unit, 0 or more.</param>
/// <param name="Voice">The voice it belongs to.</param>
/// <param name="Kind">What happens.</param>
/// <param name="Value">The note, velocity or timbre; 0 for a note-off.</param>
public readonly record struct NesEvent(long Time, NesVoice Voice, NesEventKind Kind, byte Value)
{
    /// <summary>A note-on.</summary>
    public static NesEvent NoteOn(long time, NesVoice voice, int note) => new(time, voice, NesEventKind.NoteOn, (byte)note);

    /// <summary>A note-off.</summary>
    public static NesEvent NoteOff(long time, NesVoice voice) => new(time, voice, NesEventKind.NoteOff, 0);

    /// <summary>A change of volume.</summary>
    public static NesEvent Velocity(long time, NesVoice voice, int velocity) =>
        new(time, voice, NesEventKind.Velocity, (byte)velocity);

    /// <summary>A change of duty or noise mode.</summary>
    public static NesEvent Timbre(long time, NesVoice voice, int timbre) => new(time, voice, NesEventKind.Timbre, (byte)timbre);

    /// <summary>True for notes, which TX1 holds; false for velocity and timbre, which only TX2 does.</summary>
    public bool IsNote => Kind <= NesEventKind.NoteOn;
}
