using LakhNes.Nes.Cartridges;
using LakhNes.Nes.Mappers;

namespace LakhNes.Nes.Tests;

public class MapperTests
{
    private const int PrgUnit = 16 * 1024;
    private const int ChrUnit = 4 * 1024;

    [Fact]
    public void ASmallProgramAppearsTwice()
    {
        Mapper nrom = Create(0, prgUnits: 1, chrUnits: 2);
        Assert.Equal((0, 0), (nrom.Read(0x8000, 0xFF), nrom.Read(0xC000, 0xFF)));
        Mapper full = Create(0, prgUnits: 2, chrUnits: 2);
        Assert.Equal((0, 1), (full.Read(0x8000, 0xFF), full.Read(0xC000, 0xFF)));
    }

    [Fact]
    public void RamAt6000KeepsWhatIsWrittenAndNothingAnswersBelow()
    {
        Mapper nrom = Create(0, prgUnits: 1, chrUnits: 2);
        nrom.Write(0, 0x7FFF, 0x12);
        nrom.Write(1, 0x8000, 0x34);
        Assert.Equal((0x12, 0, 0xAB), (nrom.Read(0x7FFF, 0), nrom.Read(0x8000, 0), nrom.Read(0x5000, 0xAB)));
    }

    [Fact]
    public void UxromSwitchesTheLowerHalfAndKeepsTheLastBankAbove()
    {
        Mapper uxrom = Create(2, prgUnits: 8, chrUnits: 0);
        uxrom.Write(0, 0x8000, 5);
        Assert.Equal((5, 7), (uxrom.Read(0x8000, 0), uxrom.Read(0xC000, 0)));
        uxrom.WriteChr(0x1000, 0x42);
        Assert.Equal(0x42, uxrom.ReadChr(0x1000));
    }

    [Fact]
    public void CnromSwitchesPatternRomWhichCannotBeWritten()
    {
        Mapper cnrom = Create(3, prgUnits: 2, chrUnits: 8);
        cnrom.Write(0, 0xFFFF, 2);
        cnrom.WriteChr(0, 0x99);
        Assert.Equal((4, 5), (cnrom.ReadChr(0), cnrom.ReadChr(0x1000)));
    }

    [Fact]
    public void Mmc1TakesFiveBitsLowestFirst()
    {
        Mapper mmc1 = Create(1, prgUnits: 8, chrUnits: 8);
        Assert.Equal((0, 7), (mmc1.Read(0x8000, 0), mmc1.Read(0xC000, 0)));
        WriteSerially(mmc1, 0xE000, 3);
        Assert.Equal((3, 7), (mmc1.Read(0x8000, 0), mmc1.Read(0xC000, 0)));
        // Control: fixed bank below, two pattern banks, vertical mirroring.
        WriteSerially(mmc1, 0x8000, 0b11010);
        WriteSerially(mmc1, 0xA000, 6);
        WriteSerially(mmc1, 0xC000, 1);
        Assert.Equal((0, 3), (mmc1.Read(0x8000, 0), mmc1.Read(0xC000, 0)));
        Assert.Equal((6, 1), (mmc1.ReadChr(0), mmc1.ReadChr(0x1000)));
        Assert.Equal(Mirroring.Vertical, mmc1.Mirroring);
        // Control: 32 KiB program banks, 8 KiB pattern banks, one name table.
        WriteSerially(mmc1, 0x8000, 0b00001);
        Assert.Equal((2, 3), (mmc1.Read(0x8000, 0), mmc1.Read(0xC000, 0)));
        Assert.Equal((6, 7), (mmc1.ReadChr(0), mmc1.ReadChr(0x1000)));
        Assert.Equal(Mirroring.SingleHigh, mmc1.Mirroring);
    }

    [Fact]
    public void Mmc1IgnoresTheSecondOfTwoWritesInConsecutiveCycles()
    {
        Mapper mmc1 = Create(1, prgUnits: 8, chrUnits: 8);
        for (int bit = 0; bit < 5; bit++)
        {
            mmc1.Write(bit * 10, 0xE000, (byte)(5 >> bit & 1));
            mmc1.Write(bit * 10 + 1, 0xE000, 0);
        }
        Assert.Equal(5, mmc1.Read(0x8000, 0));
    }

    [Fact]
    public void Mmc1StartsOverWhenTheTopBitIsWritten()
    {
        Mapper mmc1 = Create(1, prgUnits: 8, chrUnits: 8);
        WriteSerially(mmc1, 0x8000, 0b00001);
        mmc1.Write(1000, 0xE000, 1);
        mmc1.Write(1010, 0xE000, 0x80);
        Assert.Equal(7, mmc1.Read(0xC000, 0));
        WriteSerially(mmc1, 0xE000, 4);
        Assert.Equal(4, mmc1.Read(0x8000, 0));
    }

    private static void WriteSerially(Mapper mapper, int address, int value)
    {
        for (int bit = 0; bit < 5; bit++)
            mapper.Write(100 + bit * 10, address, (byte)(value >> bit & 1));
    }

    /// <summary>Each 16 KiB of program begins with its number, each 4 KiB of patterns too.</summary>
    private static Mapper Create(int number, int prgUnits, int chrUnits)
    {
        byte[] prg = new byte[prgUnits * PrgUnit];
        byte[] chr = new byte[chrUnits * ChrUnit];
        for (int i = 0; i < prgUnits; i++)
            prg[i * PrgUnit] = (byte)i;
        for (int i = 0; i < chrUnits; i++)
            chr[i * ChrUnit] = (byte)i;
        return Mapper.Create(
            new CartridgeImage
            {
                File = "test.nes",
                Mapper = number,
                PrgRom = prg,
                ChrRom = chr,
                Mirroring = Mirroring.Horizontal,
                Region = null,
            }
        );
    }
}
