using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace LakhNes.Score.Midi;

/// <summary>Writes a <see cref="MidiFile"/> as bytes.</summary>
internal static class MidiFileWriter
{
    private const long MaxDelta = 0x0FFFFFFF;

    public static byte[] Write(MidiFile file, bool runningStatus)
    {
        ArrayBufferWriter<byte> bytes = new();
        Span<byte> header = bytes.GetSpan(14);
        "MThd"u8.CopyTo(header);
        BinaryPrimitives.WriteUInt32BigEndian(header[4..], 6);
        BinaryPrimitives.WriteUInt16BigEndian(header[8..], (ushort)file.Format);
        BinaryPrimitives.WriteUInt16BigEndian(header[10..], checked((ushort)file.Tracks.Count));
        BinaryPrimitives.WriteUInt16BigEndian(header[12..], file.Division.Raw);
        bytes.Advance(14);

        ArrayBufferWriter<byte> body = new();
        for (int i = 0; i <= file.Tracks.Count; i++)
        {
            foreach (MidiChunk chunk in file.UnknownChunks)
            {
                // chunks that claim to stand after more tracks than there are come last
                if (Math.Min(chunk.TracksBefore, file.Tracks.Count) == i)
                    Chunk(bytes, Encoding.Latin1.GetBytes(chunk.Id), chunk.Data.Span);
            }
            if (i == file.Tracks.Count)
                break;
            body.ResetWrittenCount();
            Track(body, file.Tracks[i], runningStatus);
            Chunk(bytes, "MTrk"u8, body.WrittenSpan);
        }
        return bytes.WrittenSpan.ToArray();
    }

    private static void Chunk(ArrayBufferWriter<byte> bytes, ReadOnlySpan<byte> id, ReadOnlySpan<byte> data)
    {
        bytes.Write(id);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.GetSpan(4), (uint)data.Length);
        bytes.Advance(4);
        bytes.Write(data);
    }

    private static void Track(ArrayBufferWriter<byte> bytes, MidiTrack track, bool runningStatus)
    {
        long tick = 0;
        int running = 0; // 0: no status to repeat
        foreach (MidiEvent e in track.Events)
        {
            Delta(bytes, e.Tick - tick, ref running);
            tick = e.Tick;
            if (e.IsChannelMessage)
            {
                if (!runningStatus || e.Status != running)
                    Byte(bytes, e.Status);
                running = e.Status;
                Byte(bytes, e.Data1);
                if (MidiEvent.DataBytes(e.Status) == 2)
                    Byte(bytes, e.Data2);
                continue;
            }
            running = 0; // system exclusive and meta events cancel running status
            Byte(bytes, e.Status);
            if (e.Kind == MidiEventKind.Meta)
                Byte(bytes, e.Data1);
            Number(bytes, (uint)e.Payload.Length);
            bytes.Write(e.Payload.Span);
        }
        Delta(bytes, track.EndTick - tick, ref running);
        bytes.Write<byte>([0xFF, MidiMeta.EndOfTrack, 0]);
    }

    /// <summary>The wait before an event; one that is longer than the format can hold is bridged by empty text events.</summary>
    private static void Delta(ArrayBufferWriter<byte> bytes, long delta, ref int running)
    {
        for (; delta > MaxDelta; delta -= MaxDelta)
        {
            Number(bytes, (uint)MaxDelta);
            bytes.Write<byte>([0xFF, MidiMeta.Text, 0]);
            running = 0;
        }
        Number(bytes, (uint)delta);
    }

    /// <summary>A variable-length number: seven bits a byte, high part first, all but the last with bit 7 set.</summary>
    private static void Number(ArrayBufferWriter<byte> bytes, uint value)
    {
        for (int shift = 21; shift > 0; shift -= 7)
        {
            if (value >> shift != 0)
                Byte(bytes, (byte)(value >> shift & 127 | 128));
        }
        Byte(bytes, (byte)(value & 127));
    }

    private static void Byte(ArrayBufferWriter<byte> bytes, byte value)
    {
        bytes.GetSpan(1)[0] = value;
        bytes.Advance(1);
    }
}
