namespace LakhNes.Plugin.Vst3.Interop;

/// <summary>Which member of <see cref="Event"/>'s union holds.</summary>
internal enum EventType : ushort
{
    NoteOn = 0,
    NoteOff = 1,
    Data = 2,
    PolyPressure = 3,
    NoteExpressionValue = 4,
    LegacyMidiCcOut = 65535,
}
