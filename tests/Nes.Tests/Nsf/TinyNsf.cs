using System.Buffers.Binary;
using LakhNes.Nes.Nsf;

namespace LakhNes.Nes.Tests.Nsf;

/// <summary>Builds small NSF files.</summary>
internal static class TinyNsf
{
    public const int HeaderLength = 128;
    public const int Init = 0x8000;
    public const int Play = 0x8080;

    /// <summary>A file with init at $8000 and play at $8080, at 1/100 s (NTSC) and 1/50 s (PAL) a call.</summary>
    public static byte[] Build(ReadOnlySpan<byte> init, ReadOnlySpan<byte> play)
    {
        byte[] program = new byte[0x100];
        init.CopyTo(program);
        play.CopyTo(program.AsSpan(Play - Init));
        return Build(program);
    }

    public static byte[] Build(ReadOnlySpan<byte> program)
    {
        byte[] file = new byte[HeaderLength + program.Length];
        "NESM\x1A\x01\x03\x02"u8.CopyTo(file);
        SetWord(file, 0x08, Init);
        SetWord(file, 0x0A, Init);
        SetWord(file, 0x0C, Play);
        "Title"u8.CopyTo(file.AsSpan(0x0E));
        "An artist whose name takes all 32"u8[..32].CopyTo(file.AsSpan(0x2E));
        SetWord(file, 0x6E, 10_000);
        SetWord(file, 0x78, 20_000);
        program.CopyTo(file.AsSpan(HeaderLength));
        return file;
    }

    public static NsfFile Read(byte[] file) => NsfReader.Read(file, "tiny.nsf");

    public static void SetWord(byte[] file, int offset, int value) =>
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(offset), (ushort)value);
}
