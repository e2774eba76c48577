using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using LakhNes.Score.Registers;

namespace LakhNes.Score.Vgm;

/// <summary>Writes a log as a VGM file of version 1.61, the first that knows the NES.</summary>
internal static class VgmWriter
{
    private const int LongestWait = 65535;

    public static byte[] Write(RegisterLog log)
    {
        ArrayBufferWriter<byte> commands = new();
        long time = 0;
        int block = 0,
            loopAt = -1;
        for (int i = 0; i <= log.Writes.Length; i++)
        {
            long next = i < log.Writes.Length ? log.Writes[i].Time : log.Length;
            for (; block < log.Samples.Count && log.Samples[block].BeforeWrite <= i; block++)
                Block(commands, log.Samples[block]);
            if (log.Loop is { } loop && loop.WriteIndex == i)
            {
                // the loop starts between the wait up to its time and the wait up to its first write
                long start = Math.Clamp(loop.Time, time, next);
                Wait(commands, start - time);
                time = start;
                loopAt = VgmHeader.Length + commands.WrittenCount;
            }
            Wait(commands, next - time);
            time = next;
            if (i < log.Writes.Length)
                Bytes(commands, 0xB4, (byte)(log.Writes[i].Address - 0x4000), log.Writes[i].Value);
        }
        Bytes(commands, 0x66);

        byte[] tag = Tag(log.Tag);
        byte[] file = new byte[VgmHeader.Length + commands.WrittenCount + tag.Length];
        "Vgm "u8.CopyTo(file);
        commands.WrittenSpan.CopyTo(file.AsSpan(VgmHeader.Length));
        tag.CopyTo(file, VgmHeader.Length + commands.WrittenCount);
        Field(file, VgmHeader.EndOffset, file.Length - VgmHeader.EndOffset);
        Field(file, VgmHeader.Version, VgmHeader.FirstVersionWithNes);
        Field(file, VgmHeader.TotalSamples, log.Length);
        Field(file, VgmHeader.DataOffset, VgmHeader.Length - VgmHeader.DataOffset);
        Field(file, VgmHeader.NesClock, log.Clock);
        if (tag.Length > 0)
            Field(file, VgmHeader.Gd3Offset, VgmHeader.Length + commands.WrittenCount - VgmHeader.Gd3Offset);
        if (loopAt >= 0)
        {
            Field(file, VgmHeader.LoopOffset, loopAt - VgmHeader.LoopOffset);
            Field(file, VgmHeader.LoopSamples, log.Length - log.Loop!.Value.Time);
        }
        return file;
    }

    /// <summary>A wait in the fewest bytes: one for up to 16 samples and for the two frame lengths, else three.</summary>
    private static void Wait(ArrayBufferWriter<byte> to, long samples)
    {
        for (; samples > LongestWait; samples -= LongestWait)
            Bytes(to, 0x61, 0xFF, 0xFF);
        switch (samples)
        {
            case 0:
                break;
            case <= 16:
                Bytes(to, (byte)(0x70 + samples - 1));
                break;
            case 735:
                Bytes(to, 0x62);
                break;
            case 882:
                Bytes(to, 0x63);
                break;
            default:
                Bytes(to, 0x61, (byte)samples, (byte)(samples >> 8));
                break;
        }
    }

    private static void Block(ArrayBufferWriter<byte> to, SampleBlock block)
    {
        Bytes(to, 0x67, 0x66, 0xC2);
        BinaryPrimitives.WriteInt32LittleEndian(to.GetSpan(4), block.Data.Length + 2);
        to.Advance(4);
        Bytes(to, (byte)block.Address, (byte)(block.Address >> 8));
        to.Write(block.Data.Span);
    }

    private static byte[] Tag(Gd3Tag tag)
    {
        if (tag == Gd3Tag.Empty)
            return [];
        string[] texts =
        [
            tag.Track,
            tag.TrackOriginal,
            tag.Game,
            tag.GameOriginal,
            tag.System,
            tag.SystemOriginal,
            tag.Author,
            tag.AuthorOriginal,
            tag.Date,
            tag.Ripper,
            tag.Notes,
        ];
        byte[] body = Encoding.Unicode.GetBytes(
            string.Concat(texts.Select(t => t.Replace("\0", "", StringComparison.Ordinal) + '\0'))
        );
        byte[] bytes = [.. "Gd3 "u8, 0, 1, 0, 0, 0, 0, 0, 0, .. body];
        Field(bytes, 8, body.Length);
        return bytes;
    }

    private static void Field(Span<byte> file, int at, long value) =>
        BinaryPrimitives.WriteUInt32LittleEndian(file[at..], checked((uint)value));

    private static void Bytes(ArrayBufferWriter<byte> to, params ReadOnlySpan<byte> bytes) => to.Write(bytes);
}
