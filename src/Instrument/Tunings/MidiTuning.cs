using System.Text;

namespace LakhNes.Instrument.Tunings;

/// <summary>
/// The messages of the MIDI Tuning Standard (MIDI 1.0, "MIDI Tuning", with its updated specification): single notes, scales of an
/// octave, and bulk dumps. There is one tuning here, so programs and banks that they name are all this one, and a scale counts
/// for all channels. Allocates nothing.
/// </summary>
public static class MidiTuning
{
    /// <summary>Changes that one message has at most.</summary>
    public const int MostChanges = PitchTable.Keys;

    private const byte Begin = 0xF0,
        End = 0xF7,
        NonRealTime = 0x7E,
        RealTime = 0x7F,
        Tuning = 0x08;

    // system exclusive's own byte aside: universal, device, tuning, which message
    private const int Header = 4;
    private const int Octave = 12;
    private const int NameBytes = 16;
    private const int Fractions = 1 << 14;

    /// <summary>Reads what a message changes.</summary>
    /// <param name="message">System exclusive, with or without its first byte ($F0).</param>
    /// <param name="changes">Room for <see cref="MostChanges"/>.</param>
    /// <returns>How many changes there are; 0 where it is another message, or damaged.</returns>
    public static int Read(ReadOnlySpan<byte> message, Span<KeyTuning> changes)
    {
        if (!TryStrip(message, out byte kind, out bool realTime, out ReadOnlySpan<byte> data))
            return 0;
        return kind switch
        {
            0x02 when realTime => Notes(data, lead: 1, changes),
            0x07 => Notes(data, lead: 2, changes),
            0x08 => data.Length == 3 + Octave && AnyChannel(data) ? Scale(data[3..], 1, changes) : 0,
            0x09 => data.Length == 3 + (2 * Octave) && AnyChannel(data) ? Scale(data[3..], 2, changes) : 0,
            // a program, or a bank and a program; a name; what is meant; a checksum, which senders compute in several ways
            0x01 when !realTime => Bulk(data, 1, 3 * PitchTable.Keys) ? Keys(data[(1 + NameBytes)..^1], changes) : 0,
            0x04 when !realTime => Bulk(data, 2, 3 * PitchTable.Keys) ? Keys(data[(2 + NameBytes)..^1], changes) : 0,
            0x05 when !realTime => Bulk(data, 2, Octave) ? Scale(data[(2 + NameBytes)..^1], 1, changes) : 0,
            0x06 when !realTime => Bulk(data, 2, 2 * Octave) ? Scale(data[(2 + NameBytes)..^1], 2, changes) : 0,
            _ => 0,
        };
    }

    /// <summary>The name in a bulk dump; empty: none.</summary>
    public static string NameOf(ReadOnlySpan<byte> message)
    {
        if (!TryStrip(message, out byte kind, out bool realTime, out ReadOnlySpan<byte> data) || realTime)
            return "";
        int lead =
            kind == 0x01 ? 1
            : kind is 0x04 or 0x05 or 0x06 ? 2
            : -1;
        return lead > 0 && data.Length > lead + NameBytes
            ? Encoding.ASCII.GetString(data.Slice(lead, NameBytes)).Trim(' ', '\0')
            : "";
    }

    private static bool TryStrip(ReadOnlySpan<byte> message, out byte kind, out bool realTime, out ReadOnlySpan<byte> data)
    {
        if (message.Length > 0 && message[0] == Begin)
            message = message[1..];
        if (message.Length > 0 && message[^1] == End)
            message = message[..^1];
        (kind, realTime) = (0, false);
        data = [];
        if (message.Length < Header || message[0] is not (NonRealTime or RealTime) || message[2] != Tuning)
            return false;
        if (message.ContainsAnyInRange((byte)0x80, (byte)0xFF))
            return false;
        (kind, realTime) = (message[3], message[0] == RealTime);
        data = message[Header..];
        return true;
    }

    private static bool Bulk(ReadOnlySpan<byte> data, int lead, int bytes) => data.Length == lead + NameBytes + bytes + 1;

    private static bool AnyChannel(ReadOnlySpan<byte> data) => (data[0] & 0x03) != 0 || data[1] != 0 || data[2] != 0;

    // how many; then a key and its pitch each
    private static int Notes(ReadOnlySpan<byte> data, int lead, Span<KeyTuning> changes)
    {
        if (data.Length <= lead || data.Length != lead + 1 + (4 * data[lead]))
            return 0;
        int count = 0;
        for (ReadOnlySpan<byte> each = data[(lead + 1)..]; each.Length > 0; each = each[4..])
            Add(each[0], each[1..], changes, ref count);
        return count;
    }

    private static int Keys(ReadOnlySpan<byte> pitches, Span<KeyTuning> changes)
    {
        int count = 0;
        for (int key = 0; key < PitchTable.Keys; key++)
            Add(key, pitches[(3 * key)..], changes, ref count);
        return count;
    }

    // a semitone and a fraction of 14 bits; all ones say that nothing changes
    private static void Add(int key, ReadOnlySpan<byte> pitch, Span<KeyTuning> changes, ref int count)
    {
        int fraction = (pitch[1] << 7) | pitch[2];
        if (pitch[0] != 0x7F || fraction != Fractions - 1)
            changes[count++] = new KeyTuning(key, pitch[0] + ((double)fraction / Fractions));
    }

    // cents for each key of an octave, from C up: -64 to 63, or -100 to 100 in 14 bits
    private static int Scale(ReadOnlySpan<byte> data, int width, Span<KeyTuning> changes)
    {
        for (int key = 0; key < PitchTable.Keys; key++)
        {
            ReadOnlySpan<byte> of = data[(key % Octave * width)..];
            double cents = width == 1 ? of[0] - 64 : ((of[0] << 7) + of[1] - 8192) * 100 / 8192.0;
            changes[key] = new KeyTuning(key, key + (cents / 100));
        }

        return PitchTable.Keys;
    }
}
