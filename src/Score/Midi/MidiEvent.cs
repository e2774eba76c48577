using System.Text;
using LakhNes.Score.Text;

namespace LakhNes.Score.Midi;

/// <summary>One event of a track: a channel message, a system exclusive message or a meta event.</summary>
public readonly struct MidiEvent : IEquatable<MidiEvent>
{
    private MidiEvent(long tick, byte status, byte data1, byte data2, ReadOnlyMemory<byte> payload)
    {
        Tick = tick;
        Status = status;
        Data1 = data1;
        Data2 = data2;
        Payload = payload;
    }

    /// <summary>Time in ticks from the track's start, 0 or more.</summary>
    public long Tick { get; }

    /// <summary>Status byte: $80-$EF channel messages, $F0 and $F7 system exclusive, $FF meta.</summary>
    public byte Status { get; }

    /// <summary>First data byte (0-127); for a meta event its type.</summary>
    public byte Data1 { get; }

    /// <summary>Second data byte (0-127); 0 where the message has one data byte only.</summary>
    public byte Data2 { get; }

    /// <summary>The bytes after the length of a system exclusive or meta event; empty for channel messages.</summary>
    public ReadOnlyMemory<byte> Payload { get; }

    /// <summary>What the event is.</summary>
    public MidiEventKind Kind =>
        Status switch
        {
            0xFF => MidiEventKind.Meta,
            0xF0 => MidiEventKind.SystemExclusive,
            0xF7 => MidiEventKind.Escape,
            _ => (MidiEventKind)(Status >> 4),
        };

    /// <summary>Channel 0-15 of a channel message.</summary>
    public int Channel => Status & 15;

    /// <summary>True for a channel message ($80-$EF).</summary>
    public bool IsChannelMessage => Status < 0xF0;

    /// <summary>True for a note-on with a velocity above 0.</summary>
    public bool IsNoteOn => Kind == MidiEventKind.NoteOn && Data2 > 0;

    /// <summary>True for a note-off, or a note-on with velocity 0, which means the same.</summary>
    public bool IsNoteOff => Kind == MidiEventKind.NoteOff || (Kind == MidiEventKind.NoteOn && Data2 == 0);

    /// <summary>Pitch bend -8192..8191 of a pitch bend message.</summary>
    public int PitchBendValue => (Data2 << 7 | Data1) - 8192;

    /// <summary>The payload as text; see <see cref="BytesText.OfName"/>.</summary>
    public string Text => BytesText.OfName(Payload.Span);

    /// <summary>
    /// A channel message from its status byte ($80-$EF) and data bytes (0-127; the second is ignored where there is none).
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A byte outside those ranges, or a negative tick.</exception>
    public static MidiEvent ChannelMessage(long tick, byte status, byte data1, byte data2 = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(tick);
        ArgumentOutOfRangeException.ThrowIfLessThan(status, (byte)0x80);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(status, (byte)0xEF);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(data1, (byte)127);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(data2, (byte)127);
        return new MidiEvent(tick, status, data1, DataBytes(status) == 2 ? data2 : (byte)0, default);
    }

    /// <summary>A note-on; velocity 0 ends the note.</summary>
    public static MidiEvent NoteOn(long tick, int channel, int key, int velocity) => Message(tick, 0x90, channel, key, velocity);

    /// <summary>A note-off with its release velocity.</summary>
    public static MidiEvent NoteOff(long tick, int channel, int key, int velocity = 64) =>
        Message(tick, 0x80, channel, key, velocity);

    /// <summary>A control change.</summary>
    public static MidiEvent Controller(long tick, int channel, int number, int value) =>
        Message(tick, 0xB0, channel, number, value);

    /// <summary>A program change, 0-127.</summary>
    public static MidiEvent Program(long tick, int channel, int program) => Message(tick, 0xC0, channel, program, 0);

    /// <summary>A pitch bend, -8192..8191.</summary>
    public static MidiEvent PitchBend(long tick, int channel, int bend) =>
        Message(tick, 0xE0, channel, bend + 8192 & 127, bend + 8192 >> 7);

    /// <summary>A meta event of a type (0-127) with its bytes.</summary>
    public static MidiEvent Meta(long tick, int type, ReadOnlyMemory<byte> payload)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(tick);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)type, 127u, nameof(type));
        return new MidiEvent(tick, 0xFF, (byte)type, 0, payload);
    }

    /// <summary>A tempo in microseconds a quarter note (1-16,777,215).</summary>
    public static MidiEvent Tempo(long tick, int microsecondsPerQuarter) =>
        Meta(
            tick,
            MidiMeta.Tempo,
            new[] { (byte)(microsecondsPerQuarter >> 16), (byte)(microsecondsPerQuarter >> 8), (byte)microsecondsPerQuarter }
        );

    /// <summary>
    /// A time signature; the denominator is a power of two. 24 MIDI clocks a metronome click, 8 thirty-seconds a quarter.
    /// </summary>
    public static MidiEvent TimeSignature(long tick, int numerator, int denominator) =>
        Meta(tick, MidiMeta.TimeSignature, new[] { (byte)numerator, (byte)int.Log2(denominator), (byte)24, (byte)8 });

    /// <summary>A text of a meta type such as <see cref="MidiMeta.TrackName"/>, as UTF-8.</summary>
    public static MidiEvent TextEvent(long tick, int type, string text) => Meta(tick, type, Encoding.UTF8.GetBytes(text));

    /// <summary>A system exclusive message; the payload is what follows $F0 and usually ends with $F7.</summary>
    public static MidiEvent SystemExclusive(long tick, ReadOnlyMemory<byte> payload)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(tick);
        return new MidiEvent(tick, 0xF0, 0, 0, payload);
    }

    /// <summary>Bytes sent as they are ($F7 in the file): a continued system exclusive message or any other message.</summary>
    public static MidiEvent Escape(long tick, ReadOnlyMemory<byte> payload)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(tick);
        return new MidiEvent(tick, 0xF7, 0, 0, payload);
    }

    /// <summary>The same event at another time.</summary>
    public MidiEvent At(long tick)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(tick);
        return new MidiEvent(tick, Status, Data1, Data2, Payload);
    }

    /// <summary>How many data bytes follow a channel status byte.</summary>
    /// <param name="status">0x80 to 0xEF.</param>
    public static int DataBytes(int status) => (status & 0xE0) == 0xC0 ? 1 : 2;

    private static MidiEvent Message(long tick, int status, int channel, int data1, int data2)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)channel, 15u, nameof(channel));
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)data1, 127u, nameof(data1));
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)data2, 127u, nameof(data2));
        return ChannelMessage(tick, (byte)(status | channel), (byte)data1, (byte)data2);
    }

    /// <summary>Equal in time, status, data and payload bytes.</summary>
    public bool Equals(MidiEvent other) =>
        Tick == other.Tick
        && Status == other.Status
        && Data1 == other.Data1
        && Data2 == other.Data2
        && Payload.Span.SequenceEqual(other.Payload.Span);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is MidiEvent other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Tick, Status, Data1, Data2, Payload.Length);

    /// <summary>Equal in time, status, data and payload bytes.</summary>
    public static bool operator ==(MidiEvent left, MidiEvent right) => left.Equals(right);

    /// <summary>Different in time, status, data or payload bytes.</summary>
    public static bool operator !=(MidiEvent left, MidiEvent right) => !left.Equals(right);

    /// <summary>For messages and debuggers: tick, kind and bytes.</summary>
    public override string ToString() =>
        IsChannelMessage
            ? $"{Tick} {Kind} ch{Channel + 1} {Data1} {Data2}"
            : $"{Tick} {Kind} {Data1:X2} {Convert.ToHexString(Payload.Span)}";
}
