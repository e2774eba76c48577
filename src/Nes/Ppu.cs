using LakhNes.Dsp.Apu;
using LakhNes.Nes.Mappers;

namespace LakhNes.Nes;

/// <summary>
/// The PPU's registers, without a picture: memory access, scroll, vertical blank. Source: the NESdev wiki's "PPU registers".
/// </summary>
public sealed class Ppu
{
    private readonly PpuMemory _memory;
    private readonly byte[] _oam = new byte[256];
    private byte _oamAddress;
    private byte _latch;
    private byte _readBuffer;
    private bool _secondWrite;
    private bool _stepsByRow;

    // The address in use and the one being put together by $2000, $2005 and $2006: yyy NN YYYYY XXXXX.
    private int _address;
    private int _nextAddress;

    /// <summary>Makes a PPU at power-on.</summary>
    /// <param name="mapper">The cartridge.</param>
    /// <param name="region">The console.</param>
    public Ppu(Mapper mapper, ApuRegion region)
    {
        _memory = new PpuMemory(mapper);
        Timing = new PpuTiming(region);
    }

    /// <summary>The beam and the vertical blank.</summary>
    public PpuTiming Timing { get; }

    /// <summary>The reset button: control registers are cleared, memory stays.</summary>
    public void Reset()
    {
        WriteControl(0);
        WriteMask(0);
        _nextAddress = 0;
        _secondWrite = false;
        _readBuffer = 0;
    }

    /// <summary>Reads a register.</summary>
    /// <param name="register">0 to 7, for $2000 to $2007.</param>
    public byte Read(int register)
    {
        switch (register)
        {
            case 2:
                _latch = (byte)(_latch & 0x1F | (Timing.ReadVerticalBlank() ? 0x80 : 0));
                _secondWrite = false;
                break;
            case 4:
                _latch = _oam[_oamAddress];
                break;
            case 7:
                _latch = ReadData();
                break;
        }
        // The other registers cannot be read: the bus still holds the last byte.
        return _latch;
    }

    /// <summary>Writes a register.</summary>
    /// <param name="register">0 to 7, for $2000 to $2007.</param>
    /// <param name="value">The byte on the data bus.</param>
    public void Write(int register, byte value)
    {
        _latch = value;
        switch (register)
        {
            case 0:
                WriteControl(value);
                break;
            case 1:
                WriteMask(value);
                break;
            case 3:
                _oamAddress = value;
                break;
            case 4:
                WriteOam(value);
                break;
            case 5:
                WriteScroll(value);
                break;
            case 6:
                WriteAddress(value);
                break;
            case 7:
                _memory.Write(_address & 0x3FFF, value);
                StepAddress();
                break;
        }
    }

    /// <summary>
    /// The tiles of one row of the screen, from the name table and row that the scroll registers put at the top.
    /// </summary>
    /// <param name="row">0 to 29.</param>
    /// <param name="tiles">Receives the row's 32 tile numbers.</param>
    public void ReadRow(int row, Span<byte> tiles)
    {
        int top = _nextAddress >> 5 & 0x1F;
        int line = (top + row) % 30;
        int table = 0x2000 | _nextAddress & 0x0C00;
        // Running off the bottom goes to the name table below.
        if (top + row >= 30)
            table ^= 0x0800;
        for (int column = 0; column < tiles.Length; column++)
            tiles[column] = _memory.Read(table + line * 32 + column);
    }

    private void WriteControl(byte value)
    {
        Timing.NmiEnabled = (value & 0x80) != 0;
        _stepsByRow = (value & 0x04) != 0;
        _nextAddress = _nextAddress & ~0x0C00 | (value & 0x03) << 10;
    }

    private void WriteMask(byte value) => Timing.Rendering = (value & 0x18) != 0;

    private void WriteOam(byte value)
    {
        // Bits 2 to 4 of a sprite's attribute byte do not exist.
        _oam[_oamAddress] = (_oamAddress & 3) == 2 ? (byte)(value & 0xE3) : value;
        _oamAddress++;
    }

    private void WriteScroll(byte value)
    {
        // The fine X scroll only matters to a picture.
        _nextAddress = _secondWrite
            ? _nextAddress & ~0x73E0 | (value & 0x07) << 12 | (value & 0xF8) << 2
            : _nextAddress & ~0x001F | value >> 3;
        _secondWrite = !_secondWrite;
    }

    private void WriteAddress(byte value)
    {
        if (_secondWrite)
        {
            _nextAddress = _nextAddress & 0x7F00 | value;
            _address = _nextAddress;
        }
        else
        {
            _nextAddress = _nextAddress & 0x00FF | (value & 0x3F) << 8;
        }
        _secondWrite = !_secondWrite;
    }

    private byte ReadData()
    {
        int address = _address & 0x3FFF;
        byte value = PpuMemory.IsPalette(address) ? (byte)(_latch & 0xC0 | _memory.ReadPalette(address)) : _readBuffer;
        _readBuffer = _memory.Read(address);
        StepAddress();
        return value;
    }

    private void StepAddress() => _address = _address + (_stepsByRow ? 32 : 1) & 0x7FFF;
}
