using System.Buffers.Binary;
using LakhNes.Score.Registers;
using LakhNes.Score.Vgm;

namespace LakhNes.Score.Tests.Vgm;

/// <summary>
/// Commands of VGM 1.72 that move samples: blocks, memory writes, streams; and chips that are not quite a console's.
/// </summary>
public class VgmCommandTests
{
    private static readonly byte[] Second = [0x61, 0x44, 0xAC];
    private static readonly byte[] Enable = [0xB4, 0x15, 0x0F];

    [Theory]
    [InlineData(0x66)]
    [InlineData(0x6C)]
    public void AMemoryWriteBringsWhatABlockBrings(byte compatibility)
    {
        byte[] data = [1, 2, 3, 4, 5, 6];
        RegisterLog direct = Read([.. Block(0xC2, [0x00, 0xC0, .. data]), .. Enable]);
        RegisterLog written = Read([
            .. Block(7, data[..2]),
            .. Block(7, data[2..]),
            .. MemoryWrite(compatibility, 7, 0, 0xC000, 6),
            .. Enable,
        ]);
        Assert.Empty(written.Warnings);
        Assert.Equal(Memory(direct), Memory(written));
        Assert.Equal(
            [3, 4],
            Memory(Read([.. Block(7, data), .. MemoryWrite(compatibility, 7, 2, 0xD000, 2), .. Enable])).Skip(0x1000).Take(2)
        );
    }

    [Fact]
    public void WhatIsOfASecondChipStaysApart()
    {
        RegisterLog log = Read([
            .. Block(0xC2, [0x00, 0xC0, 9, 9], 0x80),
            .. Block(7, [8], 0x80),
            .. Block(7, [5]),
            .. MemoryWrite(0x66, 0x87, 0, 0xC000, 1),
            .. Enable,
        ]);
        Assert.Empty(log.Samples);
        Assert.Equal("the second chip is passed over", Assert.Single(log.Warnings).Reason);
    }

    [Fact]
    public void AStreamWritesItsBytesAtItsRate()
    {
        byte[] data = [0x10, 0x20, 0x30, 0x40];
        RegisterLog log = Read([
            .. Enable,
            .. Block(7, data),
            .. SetUp(0x11),
            .. Data(7),
            .. Rate(4410),
            .. Start(0, 1, 4),
            .. Second,
        ]);
        Assert.Equal([(0L, 0x10), (10, 0x20), (20, 0x30), (30, 0x40)], Written(log));
        Assert.Empty(log.Warnings);
    }

    [Theory]
    [InlineData(3, 0u, new[] { 1, 2, 3 })] // to the end of the data
    [InlineData(2, 200u, new[] { 1, 2 })] // 200 ms at 10 Hz
    [InlineData(0x13, 0u, new[] { 3, 2, 1 })] // backwards
    [InlineData(0x81, 2u, new[] { 1, 2, 1, 2, 1, 2, 1, 2, 1, 2 })] // again and again
    [InlineData(0, 3u, new int[0])] // only sets where it starts
    public void AStreamsLengthIsWhatItsModeSays(byte mode, uint length, int[] expected) =>
        Assert.Equal(
            expected,
            Written(
                    Read([
                        .. Enable,
                        .. Block(7, [1, 2, 3]),
                        .. SetUp(0x11),
                        .. Data(7),
                        .. Rate(10),
                        .. Start(0, mode, length),
                        .. Second,
                    ])
                )
                .Select(w => w.Value)
        );

    [Fact]
    public void AStreamStartsWithABlockAndStops()
    {
        byte[] fast = [0x95, 0, 1, 0, 0],
            stop = [0x94, 0];
        RegisterLog log = Read([
            .. Enable,
            .. Block(7, [1, 2]),
            .. Block(7, [3, 4]),
            .. SetUp(0x11),
            .. Data(7),
            .. Rate(1),
            .. fast,
            .. Second,
            .. stop,
            .. Second,
        ]);
        Assert.Equal([3], Written(log).Select(w => w.Value));
    }

