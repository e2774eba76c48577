namespace LakhNes.Plugin.Vst3.Interop;

/// <summary>A key comes up.</summary>
internal struct NoteOffEvent
{
    public short Channel;
    public short Pitch;
    public float Velocity;
    public int NoteId;
    public float Tuning;
}
