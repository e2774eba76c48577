using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using LakhNes.Score.Registers;

namespace LakhNes.Score.Vgm;

/// <summary>Reads one VGM file.</summary>
internal sealed class VgmReader(ReadOnlyMemory<byte> bytes, string name)
{
    private const int MaxWarnings = 32,
        Gd3Header = 12;
    private const int BlockType = 0x100,
        SecondChip = 0x200,
        FamicomDiskSystem = 0x201,
        OtherStream = 0x202;
    private const byte NesSamples = 0x07,
        NesMemory = 0xC2,
        SecondChipFlag = 0x80,
        FirstCompressed = 0x40;
    private const int BankCount = 0x40;

    // waits are at most 65535 a command, so no file that fits into memory reaches it
    private const int NtscFrame = 735,
        PalFrame = 882;

    private readonly ImmutableArray<RegisterWrite>.Builder _writes = ImmutableArray.CreateBuilder<RegisterWrite>(
        bytes.Length / 5 + 16
    );
    private readonly List<SampleBlock> _samples = [];
    private readonly List<ReadError> _warnings = [];
    private readonly HashSet<int> _passedOver = []; // kinds that were warned about: a command, or one of the codes above
    private readonly VgmDataBank?[] _banks = new VgmDataBank?[BankCount];
    private readonly VgmStreams _streams = new();
    private int _streamed;

    private ReadOnlySpan<byte> Bytes => bytes.Span;

    public RegisterLog Read()
    {
        if (!Bytes.StartsWith("Vgm "u8))
            throw Fail(0, "no VGM header");
        if (Bytes.Length < VgmHeader.ShortLength)
            throw Fail(0, "the header is cut short");
        uint version = Field(VgmHeader.Version);
        uint relative = version >= 0x150 ? Field(VgmHeader.DataOffset) : 0;
        int start = relative == 0 ? VgmHeader.ShortLength : Position(VgmHeader.DataOffset, relative, "the data offset");
        uint clock = version >= VgmHeader.FirstVersionWithNes && start >= VgmHeader.NesClock + 4 ? Field(VgmHeader.NesClock) : 0;
        if (clock == 0)
            throw Fail(VgmHeader.Version, $"version {version >> 8:x}.{version & 0xFF:x2} without an NES sound chip");
        int hertz = (int)(clock & VgmHeader.ClockMask);
        if (!RegisterLog.CanFollow(hertz))
            Warn(VgmHeader.NesClock, $"a chip clock of {hertz} Hz is not followed");
        if ((clock & VgmHeader.FamicomDiskSystem) != 0)
            Warn(VgmHeader.NesClock, "the Famicom Disk System's own channel is passed over");
        if ((clock & VgmHeader.SecondChip) != 0)
            Warn(VgmHeader.NesClock, "a second chip is passed over");

        uint loopField = Field(VgmHeader.LoopOffset);
        int loopAt = loopField == 0 ? -1 : Position(VgmHeader.LoopOffset, loopField, "the loop offset");
        (long length, RegisterLoop? loop) = Commands(start, loopAt);
        if (length != Field(VgmHeader.TotalSamples))
            Warn(VgmHeader.TotalSamples, $"the header says {Field(VgmHeader.TotalSamples)} samples, the commands wait {length}");
        return new RegisterLog(hertz, _writes.DrainToImmutable(), length, loop, _samples, Tag(), _warnings);
    }

    private (long Length, RegisterLoop? Loop) Commands(int at, int loopAt)
    {
        ReadOnlySpan<byte> b = Bytes;
        long time = 0;
        RegisterLoop? loop = null;
        int wait62 = NtscFrame,
            wait63 = PalFrame;
        while (true)
        {
            if (at == loopAt)
                loop = new RegisterLoop(time, _writes.Count);
            if (at >= b.Length)
            {
                Warn(at, "no end command");
                break;
            }
            byte command = b[at];
            if (command == 0x66)
                break;
            int operands = Operands(command, at);
            if (at + 1 + operands > b.Length)
            {
                Warn(at, $"command 0x{command:X2} is cut short");
                break;
            }
            switch (command)
            {
                case 0x61:
                    Wait(ref time, Word(at + 1), at);
                    break;
                case 0x62:
                    Wait(ref time, wait62, at);
                    break;
                case 0x63:
                    Wait(ref time, wait63, at);
                    break;
                case 0x64 when b[at + 1] == 0x62:
                    wait62 = Word(at + 2);
                    break;
                case 0x64 when b[at + 1] == 0x63:
                    wait63 = Word(at + 2);
                    break;
                case 0x67:
                    operands += Block(at);
                    break;
                case 0x68:
                    MemoryWrite(at);
                    break;
                case >= 0x90 and <= 0x95:
                    StreamCommand(command, at, time);
                    break;
                case >= 0x70 and <= 0x7F:
                    Wait(ref time, (command & 15) + 1, at);
                    break;
                case >= 0x80 and <= 0x8F:
                    Wait(ref time, command & 15, at);
                    break; // a YM2612 sample and a wait
                case 0xB4:
                    Write(at, time, b[at + 1], b[at + 2]);
                    break;
                default:
                    if (_passedOver.Add(command))
                        Warn(at, $"command 0x{command:X2} of another chip is passed over");
                    break;
            }
            at += 1 + operands;
        }
        if (loopAt >= 0 && loop == null)
            Warn(VgmHeader.LoopOffset, "the loop offset meets no command");
        return (time, loop);
    }

