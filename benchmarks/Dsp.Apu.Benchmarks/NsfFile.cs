using System.Buffers.Binary;
using System.Text;

namespace LakhNes.Dsp.Apu.Benchmarks;

/// <summary>
/// Writes an NSF whose play routine streams register writes from a table, frame by frame, for ever (NESdev wiki, "NSF").
/// </summary>
public static class NsfFile
{
    /// <summary>The header's play period in microseconds: the NTSC frame.</summary>
    public const int PlayMicroseconds = 16639;

    private const int LoadAddress = 0x8000;
    private const int TableAddress = 0x8100;
    private const byte EndOfFrame = 0xFF;
    private const byte EndOfSong = 0xFE;

    public static byte[] Make(RegisterWrite[][] frames)
    {
        List<byte> program = [.. Routines()];
        program.AddRange(new byte[TableAddress - LoadAddress - program.Count]);
        foreach (RegisterWrite[] frame in frames)
        {
            foreach (RegisterWrite write in frame)
                program.AddRange([write.Register, write.Value]);
            program.Add(EndOfFrame);
        }
        program.Add(EndOfSong);
        if (program.Count > 0x8000)
            throw new InvalidOperationException("The song does not fit below $FFFF.");
        return [.. Header(), .. program];
    }

    private static byte[] Header()
    {
        byte[] header = new byte[0x80];
        "NESM\x1a"u8.CopyTo(header);
        header[5] = 1;
        header[6] = 1;
        header[7] = 1;
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(0x08), LoadAddress);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(0x0A), LoadAddress);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(0x0C), LoadAddress + 0x10);
        Encoding.ASCII.GetBytes("Benchmark", header.AsSpan(0x0E));
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(0x6E), PlayMicroseconds);
        return header;
    }

    /// <summary>init at $8000, play at $8010; $00-$01 point at the frame to come.</summary>
    private static byte[] Routines() =>
        [
            0xA9,
            TableAddress & 0xFF, // LDA #<table
            0x85,
            0x00, // STA $00
            0xA9,
            TableAddress >> 8, // LDA #>table
            0x85,
            0x01, // STA $01
            0x60, // RTS
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0xA0,
            0x00, // play:  LDY #0
            0xB1,
            0x00, // next:  LDA ($00),Y
            0x30,
            0x09, //        BMI end
            0xAA, //        TAX
            0xC8, //        INY
            0xB1,
            0x00, //        LDA ($00),Y
            0x9D,
            0x00,
            0x40, //        STA $4000,X
            0xC8, //        INY
            0x10,
            0xF2, //        BPL next
            0xC8, // end:   INY
            0x98, //        TYA
            0x18, //        CLC
            0x65,
            0x00, //        ADC $00
            0x85,
            0x00, //        STA $00
            0x90,
            0x02, //        BCC same
            0xE6,
            0x01, //        INC $01
            0xA0,
            0x00, // same:  LDY #0
            0xB1,
            0x00, //        LDA ($00),Y
            0xC9,
            EndOfSong, //        CMP #EndOfSong
            0xF0,
            0xD3, //        BEQ init
            0x60, //        RTS
        ];
}
