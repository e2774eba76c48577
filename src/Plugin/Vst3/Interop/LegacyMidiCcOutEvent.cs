namespace LakhNes.Plugin.Vst3.Interop;

/// <summary>A MIDI controller that the plugin sends.</summary>
internal struct LegacyMidiCcOutEvent
{
    public const byte ChannelPressure = 128;
    public const byte PitchBend = 129;
    public const byte ProgramChange = 130;
    public const byte PolyPressure = 131;

    public byte ControlNumber;
    public sbyte Channel;
    public sbyte Value;
    public sbyte Value2;
}
