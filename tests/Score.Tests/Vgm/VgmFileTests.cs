using System.Buffers.Binary;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using LakhNes.Score.Registers;
using LakhNes.Score.Vgm;

namespace LakhNes.Score.Tests.Vgm;

public class VgmFileTests
{
    private static readonly Gen<string> Text = Gen.Elements("", "Lawn Mower", "草刈り", "a\u00e9 b");

    private static readonly Arbitrary<RegisterLog> Logs = (
        from seed in Gen.Choose(0, int.MaxValue)
        from count in Gen.Choose(0, 40)
        from clock in Gen.Elements(RegisterLog.NtscClock, RegisterLog.PalClock)
        from track in Text
        from author in Text
        select Make(
            new Random(seed),
            count,
            clock,
            new Gd3Tag
            {
                Track = track,
                AuthorOriginal = author,
                Notes = track + author,
            }
        )
    ).ToArbitrary();

    private static RegisterLog Make(Random random, int count, int clock, Gd3Tag tag)
    {
        int[] waits = [0, 0, 1, 16, 17, 734, 735, 736, 882, 65535, 65536, 200_000];
        List<RegisterWrite> writes = [];
        List<SampleBlock> samples = [];
        long time = 0;
        RegisterLoop? loop = null;
        for (int i = 0; i < count; i++)
        {
            if (random.Next(10) == 0)
                samples.Add(new SampleBlock(0xC000 + random.Next(64) * 64, RandomBytes(random), i));
            if (loop == null && random.Next(20) == 0)
                loop = new RegisterLoop(time, i);
            time += waits[random.Next(waits.Length)];
            writes.Add(new RegisterWrite(time, (ushort)(0x4000 + random.Next(0x18)), (byte)random.Next(256)));
        }
        return new RegisterLog(clock, [.. writes], time + waits[random.Next(waits.Length)], loop, samples, tag);
    }

    private static byte[] RandomBytes(Random random)
    {
        byte[] bytes = new byte[random.Next(50)];
        random.NextBytes(bytes);
        return bytes;
    }

    [Property(MaxTest = 200)]
    public Property ReadingGivesBackWhatWasWritten() =>
        Prop.ForAll(
            Logs,
            log =>
            {
                foreach (bool compress in new[] { false, true })
                {
                    RegisterLog back = VgmFile.Read(VgmFile.Write(log, compress), "x.vgm");
                    Assert.Empty(back.Warnings);
                    Assert.Equal(log.Clock, back.Clock);
                    Assert.Equal(log.Writes.ToArray(), back.Writes.ToArray());
                    Assert.Equal(log.Length, back.Length);
                    Assert.Equal(log.Loop, back.Loop);
                    Assert.Equal(log.Tag, back.Tag);
                    Assert.Equal(
                        log.Samples.Select(s => (s.Address, s.BeforeWrite, Convert.ToHexString(s.Data.Span))),
                        back.Samples.Select(s => (s.Address, s.BeforeWrite, Convert.ToHexString(s.Data.Span)))
                    );
                }
            }
        );

    [Property(MaxTest = 300)]
    public Property MutatedFilesNeverThrowAnythingElseAndStayInTheirMemory() =>
        Prop.ForAll(
            Logs,
            ArbMap.Default.ArbFor<int>(),
            (log, seed) =>
            {
                byte[] bytes = Mutation.Of(VgmFile.Write(log, compress: seed % 4 == 0), seed);
                long before = GC.GetAllocatedBytesForCurrentThread();
                VgmFile.TryRead(bytes, "mutated.vgm", out _, out _);
                long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
                long inflated = bytes is [0x1F, 0x8B, ..] ? 1032L * bytes.Length : bytes.Length; // the most that deflate can do
                Assert.InRange(allocated, 0, inflated * VgmFile.AllocationPerByte + VgmFile.AllocationBase);
            }
        );

    /// <summary>A file of a version with the data where the header says, as other programs lay it out.</summary>
    private static byte[] File(
        int version,
        int dataStart,
        byte[] commands,
        uint total,
        uint loop = 0,
        uint clock = RegisterLog.NtscClock
    )
    {
        byte[] file = [.. new byte[dataStart], .. commands];
        "Vgm "u8.CopyTo(file);
        void Field(int at, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(at), value);
        Field(0x04, (uint)file.Length - 4);
        Field(0x08, (uint)version);
        Field(0x18, total);
        Field(0x1C, loop);
        Field(0x34, (uint)dataStart - 0x34);
        if (dataStart >= 0x88)
            Field(0x84, clock);
        return file;
    }

