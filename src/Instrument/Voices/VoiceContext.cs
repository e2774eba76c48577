using LakhNes.Instrument.Notes;
using LakhNes.Instrument.Pitch;
using LakhNes.Instrument.Settings;

namespace LakhNes.Instrument.Voices;

/// <summary>What all voices of an instrument share.</summary>
internal sealed record VoiceContext(
    ChipRegisters Registers,
    InstrumentSettings Settings,
    InstrumentClock Clock,
    MidiState Midi,
    NoteTable Notes,
    KeyPitches Pitches
);
