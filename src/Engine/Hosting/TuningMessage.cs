using LakhNes.Instrument.Tunings;

namespace LakhNes.Engine.Hosting;

/// <summary>Messages of the MIDI Tuning Standard as events.</summary>
public static class TuningMessage
{
    /// <summary>Events that one message becomes at most.</summary>
    public const int MostEvents = MidiTuning.MostChanges;

    /// <summary>Reads a message. Allocates nothing.</summary>
    /// <param name="message">System exclusive, with or without its first byte ($F0).</param>
    /// <param name="offset">Its sample in the block.</param>
    /// <param name="events">Room for <see cref="MostEvents"/>.</param>
    /// <returns>How many there are; 0 where it is another message, or damaged.</returns>
    public static int Read(ReadOnlySpan<byte> message, int offset, Span<EngineEvent> events)
    {
        Span<KeyTuning> changes = stackalloc KeyTuning[MidiTuning.MostChanges];
        int count = MidiTuning.Read(message, changes);
        for (int i = 0; i < count; i++)
            events[i] = new EngineEvent(EngineEventKind.KeyTuning, offset, Key: (short)changes[i].Key, Value: changes[i].Pitch);
        return count;
    }
}
