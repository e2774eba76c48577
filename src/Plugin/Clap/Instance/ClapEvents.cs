using LakhNes.Engine.Hosting;
using LakhNes.Instrument.Notes;
using LakhNes.Plugin.Clap.Interop;
using LakhNes.Plugin.Core;

namespace LakhNes.Plugin.Clap.Instance;

/// <summary>CLAP's events as engine events, and back.</summary>
internal static unsafe class ClapEvents
{
    /// <summary>Reads one event of the core space.</summary>
    /// <param name="header">The host's event.</param>
    /// <param name="at">Its sample.</param>
    /// <param name="e">What it says.</param>
    /// <returns>False where it says nothing to the engine.</returns>
    public static bool TryRead(ClapEventHeader* header, int at, out EngineEvent e)
    {
        switch (header->Type)
        {
            case ClapEventType.NoteOn:
                return TryReadNote(EngineEventKind.NoteOn, (ClapEventNote*)header, at, out e);
            case ClapEventType.NoteOff:
                return TryReadNote(EngineEventKind.NoteOff, (ClapEventNote*)header, at, out e);
            case ClapEventType.NoteChoke:
                return TryReadNote(EngineEventKind.NoteChoke, (ClapEventNote*)header, at, out e);
            case ClapEventType.NoteExpression:
                return TryReadExpression((ClapEventNoteExpression*)header, at, out e);
            case ClapEventType.ParamValue:
                return TryReadValue((ClapEventParamValue*)header, at, out e);
            case ClapEventType.Midi:
                var midi = (ClapEventMidi*)header;
                return MidiBytes.TryRead(at, midi->Data[0], midi->Data[1], midi->Data[2], out e) & midi->Port == 0;
            default:
                e = default;
                return false;
        }
    }

    /// <summary>Reads a system exclusive message; empty where the event is none that is meant for the plugin.</summary>
    public static ReadOnlySpan<byte> Message(ClapEventHeader* header)
    {
        var sysex = (ClapEventMidiSysex*)header;
        bool isWhole = header->Type == ClapEventType.MidiSysex && header->Size >= sizeof(ClapEventMidiSysex);
        return isWhole && sysex->Port == 0 && sysex->Buffer is not null
            ? new ReadOnlySpan<byte>(sysex->Buffer, (int)Math.Min(sysex->Size, int.MaxValue))
            : [];
    }

    /// <summary>Sends an engine's event to the host.</summary>
    /// <param name="e">The event.</param>
    /// <param name="time">Its sample in the host's block.</param>
    /// <param name="output">The host's list, or null.</param>
    public static void Write(in EngineEvent e, int time, ClapOutputEvents* output)
    {
        switch (e.Kind)
        {
            case EngineEventKind.NoteOn:
                WriteNote(ClapEventType.NoteOn, e.Channel, e.Key, e.NoteId, e.Value, time, output);
                break;
            case EngineEventKind.NoteOff:
                WriteNote(ClapEventType.NoteOff, e.Channel, e.Key, e.NoteId, e.Value, time, output);
                break;
            case EngineEventKind.NoteChoke:
                WriteNote(ClapEventType.NoteChoke, e.Channel, e.Key, e.NoteId, 0, time, output);
                break;
            default:
                if (!MidiBytes.TryWrite(in e, out byte status, out byte first, out byte second))
                    break;
                var midi = new ClapEventMidi { Header = Header(ClapEventType.Midi, time, sizeof(ClapEventMidi)) };
                midi.Data[0] = status;
                midi.Data[1] = first;
                midi.Data[2] = second;
                Push(output, &midi.Header);
                break;
        }
    }

    /// <summary>Tells the host that a note has ended.</summary>
    public static void WriteEnd(in EndedNote note, int time, ClapOutputEvents* output) =>
        WriteNote(ClapEventType.NoteEnd, note.Channel, note.Key, note.NoteId, 0, time, output);

    /// <summary>Tells the host what the user does with a parameter in the window.</summary>
    public static void Write(in ParameterGesture gesture, ClapOutputEvents* output)
    {
        if (gesture.Kind == ParameterGestureKind.Move)
        {
            Write(gesture.Id, gesture.Plain, 0, output);
            return;
        }

        ClapEventType type =
            gesture.Kind == ParameterGestureKind.Begin ? ClapEventType.ParamGestureBegin : ClapEventType.ParamGestureEnd;
        var mark = new ClapEventParamGesture { Header = Header(type, 0, sizeof(ClapEventParamGesture)), ParamId = gesture.Id };
        Push(output, &mark.Header);
    }

    /// <summary>Tells the host a parameter's value.</summary>
    public static void Write(uint id, double plain, int time, ClapOutputEvents* output)
    {
        var value = new ClapEventParamValue
        {
            Header = Header(ClapEventType.ParamValue, time, sizeof(ClapEventParamValue)),
            ParamId = id,
            NoteId = -1,
            Port = -1,
            Channel = -1,
            Key = -1,
            Value = plain,
        };
        Push(output, &value.Header);
    }

    private static bool TryReadNote(EngineEventKind kind, ClapEventNote* note, int at, out EngineEvent e)
    {
        // VST3 knows single precision only, and both formats sound the same
        e = new EngineEvent(kind, at, note->Channel, note->Key, note->NoteId, Value: (float)note->Velocity);
        // only a note-off or choke may leave channel or key open
        return note->Port <= 0 && (kind != EngineEventKind.NoteOn || (note->Channel >= 0 && note->Key >= 0));
    }

    private static bool TryReadExpression(ClapEventNoteExpression* expression, int at, out EngineEvent e)
    {
        EngineEventKind? kind = expression->Expression switch
        {
            ClapNoteExpression.Volume => EngineEventKind.NoteVolume,
            ClapNoteExpression.Tuning => EngineEventKind.NoteTuning,
            ClapNoteExpression.Vibrato => EngineEventKind.NoteVibrato,
            ClapNoteExpression.Pressure => EngineEventKind.KeyPressure,
            _ => null,
        };
        e = new EngineEvent(
            kind ?? default,
            at,
            expression->Channel,
            expression->Key,
            expression->NoteId,
            Value: expression->Value
        );
        return kind is not null && expression->Port <= 0 && double.IsFinite(expression->Value);
    }

    private static bool TryReadValue(ClapEventParamValue* value, int at, out EngineEvent e)
    {
        e = new EngineEvent(EngineEventKind.Parameter, at, Index: value->ParamId, Value: value->Value);
        // no parameter is declared per note, so a value for one note is not meant for the instance
        return value->NoteId == -1 && value->Key == -1;
    }

    private static void WriteNote(
        ClapEventType type,
        int channel,
        int key,
        int noteId,
        double velocity,
        int time,
        ClapOutputEvents* output
    )
    {
        var note = new ClapEventNote
        {
            Header = Header(type, time, sizeof(ClapEventNote)),
            NoteId = noteId,
            Channel = (short)channel,
            Key = (short)key,
            Velocity = velocity,
        };
        Push(output, &note.Header);
    }

    private static ClapEventHeader Header(ClapEventType type, int time, int size) =>
        new()
        {
            Size = (uint)size,
            Time = (uint)time,
            Space = ClapEventHeader.CoreSpace,
            Type = type,
        };

    private static void Push(ClapOutputEvents* output, ClapEventHeader* header)
    {
        if (output is not null && output->TryPush is not null)
            output->TryPush(output, header);
    }
}