    [Theory]
    [InlineData(0x161, 0xC0)]
    [InlineData(0x170, 0xC0)]
    [InlineData(0x171, 0x100)] // with an extra header
    [InlineData(0x172, 0x88)] // the header ends after the NES's clock
    public void EveryWaitFormOfEveryVersionIsCounted(int version, int dataStart)
    {
        byte[] commands =
        [
            0x61,
            0x34,
            0x12,
            0xB4,
            0x00,
            1, // 0x1234
            0x62,
            0xB4,
            0x00,
            2, // 735
            0x63,
            0xB4,
            0x00,
            3, // 882
            0x70,
            0xB4,
            0x00,
            4,
            0x7F,
            0xB4,
            0x00,
            5, // 1 and 16
            0x83,
            0xB4,
            0x00,
            6, // 3
            0x64,
            0x62,
            0x10,
            0x00,
            0x62,
            0xB4,
            0x00,
            7, // the short wait set to 16
            0x64,
            0x63,
            0x20,
            0x00,
            0x63,
            0xB4,
            0x00,
            8, // and the other to 32
            0x66,
        ];
        RegisterLog log = VgmFile.Read(File(version, dataStart, commands, 0x1234 + 735 + 882 + 17 + 3 + 48), "x.vgm");
        Assert.Empty(log.Warnings);
        Assert.Equal(
            [0x1234, 735, 882, 1, 16, 3, 16, 32],
            log.Writes.Zip(log.Writes.Prepend(default), (b, a) => b.Time - a.Time)
        );
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], log.Writes.Select(w => (int)w.Value));
    }

    [Fact]
    public void OtherChipsAndTheSecondChipArePassedOverWithTheirOperands()
    {
        byte[] commands =
        [
            0x50,
            0xB4,
            0x54,
            0xB4,
            0xB4,
            0x30,
            0xB4,
            0x41,
            1,
            2,
            0xA0,
            0xB4,
            0xB4,
            0xC0,
            1,
            2,
            3,
            0xE0,
            1,
            2,
            3,
            4,
            0x90,
            1,
            2,
            3,
            4,
            0x91,
            1,
            2,
            3,
            4,
            0x92,
            1,
            2,
            3,
            4,
            5,
            0x93,
            1,
            2,
            3,
            4,
            5,
            6,
            7,
            8,
            9,
            10,
            0x94,
            1,
            0x95,
            1,
            2,
            3,
            4,
            0x67,
            0x66,
            0x00,
            2,
            0,
            0,
            0,
            0xB4,
            0xB4,
            0x68,
            0x66,
            0x07,
            0,
            0,
            0,
            0,
            0,
            0,
            1,
            0,
            0,
            0xB4,
            0x80,
            1,
            0xB4,
            0x20,
            2,
            0xB4,
            0x15,
            0x0F,
            0x66,
        ];
        RegisterLog log = VgmFile.Read(File(0x171, 0xC0, commands, 0), "x.vgm");
        Assert.Equal([new RegisterWrite(0, 0x4015, 0x0F)], log.Writes.AsEnumerable());
        Assert.Contains(log.Warnings, w => w.Reason.Contains("second chip"));
        Assert.Contains(log.Warnings, w => w.Reason.Contains("Famicom Disk System"));
    }

    [Fact]
    public void SampleMemoryIsReadWithItsAddress()
    {
        RegisterLog log = VgmFile.Read(
            File(0x161, 0xC0, [0xB4, 0x10, 1, 0x67, 0x66, 0xC2, 5, 0, 0, 0, 0x40, 0xC1, 7, 8, 9, 0x66], 0),
            "x.vgm"
        );
        SampleBlock block = Assert.Single(log.Samples);
        Assert.Equal((0xC140, 1), (block.Address, block.BeforeWrite));
        Assert.Equal([7, 8, 9], block.Data.ToArray());
    }

    [Fact]
    public void TheLoopStartsAtItsCommand()
    {
        // loop to the second write, which comes after a wait of 10
        RegisterLog log = VgmFile.Read(
            File(0x161, 0xC0, [0xB4, 0, 1, 0x79, 0xB4, 0, 2, 0x66], 10, loop: 0xC0 + 4 - 0x1C),
            "x.vgm"
        );
        Assert.Equal(new RegisterLoop(10, 1), log.Loop);
    }

    [Theory]
    [InlineData("not a file", "no VGM header")]
    [InlineData("Vgm short", "cut short")]
    public void WhatIsNoVgmFileIsNamed(string text, string reason)
    {
        Assert.False(VgmFile.TryRead(System.Text.Encoding.Latin1.GetBytes(text), "bad.vgm", out _, out ReadError error));
        Assert.Contains(reason, error.Reason);
        Assert.Equal("bad.vgm", error.File);
    }

    [Fact]
    public void AFileWithoutANesAnUnknownCommandAndBrokenGzipAreNamed()
    {
        Assert.Contains("without an NES", Error(File(0x161, 0xC0, [0x66], 0, clock: 0)));
        Assert.Contains("1.50 without an NES", Error(File(0x150, 0x40, [0x66], 0)));
        Assert.Contains("offset 0xC1: command 0x10", Error(File(0x161, 0xC0, [0x70, 0x10, 0x66], 1)));
        Assert.Contains("gzip", Error([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0xFF, 99, 99]));

        static string Error(byte[] bytes) => Assert.Throws<ScoreFormatException>(() => VgmFile.Read(bytes, "bad.vgm")).Message;
    }

    [Fact]
    public void AGzipBombIsRefusedBeforeItIsInflated()
    {
        byte[] bomb = Gzip(new byte[100 << 20]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("inflate to more", Assert.Throws<ScoreFormatException>(() => VgmFile.Read(bomb, "bomb.vgz")).Message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 * Inflated.Most(bomb.Length));
    }

    [Fact]
    public void AnHourOfTheSameWritesComesBackFromGzip()
    {
        // ten writes a frame, as drivers make that do not look whether anything changed
        RegisterLog log = new(
            RegisterLog.NtscClock,
            [
                .. Enumerable
                    .Range(0, 60 * 3600 * 10)
                    .Select(i => new RegisterWrite(i / 10 * 735, (ushort)(0x4000 + i % 10), 0x55)),
            ],
            3600 * 44100
        );
        Assert.Equal<RegisterWrite>(
            log.Writes.ToArray(),
            VgmFile.Read(VgmFile.Write(log, compress: true), "hour.vgz").Writes.ToArray()
        );
    }

    [Theory]
    [InlineData(new byte[] { 0xB4, 0x00, 0x01 })] // writes
    [InlineData(new byte[] { 0x67, 0x66, 0xC2, 2, 0, 0, 0, 0x00, 0xC0 })] // empty sample memory
    [InlineData(new byte[] { 0x70 })] // waits
    [InlineData(new byte[] { 0x4F, 0x00 })] // another chip
    public void TheDensestFilesStayInTheirMemory(byte[] command)
    {
        byte[] bytes = File(0x161, 0xC0, [.. Enumerable.Repeat(command, 50_000).SelectMany(c => c), 0x66], 0);
        long before = GC.GetAllocatedBytesForCurrentThread();
        VgmFile.Read(bytes, "dense.vgm");
        Assert.InRange(
            GC.GetAllocatedBytesForCurrentThread() - before,
            0,
            (long)bytes.Length * VgmFile.AllocationPerByte + VgmFile.AllocationBase
        );
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using MemoryStream output = new();
        using (System.IO.Compression.GZipStream gzip = new(output, System.IO.Compression.CompressionLevel.Optimal))
            gzip.Write(bytes);
        return output.ToArray();
    }

    [Fact]
    public void AWrongLengthAndAMissingEndAreWarnings()
    {
        RegisterLog log = VgmFile.Read(File(0x161, 0xC0, [0x62, 0xB4, 0, 1], 99), "x.vgm");
        Assert.Equal(735, log.Length);
        Assert.Equal(2, log.Warnings.Count);
    }

    [SkippableFact]
    public void TheReferenceLogsComeBackFromBothWritings()
    {
        foreach (string song in Shared.Songs())
        {
            RegisterLog log = VgmFile.Read(song + ".vgm");
            RegisterLog back = VgmFile.Read(VgmFile.Write(log, compress: true), "x.vgz");
            Assert.Equal<RegisterWrite>(log.Writes.ToArray(), back.Writes.ToArray());
            Assert.Equal(log.Length, back.Length);
        }
    }
}
