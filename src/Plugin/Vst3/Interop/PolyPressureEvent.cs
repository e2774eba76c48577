namespace LakhNes.Plugin.Vst3.Interop;

/// <summary>Pressure of one key.</summary>
internal struct PolyPressureEvent
{
    public short Channel;
    public short Pitch;
    public float Pressure;
    public int NoteId;
}
