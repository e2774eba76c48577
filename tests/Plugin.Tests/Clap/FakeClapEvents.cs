using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LakhNes.Plugin.Clap.Interop;

namespace LakhNes.Plugin.Tests.Clap;

/// <summary>A clap_input_events over native copies of events.</summary>
internal sealed unsafe class FakeClapEvents : IDisposable
{
    private readonly List<nint> _events = [];
    private GCHandle _handle;

    public FakeClapEvents()
    {
        _handle = GCHandle.Alloc(this);
        Native = (ClapInputEvents*)NativeMemory.AllocZeroed((nuint)sizeof(ClapInputEvents));
        Native->Context = (void*)GCHandle.ToIntPtr(_handle);
        Native->Size = &Size;
        Native->Get = &Get;
    }

    public ClapInputEvents* Native { get; }

    public int Count => _events.Count;

    public void NoteOn(int time, int key, int noteId = -1, int channel = 0, double velocity = 1) =>
        Note(ClapEventType.NoteOn, time, key, noteId, channel, velocity);

    public void NoteOff(int time, int key, int noteId = -1, int channel = 0) =>
        Note(ClapEventType.NoteOff, time, key, noteId, channel, 0);

    public void NoteChoke(int time, int key, int noteId = -1, int channel = 0) =>
        Note(ClapEventType.NoteChoke, time, key, noteId, channel, 0);

    public void Expression(int time, ClapNoteExpression expression, int noteId, double value) =>
        Add(
            new ClapEventNoteExpression
            {
                Header = Header(ClapEventType.NoteExpression, time, sizeof(ClapEventNoteExpression)),
                Expression = expression,
                NoteId = noteId,
                Port = -1,
                Channel = -1,
                Key = -1,
                Value = value,
            }
        );

    public void Param(int time, uint id, double value, int noteId = -1) =>
        Add(
            new ClapEventParamValue
            {
                Header = Header(ClapEventType.ParamValue, time, sizeof(ClapEventParamValue)),
                ParamId = id,
                NoteId = noteId,
                Port = -1,
                Channel = -1,
                Key = -1,
                Value = value,
            }
        );

    public void Midi(int time, byte status, byte first, byte second = 0, ushort port = 0)
    {
        var midi = new ClapEventMidi { Header = Header(ClapEventType.Midi, time, sizeof(ClapEventMidi)), Port = port };
        midi.Data[0] = status;
        midi.Data[1] = first;
        midi.Data[2] = second;
        Add(midi);
    }

    /// <param name="bytes">Stay where they are, as a host's do for the length of the call.</param>
    public void Sysex(int time, byte* bytes, int size) =>
        Add(
            new ClapEventMidiSysex
            {
                Header = Header(ClapEventType.MidiSysex, time, sizeof(ClapEventMidiSysex)),
                Buffer = bytes,
                Size = (uint)size,
            }
        );

    public void Transport(int time, double tempo)
    {
        ClapEventTransport transport = At(tempo);
        transport.Header.Time = (uint)time;
        Add(transport);
    }

    public static ClapEventTransport At(double tempo) =>
        new()
        {
            Header = Header(ClapEventType.Transport, 0, sizeof(ClapEventTransport)),
            Flags = ClapEventTransport.HasTempo | ClapEventTransport.IsPlaying,
            Tempo = tempo,
        };

    public void Raw(ClapEventHeader header) => Add(header);

    public void Clear()
    {
        foreach (nint e in _events)
            NativeMemory.Free((void*)e);
        _events.Clear();
    }

    public void Dispose()
    {
        Clear();
        _handle.Free();
        NativeMemory.Free(Native);
    }

    private static ClapEventHeader Header(ClapEventType type, int time, int size) =>
        new()
        {
            Type = type,
            Time = (uint)time,
            Size = (uint)size,
        };

    private void Note(ClapEventType type, int time, int key, int noteId, int channel, double velocity) =>
        Add(
            new ClapEventNote
            {
                Header = Header(type, time, sizeof(ClapEventNote)),
                NoteId = noteId,
                Channel = (short)channel,
                Key = (short)key,
                Velocity = velocity,
            }
        );

    private void Add<T>(T e)
        where T : unmanaged
    {
        var copy = (T*)NativeMemory.Alloc((nuint)sizeof(T));
        *copy = e;
        _events.Add((nint)copy);
    }

    private static FakeClapEvents Of(ClapInputEvents* list) => (FakeClapEvents)GCHandle.FromIntPtr((nint)list->Context).Target!;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static uint Size(ClapInputEvents* list) => (uint)Of(list)._events.Count;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static ClapEventHeader* Get(ClapInputEvents* list, uint index) => (ClapEventHeader*)Of(list)._events[(int)index];
}
