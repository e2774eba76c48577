using LakhNes.Nes.Cartridges;

namespace LakhNes.Nes.Tests;

/// <summary>Assembles a small NROM cartridge by hand: code from $C000, vectors at the end.</summary>
internal sealed class TinyProgram
{
    public const int Origin = 0xC000;

    private const int PrgLength = 16 * 1024;
    private const int VectorsOffset = 0x3FFA;
    private const byte ReturnFromInterrupt = 0x40;

    private readonly byte[] _prg = new byte[PrgLength];
    private int _length;

    public TinyProgram()
    {
        // Both handlers only return; the byte lies before the vectors.
        Patch(0xFFF9, ReturnFromInterrupt);
        SetVector(0xFFFA, 0xFFF9);
        SetVector(0xFFFC, Origin);
        SetVector(0xFFFE, 0xFFF9);
    }

    /// <summary>The address of the next instruction.</summary>
    public int Here => Origin + _length;

    public TinyProgram Code(params ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_prg.AsSpan(_length));
        _length += bytes.Length;
        return this;
    }

    /// <summary>LDA #value, STA address.</summary>
    public TinyProgram Store(int address, int value) => Code(0xA9, (byte)value, 0x8D, (byte)address, (byte)(address >> 8));

    public TinyProgram Store(int address, ReadOnlySpan<byte> values)
    {
        foreach (byte value in values)
            Store(address++, value);
        return this;
    }

    /// <summary>Sets the PPU's address to a place in the first name table and prints there.</summary>
    public TinyProgram Print(int row, string text)
    {
        int address = 0x2000 + row * 32 + 2;
        Store(0x2006, address >> 8).Store(0x2006, address & 0xFF);
        foreach (char character in text)
            Store(0x2007, character);
        return Store(0x2006, 0).Store(0x2006, 0);
    }

    /// <summary>Passes about the given time in a loop of 1284 cycles.</summary>
    public TinyProgram Wait(double milliseconds)
    {
        for (int loops = (int)(milliseconds * 1789.773 / 1284); loops > 0; loops -= 255)
            Code(0xA2, (byte)Math.Min(loops, 255), 0xA0, 0x00, 0x88, 0xD0, 0xFD, 0xCA, 0xD0, 0xF8);
        return this;
    }

    /// <summary>JMP to itself.</summary>
    public TinyProgram Stop() => Jump(Here);

    public TinyProgram Jump(int address) => Code(0x4C, (byte)address, (byte)(address >> 8));

    /// <summary>Pads with NOPs up to an address.</summary>
    public TinyProgram PadTo(int address)
    {
        while (Here < address)
            Code(0xEA);
        return this;
    }

    public TinyProgram SetVector(int vector, int address)
    {
        _prg[VectorsOffset + vector - 0xFFFA] = (byte)address;
        _prg[VectorsOffset + vector - 0xFFFA + 1] = (byte)(address >> 8);
        return this;
    }

    /// <summary>Puts bytes at an address in $C000-$FFFF.</summary>
    public TinyProgram Patch(int address, params ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_prg.AsSpan(address - Origin));
        return this;
    }

    /// <summary>The cartridge as an iNES file: one unit of program, pattern RAM.</summary>
    public byte[] ToFile() => [.. "NES\x1A"u8, 1, 0, 0, 0, .. new byte[8], .. _prg];

    public CartridgeImage ToImage() => InesReader.Read(ToFile(), "tiny.nes");
}