    /// <summary>How many bytes follow a command byte; for data blocks the seven bytes of their head.</summary>
    private int Operands(byte command, int at) =>
        command switch
        {
            0x61 => 2,
            0x62 or 0x63 => 0,
            0x64 => 3,
            0x67 => 6,
            0x68 => 11,
            0x90 or 0x91 or 0x95 => 4,
            0x92 => 5,
            0x93 => 10,
            0x94 => 1,
            >= 0x30 and <= 0x3F => 1,
            >= 0x40 and <= 0x4E => 2,
            0x4F or 0x50 => 1,
            >= 0x51 and <= 0x5F => 2,
            >= 0x70 and <= 0x8F => 0,
            >= 0xA0 and <= 0xBF => 2,
            >= 0xC0 and <= 0xDF => 3,
            >= 0xE0 => 4,
            _ => throw Fail(at, $"command 0x{command:X2} is none of VGM's"),
        };

    /// <summary>Reads the data block at an offset and returns the length of its data.</summary>
    private int Block(int at)
    {
        const int Head = 7;
        byte type = Bytes[at + 2];
        uint size = Field(at + 3) & 0x7FFF_FFFF;
        bool ofSecondChip = (Field(at + 3) & 0x8000_0000) != 0;
        if (Bytes[at + 1] != 0x66)
            throw Fail(at, "a data block without its compatibility byte");
        if (size > Bytes.Length - at - Head)
        {
            Warn(at, $"a data block of {size} bytes reaches past the end of the file");
            return Bytes.Length - at - Head;
        }
        if (ofSecondChip)
            WarnOnce(SecondChip, at, "the second chip is passed over");
        else if (type == NesMemory && size >= 2) // address, then bytes
            _samples.Add(new SampleBlock(Word(at + Head), bytes.Slice(at + Head + 2, (int)size - 2), _writes.Count));
        else if (type < FirstCompressed)
            (_banks[type] ??= new VgmDataBank()).Add(bytes.Slice(at + Head, (int)size));
        else if (_passedOver.Add(BlockType + type))
            Warn(at, $"a data block of type 0x{type:X2} is passed over");
        return (int)size;
    }

    private void Write(int at, long time, int register, byte value)
    {
        if (register <= 0x17)
            Write(time, register, value);
        else if ((register & SecondChipFlag) != 0)
            WarnOnce(SecondChip, at, "the second chip is passed over");
        else
            WarnOnce(FamicomDiskSystem, at, "the Famicom Disk System's registers are passed over");
    }

    private void Write(long time, int register, byte value) =>
        _writes.Add(new RegisterWrite(time, (ushort)(0x4000 + register), value));

    /// <summary>Lets time pass, in which streams write.</summary>
    private void Wait(ref long time, int samples, int at)
    {
        if (_streams.IsRunning)
            _streams.PlayTo(
                time + samples,
                (when, register, value) =>
                {
                    if (++_streamed > VgmFile.MostStreamed)
                    {
                        Warn(at, $"streams write more than {VgmFile.MostStreamed} values; the rest is passed over");
                        _streams.Stop(0xFF);
                        return false;
                    }
                    Write(when, register, value);
                    return true;
                }
            );

        time += samples;
    }

