using System.Runtime.InteropServices;

namespace LakhNes.Plugin.Vst3.Interop;

/// <summary>One event of a block.</summary>
[StructLayout(LayoutKind.Explicit, Size = 48)]
internal struct Event
{
    [FieldOffset(0)]
    public int BusIndex;

    [FieldOffset(4)]
    public int SampleOffset;

    [FieldOffset(8)]
    public double PpqPosition;

    [FieldOffset(16)]
    public ushort Flags;

    [FieldOffset(18)]
    public EventType Type;

    [FieldOffset(24)]
    public NoteOnEvent NoteOn;

    [FieldOffset(24)]
    public NoteOffEvent NoteOff;

    [FieldOffset(24)]
    public DataEvent Data;

    [FieldOffset(24)]
    public PolyPressureEvent PolyPressure;

    [FieldOffset(24)]
    public NoteExpressionValueEvent NoteExpressionValue;

    [FieldOffset(24)]
    public LegacyMidiCcOutEvent MidiCcOut;
}
