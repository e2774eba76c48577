namespace LakhNes.Plugin.Clap.Interop;

/// <summary>Types of the core event space.</summary>
internal enum ClapEventType : ushort
{
    NoteOn = 0,
    NoteOff = 1,
    NoteChoke = 2,
    NoteEnd = 3,
    NoteExpression = 4,
    ParamValue = 5,
    ParamGestureBegin = 7,
    ParamGestureEnd = 8,
    Transport = 9,
    Midi = 10,
    MidiSysex = 11,
}
