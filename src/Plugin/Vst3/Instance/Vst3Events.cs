using LakhNes.Engine.Hosting;
using LakhNes.Plugin.Core;
using LakhNes.Plugin.Vst3.Interop;

namespace LakhNes.Plugin.Vst3.Instance;

/// <summary>VST3's events as engine events, and back.</summary>
internal static class Vst3Events
{
    private const float CentsPerSemitone = 100;

    /// <summary>Adds what a host's event says; kinds that the plugin does not play add nothing.</summary>
    public static unsafe void Read(in Event e, EventBuffer to)
    {
        int at = e.SampleOffset;
        switch (e.Type)
        {
            // MIDI's note-on with velocity 0, which some hosts pass on as it came
            case EventType.NoteOn when e.NoteOn.Velocity <= 0:
                to.Add(new EngineEvent(EngineEventKind.NoteOff, at, e.NoteOn.Channel, e.NoteOn.Pitch, e.NoteOn.NoteId));
                break;
            case EventType.NoteOn:
                to.Add(
                    new EngineEvent(
                        EngineEventKind.NoteOn,
                        at,
                        e.NoteOn.Channel,
                        e.NoteOn.Pitch,
                        e.NoteOn.NoteId,
                        Value: e.NoteOn.Velocity
                    )
                );
                if (e.NoteOn.Tuning == 0 || !float.IsFinite(e.NoteOn.Tuning))
                    break;
                double semitones = e.NoteOn.Tuning / CentsPerSemitone;
                to.Add(
                    new EngineEvent(
                        EngineEventKind.NoteTuning,
                        at,
                        e.NoteOn.Channel,
                        e.NoteOn.Pitch,
                        e.NoteOn.NoteId,
                        Value: semitones
                    )
                );
                break;
            case EventType.NoteOff:
                to.Add(
                    new EngineEvent(
                        EngineEventKind.NoteOff,
                        at,
                        e.NoteOff.Channel,
                        e.NoteOff.Pitch,
                        e.NoteOff.NoteId,
                        Value: e.NoteOff.Velocity
                    )
                );
                break;
            case EventType.PolyPressure:
                PolyPressureEvent pressure = e.PolyPressure;
                to.Add(
                    new EngineEvent(
                        EngineEventKind.KeyPressure,
                        at,
                        pressure.Channel,
                        pressure.Pitch,
                        pressure.NoteId,
                        Value: pressure.Pressure
                    )
                );
                break;
            case EventType.Data when e.Data is { Type: DataEvent.MidiSysex } data && data.Bytes is not null:
                to.Add(at, new ReadOnlySpan<byte>(data.Bytes, (int)Math.Min(data.Size, int.MaxValue)));
                break;
            case EventType.NoteExpressionValue:
                if (Vst3NoteExpressions.TryRead(at, in e.NoteExpressionValue, out EngineEvent expression))
                    to.Add(expression);
                break;
        }
    }

    /// <summary>Writes an engine's event for the host.</summary>
    /// <returns>False where VST3 has no such event.</returns>
    public static bool TryWrite(in EngineEvent e, out Event written)
    {
        written = new Event { SampleOffset = e.Offset };
        switch (e.Kind)
        {
            case EngineEventKind.NoteOn:
                written.Type = EventType.NoteOn;
                written.NoteOn = new NoteOnEvent
                {
                    Channel = e.Channel,
                    Pitch = e.Key,
                    Velocity = (float)e.Value,
                    NoteId = e.NoteId,
                };
                return true;
            case EngineEventKind.NoteOff or EngineEventKind.NoteChoke:
                written.Type = EventType.NoteOff;
                written.NoteOff = new NoteOffEvent
                {
                    Channel = e.Channel,
                    Pitch = e.Key,
                    Velocity = (float)e.Value,
                    NoteId = e.NoteId,
                };
                return true;
        }

        if (!MidiBytes.TryWrite(in e, out byte status, out byte first, out byte second))
            return false;
        bool controller = e.Kind == EngineEventKind.Controller;
        written.Type = EventType.LegacyMidiCcOut;
        written.MidiCcOut = new LegacyMidiCcOutEvent
        {
            Channel = (sbyte)(status & 0x0F),
            ControlNumber = e.Kind switch
            {
                EngineEventKind.ChannelPressure => LegacyMidiCcOutEvent.ChannelPressure,
                EngineEventKind.PitchBend => LegacyMidiCcOutEvent.PitchBend,
                EngineEventKind.Program => LegacyMidiCcOutEvent.ProgramChange,
                EngineEventKind.KeyPressure => LegacyMidiCcOutEvent.PolyPressure,
                _ => first,
            },
            Value = (sbyte)(controller ? second : first),
            Value2 = (sbyte)(controller ? 0 : second),
        };
        return true;
    }
}