    /// <summary>Command 68: bytes of a data bank go into a chip's memory.</summary>
    private void MemoryWrite(int at)
    {
        if (Bytes[at + 1] is not (0x66 or 0x6C))
            throw Fail(at, "a memory write without its compatibility byte");
        byte chip = Bytes[at + 2];
        if (chip != NesSamples)
        {
            WarnOnce(
                chip == (NesSamples | SecondChipFlag) ? SecondChip : 0x68,
                at,
                chip == (NesSamples | SecondChipFlag)
                    ? "the second chip is passed over"
                    : $"a memory write of chip type 0x{chip:X2} is passed over"
            );
            return;
        }
        int address = Triple(at + 6) & 0xFFFF,
            size = Triple(at + 9);
        if (size == 0)
            size = 1 << 24;
        foreach (ReadOnlyMemory<byte> part in _banks[NesSamples]?.Slice(Triple(at + 3), Math.Min(size, 0x10000 - address)) ?? [])
        {
            _samples.Add(new SampleBlock(address, part, _writes.Count));
            address += part.Length;
        }
    }

    private void StreamCommand(byte command, int at, long time)
    {
        byte stream = Bytes[at + 1];
        switch (command)
        {
            // chip type, port, register
            case 0x90 when Bytes[at + 2] == VgmStreams.NesChip && Bytes[at + 4] <= 0x17:
                _streams.SetUp(stream, Bytes[at + 4]);
                break;
            case 0x90:
                WarnOnce(OtherStream, at, $"a stream to chip type 0x{Bytes[at + 2]:X2} is passed over");
                break;
            case 0x91 when Bytes[at + 2] < BankCount:
                _streams.SetData(stream, _banks[Bytes[at + 2]] ??= new VgmDataBank(), Bytes[at + 3], Bytes[at + 4]);
                break;
            case 0x92:
                _streams.SetRate(stream, Field(at + 2));
                break;
            case 0x93:
                _streams.Start(stream, Field(at + 2), Bytes[at + 6], Field(at + 7), time);
                break;
            case 0x94:
                _streams.Stop(stream);
                break;
            case 0x95:
                _streams.StartBlock(stream, Word(at + 2), Bytes[at + 4], time);
                break;
        }
    }

    private Gd3Tag Tag()
    {
        uint field = Field(VgmHeader.Gd3Offset);
        if (field == 0)
            return Gd3Tag.Empty;
        long at = VgmHeader.Gd3Offset + (long)field;
        if (at + Gd3Header > Bytes.Length || !Bytes[(int)at..].StartsWith("Gd3 "u8))
        {
            Warn(VgmHeader.Gd3Offset, "no GD3 tag where the header says");
            return Gd3Tag.Empty;
        }
        ReadOnlySpan<byte> texts = Bytes[(int)(at + Gd3Header)..];
        texts = texts[..(int)Math.Min(Field((int)at + 8), texts.Length)];
        string[] strings = new string[11];
        for (int i = 0; i < strings.Length; i++)
            strings[i] = Text(ref texts);
        return new Gd3Tag
        {
            Track = strings[0],
            TrackOriginal = strings[1],
            Game = strings[2],
            GameOriginal = strings[3],
            System = strings[4],
            SystemOriginal = strings[5],
            Author = strings[6],
            AuthorOriginal = strings[7],
            Date = strings[8],
            Ripper = strings[9],
            Notes = strings[10],
        };
    }

    /// <summary>Takes a text of UTF-16 units that ends with a zero unit.</summary>
    private static string Text(ref ReadOnlySpan<byte> texts)
    {
        int length = 0;
        while (length + 2 <= texts.Length && (texts[length] | texts[length + 1]) != 0)
            length += 2;
        string text = Encoding.Unicode.GetString(texts[..length]);
        texts = texts[Math.Min(length + 2, texts.Length)..];
        return text;
    }

    private uint Field(int at) => BinaryPrimitives.ReadUInt32LittleEndian(Bytes[at..]);

    private int Word(int at) => BinaryPrimitives.ReadUInt16LittleEndian(Bytes[at..]);

    private int Triple(int at) => Word(at) | Bytes[at + 2] << 16;

    private void WarnOnce(int kind, int at, string reason)
    {
        if (_passedOver.Add(kind))
            Warn(at, reason);
    }

    private int Position(int field, uint relative, string what)
    {
        long at = field + (long)relative;
        return at <= Bytes.Length ? (int)at : throw Fail(field, $"{what} points past the end of the file");
    }

    private ScoreFormatException Fail(long offset, string reason) => ScoreFormatException.AtOffset(name, offset, reason);

    private void Warn(long offset, string reason)
    {
        if (_warnings.Count < MaxWarnings)
            _warnings.Add(new ReadError(name, PositionUnit.Offset, offset, reason));
    }
}
