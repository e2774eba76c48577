namespace LakhNes.Plugin.Vst3.Interop;

/// <summary>A key goes down.</summary>
internal struct NoteOnEvent
{
    public short Channel;
    public short Pitch;

    /// <summary>Detune in cents.</summary>
    public float Tuning;
    public float Velocity;
    public int Length;
    public int NoteId;
}