    [Fact]
    public void OfValuesThatFallOnOneSampleTheLastIsWritten()
    {
        RegisterLog log = Read([
            .. Enable,
            .. Block(7, [1, 2, 3, 4, 5, 6]),
            .. SetUp(0x11),
            .. Data(7),
            .. Rate(88_200),
            .. Start(0, 3, 0),
            .. Second,
        ]);
        Assert.Equal([(0L, 2), (1, 4), (2, 6)], Written(log));
    }

    [Fact]
    public void AStreamThatNeverEndsIsCutAndNamed()
    {
        List<byte> commands =
        [
            .. Enable,
            .. Block(7, [1, 2]),
            .. SetUp(0x11),
            .. Data(7),
            .. Rate(1_000_000),
            .. Start(0, 0x81, 2),
        ];
        for (int i = 0; i < VgmFile.MostStreamed / 44_100 + 2; i++)
            commands.AddRange(Second);
        RegisterLog log = Read([.. commands]);
        Assert.Contains(log.Warnings, warning => warning.Reason.Contains("streams write more than"));
        Assert.InRange(log.Writes.Length, VgmFile.MostStreamed, VgmFile.MostStreamed + 10);
    }

    [Fact]
    public void StreamsToOtherChipsAreNamed()
    {
        byte[] other = [0x90, 0, 0x02, 0, 0x2A];
        RegisterLog log = Read([.. Enable, .. Block(0, [1]), .. other, .. Data(0), .. Rate(10), .. Start(0, 3, 0), .. Second]);
        Assert.Contains("a stream to chip type 0x02", Assert.Single(log.Warnings).Reason);
        Assert.Empty(Written(log));
    }

    [Theory]
    [InlineData(RegisterLog.NtscClock, 1, 0)]
    [InlineData(1_789_772, 1, 0)]
    [InlineData(2_000_000, 2_000_000.0 / RegisterLog.NtscClock, 0)]
    [InlineData(1_773_448, 1_773_448.0 / RegisterLog.NtscClock, 0)]
    [InlineData(1000, 1, 1)]
    public void AClockIsFollowedOrNamed(int clock, double speed, int warnings)
    {
        RegisterLog log = Read(Enable, clock);
        Assert.Equal(speed, log.Speed, 1e-9);
        Assert.Equal(
            warnings,
            log.Warnings.Count(warning => warning.Reason.Contains($"a chip clock of {clock} Hz is not followed"))
        );
    }

    private static IEnumerable<(long Time, int Value)> Written(RegisterLog log) =>
        log.Writes.Where(write => write.Address == 0x4011).Select(write => (write.Time, (int)write.Value));

    private static byte[] Memory(RegisterLog log)
    {
        byte[] memory = new byte[0x4000];
        foreach (SampleBlock block in log.Samples)
            block.Data.Span.CopyTo(memory.AsSpan(block.Address - 0xC000));
        return memory;
    }

    private static byte[] Block(byte type, byte[] data, byte sizeTop = 0) =>
        [0x67, 0x66, type, (byte)data.Length, 0, 0, sizeTop, .. data];

    private static byte[] MemoryWrite(byte compatibility, byte chip, int from, int to, int size) =>
        [0x68, compatibility, chip, (byte)from, 0, 0, (byte)to, (byte)(to >> 8), 0, (byte)size, 0, 0];

    private static byte[] SetUp(byte register) => [0x90, 0, 0x14, 0, register];

    private static byte[] Data(byte bank) => [0x91, 0, bank, 1, 0];

    private static byte[] Rate(int hertz) => [0x92, 0, (byte)hertz, (byte)(hertz >> 8), (byte)(hertz >> 16), (byte)(hertz >> 24)];

    private static byte[] Start(byte from, byte mode, uint length) =>
        [0x93, 0, from, 0, 0, 0, mode, (byte)length, (byte)(length >> 8), 0, 0];

    private static RegisterLog Read(byte[] commands, int clock = RegisterLog.NtscClock)
    {
        byte[] file = [.. VgmFile.Write(new RegisterLog(clock, [], 0))[..0xC0], .. commands, 0x66];
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(0x14), 0); // no tag
        int samples = 0;
        for (int i = 0; i + 2 < commands.Length; i++)
        {
            if (commands.AsSpan(i).StartsWith(Second))
                samples += 44_100;
        }
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(0x18), samples);
        return VgmFile.Read(file, "x.vgm");
    }
}
