using System.Buffers.Binary;
using System.Text;

namespace LakhNes.Score.Midi;

/// <summary>Reads a <see cref="MidiFile"/> from bytes, and past what real files get wrong.</summary>
internal sealed class MidiFileReader
{
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly string _name;
    private readonly List<ReadError> _warnings = [];
    private int _troubles; // also those that are too many to be kept

    private MidiFileReader(ReadOnlyMemory<byte> bytes, string name) => (_bytes, _name) = (bytes, name);

    public static MidiFile Read(ReadOnlyMemory<byte> bytes, string name) => new MidiFileReader(bytes, name).File();

    private MidiFile File()
    {
        ReadOnlySpan<byte> b = _bytes.Span;
        int start = b.IndexOf("MThd"u8); // RIFF (.rmi) and MacBinary wrappers put bytes before it
        if (start < 0)
            throw ScoreFormatException.AtOffset(_name, 0, "no MThd header: not a MIDI file");
        if (b.Length < start + 14)
            throw ScoreFormatException.AtOffset(_name, start, "the header is cut short");
        if (start > 0 && !b.StartsWith("RIFF"u8))
            Warn(0, $"{start} bytes before the header passed over");

        uint headerLength = BinaryPrimitives.ReadUInt32BigEndian(b[(start + 4)..]);
        int format = BinaryPrimitives.ReadUInt16BigEndian(b[(start + 8)..]);
        int declared = BinaryPrimitives.ReadUInt16BigEndian(b[(start + 10)..]);
        ushort rawDivision = BinaryPrimitives.ReadUInt16BigEndian(b[(start + 12)..]);
        if (!MidiDivision.TryFromRaw(rawDivision, out MidiDivision division))
            throw ScoreFormatException.AtOffset(_name, start + 12, $"a division of 0x{rawDivision:X4} names no tick length");
        if (headerLength < 6)
            Warn(start + 4, $"header length {headerLength} taken as 6");

        List<MidiTrack> tracks = [];
        List<MidiChunk> unknown = [];
        long at = start + 8L + Math.Max(headerLength, 6);
        while (at + 8 <= b.Length)
            at = Chunk((int)at, tracks, unknown);

        if (tracks.Count == 0)
            throw ScoreFormatException.AtOffset(_name, Math.Min(at, b.Length), "no track chunk");
        if (tracks.Count != declared)
            Warn(start + 10, $"the header says {declared} tracks, the file has {tracks.Count}");
        if (format > 2 || (format == 0 && tracks.Count > 1))
        {
            Warn(start + 8, $"format {format} with {tracks.Count} tracks taken as format 1");
            format = 1;
        }
        return new MidiFile((MidiFileFormat)format, division, tracks, unknown, _warnings);
    }

    /// <summary>Reads the chunk at an offset and returns where the next one starts.</summary>
    private long Chunk(int at, List<MidiTrack> tracks, List<MidiChunk> unknown)
    {
        ReadOnlySpan<byte> b = _bytes.Span;
        bool isTrack = b[at..].StartsWith("MTrk"u8);
        long length = BinaryPrimitives.ReadUInt32BigEndian(b[(at + 4)..]);
        int body = at + 8;
        bool lengthIsRight = true;
        if (body + length > b.Length)
        {
            Warn(at + 4, $"the chunk's {length} bytes reach past the end of the file");
            length = b.Length - body;
            lengthIsRight = false;
        }
        else if (isTrack && body + length + 4 <= b.Length && !IsChunkId(b.Slice((int)(body + length), 4)))
        {
            Warn(at + 4, $"the track's {length} bytes end where no chunk starts; read up to its end-of-track event");
            length = b.Length - body;
            lengthIsRight = false;
        }
        if (isTrack)
        {
            long end = Track(body, (int)(body + length), lengthIsRight, tracks);
            // where the length is wrong, the end-of-track event and what follows it are right
            return b[(int)end..].StartsWith("MTrk"u8) ? end : body + length;
        }
        if (!IsChunkId(b.Slice(at, 4)))
        {
            // not a chunk: look for the next track
            int next = b[at..].IndexOf("MTrk"u8);
            Warn(at, $"{(next < 0 ? b.Length - at : next)} bytes that are no chunk passed over");
            return next < 0 ? b.Length : at + next;
        }
        unknown.Add(new MidiChunk(Encoding.Latin1.GetString(b.Slice(at, 4)), _bytes.Slice(body, (int)length), tracks.Count));
        return body + length;
    }

    private static bool IsChunkId(ReadOnlySpan<byte> id)
    {
        foreach (byte c in id)
        {
            if (c is < 0x20 or > 0x7E)
                return false;
        }
        return true;
    }

