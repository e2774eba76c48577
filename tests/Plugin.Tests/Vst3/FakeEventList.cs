using System.Runtime.InteropServices;
using LakhNes.Plugin.Vst3.Com;
using LakhNes.Plugin.Vst3.Interop;

namespace LakhNes.Plugin.Tests.Vst3;

/// <summary>An IEventList over a list.</summary>
internal sealed unsafe class FakeEventList() : NativeFake(Table)
{
    private static readonly nint Table = Functions(
        (nint)(delegate* unmanaged<void*, int>)&GetEventCount,
        (nint)(delegate* unmanaged<void*, int, Event*, int>)&GetEvent,
        (nint)(delegate* unmanaged<void*, Event*, int>)&AddEvent
    );

    public List<Event> Events { get; } = [];

    public void NoteOn(int offset, int key, float velocity = 1, int channel = 0, int noteId = -1, float cents = 0) =>
        Events.Add(
            new Event
            {
                SampleOffset = offset,
                Type = EventType.NoteOn,
                NoteOn = new NoteOnEvent
                {
                    Channel = (short)channel,
                    Pitch = (short)key,
                    Velocity = velocity,
                    NoteId = noteId,
                    Tuning = cents,
                },
            }
        );

    public void NoteOff(int offset, int key, int channel = 0, int noteId = -1) =>
        Events.Add(
            new Event
            {
                SampleOffset = offset,
                Type = EventType.NoteOff,
                NoteOff = new NoteOffEvent
                {
                    Channel = (short)channel,
                    Pitch = (short)key,
                    NoteId = noteId,
                },
            }
        );

    /// <param name="bytes">Stay where they are, as a host's do for the length of the call.</param>
    public void Data(int offset, byte* bytes, int size) =>
        Events.Add(
            new Event
            {
                SampleOffset = offset,
                Type = EventType.Data,
                Data = new DataEvent { Size = (uint)size, Bytes = bytes },
            }
        );

    public void Expression(int offset, NoteExpressionType type, int noteId, double value) =>
        Events.Add(
            new Event
            {
                SampleOffset = offset,
                Type = EventType.NoteExpressionValue,
                NoteExpressionValue = new NoteExpressionValueEvent
                {
                    TypeId = type,
                    NoteId = noteId,
                    Value = value,
                },
            }
        );

    [UnmanagedCallersOnly]
    private static int GetEventCount(void* self) => Of<FakeEventList>(self).Events.Count;

    [UnmanagedCallersOnly]
    private static int GetEvent(void* self, int index, Event* e)
    {
        List<Event> events = Of<FakeEventList>(self).Events;
        if ((uint)index >= (uint)events.Count)
            return Result.InvalidArgument;
        *e = events[index];
        return Result.Ok;
    }

    [UnmanagedCallersOnly]
    private static int AddEvent(void* self, Event* e)
    {
        Of<FakeEventList>(self).Events.Add(*e);
        return Result.Ok;
    }
}