    /// <summary>Reads the events of a track and returns the offset after its last one.</summary>
    /// <remarks>Some programs put an end of track too early: where the chunk's length is right, events may follow it.</remarks>
    private int Track(int at, int end, bool lengthIsRight, List<MidiTrack> tracks)
    {
        List<MidiEvent> events = [];
        long tick = 0;
        TrackEnd ended = Events(ref at, end, events, ref tick);
        if (ended == TrackEnd.BytesEnd)
            Warn(at, "the track has no end-of-track event");
        for (
            bool told = false;
            ended == TrackEnd.EndOfTrack && lengthIsRight && at < end && !_bytes.Span[at..].StartsWith("MTrk"u8);

        )
        {
            int after = at,
                count = events.Count,
                warnings = _warnings.Count,
                troubles = _troubles;
            long endTick = tick;
            ended = Events(ref at, end, events, ref tick);
            // only what reads as events to the chunk's end is music: the rest is what an editor left there
            if (_troubles > troubles || events.Count == count)
            {
                events.RemoveRange(count, events.Count - count);
                _warnings.RemoveRange(warnings, _warnings.Count - warnings);
                tick = endTick;
                if (_bytes.Span[after..end].ContainsAnyExcept((byte)0))
                    Warn(after, $"{end - after} bytes after the end-of-track event passed over");
                at = end;
                break;
            }
            if (!told)
                Warn(after, "events after an early end-of-track event are read, too");
            told = true;
        }
        tracks.Add(new MidiTrack(events, tick));
        return at;
    }

    /// <summary>Reads events up to an end of track, the end of the bytes or what cannot be read.</summary>
    private TrackEnd Events(ref int at, int end, List<MidiEvent> events, ref long tick)
    {
        ReadOnlySpan<byte> b = _bytes.Span;
        int running = 0;
        while (at < end)
        {
            int eventAt = at;
            if (!Number(b, ref at, end, out uint delta) || at >= end)
            {
                Warn(eventAt, "the track is cut inside an event");
                at = end;
                return TrackEnd.Cut;
            }
            tick += delta;
            int status = b[at];
            if (status >= 0x80)
            {
                at++;
            }
            else if (running != 0)
            {
                status = running;
            }
            else
            {
                Warn(at, $"data byte 0x{status:X2} without a status byte passed over");
                at++;
                continue;
            }

            if (status < 0xF0)
            {
                running = status;
                if (!ChannelMessage(b, ref at, end, tick, status, events))
                    return TrackEnd.Cut;
            }
            else if (status is 0xF0 or 0xF7 or 0xFF)
            {
                if (!LongEvent(b, ref at, end, tick, status, events, out bool ended))
                    return ended ? TrackEnd.EndOfTrack : TrackEnd.Cut;
            }
            else
            {
                // system common and real-time messages have no place in a file; their data bytes go with them
                Warn(eventAt, $"system message 0x{status:X2} passed over");
                at = Math.Min(
                    end,
                    at
                        + status switch
                        {
                            0xF1 or 0xF3 => 1,
                            0xF2 => 2,
                            _ => 0,
                        }
                );
            }
        }
        return TrackEnd.BytesEnd;
    }

    private bool ChannelMessage(ReadOnlySpan<byte> b, ref int at, int end, long tick, int status, List<MidiEvent> events)
    {
        int count = MidiEvent.DataBytes(status);
        if (at + count > end)
        {
            Warn(at, "the track is cut inside an event");
            at = end;
            return false;
        }
        byte data1 = b[at],
            data2 = count == 2 ? b[at + 1] : (byte)0;
        if ((data1 | data2) >= 0x80)
        {
            Warn(at, $"data of message 0x{status:X2} above 127 taken as 127");
            data1 = Math.Min(data1, (byte)127);
            data2 = Math.Min(data2, (byte)127);
        }
        at += count;
        events.Add(MidiEvent.ChannelMessage(tick, (byte)status, data1, data2));
        return true;
    }

    /// <summary>
    /// Reads a system exclusive or meta event; false at the end of the track or where nothing more can be read.
    /// </summary>
    private bool LongEvent(
        ReadOnlySpan<byte> b,
        ref int at,
        int end,
        long tick,
        int status,
        List<MidiEvent> events,
        out bool ended
    )
    {
        int eventAt = at,
            type = 0;
        ended = false;
        if (status == 0xFF && at < end)
            type = b[at++] & 127;
        if (!Number(b, ref at, end, out uint length) || length > end - at)
        {
            Warn(eventAt, "an event's length reaches past the end of the track");
            at = end;
            return false;
        }
        ReadOnlyMemory<byte> payload = _bytes.Slice(at, (int)length);
        at += (int)length;
        if (status == 0xFF && type == MidiMeta.EndOfTrack)
        {
            ended = true;
            return false;
        }
        events.Add(
            status switch
            {
                0xFF => MidiEvent.Meta(tick, type, payload),
                0xF0 => MidiEvent.SystemExclusive(tick, payload),
                _ => MidiEvent.Escape(tick, payload),
            }
        );
        return true;
    }

    /// <summary>A variable-length number of at most four bytes.</summary>
    private static bool Number(ReadOnlySpan<byte> b, ref int at, int end, out uint value)
    {
        value = 0;
        for (int i = 0; i < 4 && at < end; i++)
        {
            byte next = b[at++];
            value = value << 7 | (uint)(next & 127);
            if (next < 0x80)
                return true;
        }
        return false;
    }

    private void Warn(long offset, string reason)
    {
        _troubles++;
        if (_warnings.Count < MidiFile.MaxWarnings)
            _warnings.Add(new ReadError(_name, PositionUnit.Offset, offset, reason));
    }

    private enum TrackEnd
    {
        EndOfTrack,
        BytesEnd,
        Cut,
    }
}
