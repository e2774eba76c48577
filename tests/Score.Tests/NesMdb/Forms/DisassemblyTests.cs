using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FsCheck.Xunit;
using LakhNes.Score.NesMdb.Forms;
using LakhNes.Score.Registers;
using LakhNes.Score.Vgm;

namespace LakhNes.Score.Tests.NesMdb.Forms;

/// <summary>NES-MDB's disassemblies: as the original makes them, there and back, and what is none.</summary>
public class DisassemblyTests
{
    // bits that have a function, from $4000 to $4017
    private static readonly byte[] Functions =
    [
        .. (byte[])[0xFF, 0xFF, 0xFF, 0xFF],
        .. (byte[])[0xFF, 0xFF, 0xFF, 0xFF],
        .. (byte[])[0xFF, 0x00, 0xFF, 0xFF],
        .. (byte[])[0x3F, 0x00, 0x8F, 0xF8],
        .. (byte[])[0xCF, 0x7F, 0xFF, 0xFF],
        .. (byte[])[0x00, 0x1F, 0x00, 0xC0],
    ];

    // how many commands nesmdb makes of the simplified logs, and the first bytes of SHA-256 of their text (vgm/nd_txt.py); then
    // of the raw commands that it makes back, waits that follow each other taken together
    [SkippableTheory]
    [InlineData("00_01Title", DisassemblyForm.Raw, 32272, "55aca5a6da5438a8", "55aca5a6da5438a8")]
    [InlineData("00_01Title", DisassemblyForm.Functional, 50515, "c3fac79efa30093a", "de781457f3ba3555")]
    [InlineData("00_01Title", DisassemblyForm.Language, 28130, "810531f52838892e", "e589249e550630e4")]
    [InlineData("02_03LevelClear", DisassemblyForm.Raw, 922, "a6a79d69992f9d9e", "a6a79d69992f9d9e")]
    [InlineData("02_03LevelClear", DisassemblyForm.Functional, 1599, "67f0733d032bf7a3", "d112acae04ecbd6b")]
    [InlineData("02_03LevelClear", DisassemblyForm.Language, 885, "a6ffd5808ad94566", "0a61f3feaafb96d9")]
    [InlineData("03_04OutofFuel", DisassemblyForm.Raw, 734, "8a5c17227858b37b", "8a5c17227858b37b")]
    [InlineData("03_04OutofFuel", DisassemblyForm.Functional, 1293, "b096b5c5530dadb3", "74ff46ec3c64e515")]
    [InlineData("03_04OutofFuel", DisassemblyForm.Language, 713, "916021fb9d69dcb0", "c57631e3759fff42")]
    public void CommandsAreTheOriginals(string song, DisassemblyForm form, int commands, string text, string back)
    {
        RegisterLog log = VgmFile.Read(Shared.Path("fixtures", "score", $"202_LawnMower_{song}.vgm"));
        byte[] written = Disassembly.Write(LogExcerpt.Simplified(log, _ => true), form, isText: true);
        Assert.Equal(commands, Encoding.ASCII.GetString(written).Split('\n').Length);
        Assert.Equal(text, Hash(written));
        RegisterLog read = Disassembly.Read(written, "a", form, isText: true);
        Assert.Equal(log.Length, read.Length);
        Assert.Equal(back, Hash(Disassembly.Write(read, DisassemblyForm.Raw, isText: true)));
        // and the same through a pickle
        byte[] pickled = Disassembly.Write(LogExcerpt.Simplified(log, _ => true), form, isText: false);
        AssertSame(read, Disassembly.Read(pickled, "a", form, isText: false));
    }

    [Theory]
    [InlineData("py2", 0)]
    [InlineData("py2", 1)]
    [InlineData("py2", 2)]
    [InlineData("py3", 0)]
    [InlineData("py3", 1)]
    [InlineData("py3", 2)]
    [InlineData("py3", 3)]
    [InlineData("py3", 4)]
    [InlineData("py3", 5)]
    public void WhatPythonWritesIsRead(string python, int protocol)
    {
        using JsonDocument pickles = JsonDocument.Parse(
            File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "data", "pickles.json"))
        );
        byte[] Pickle(string form) => pickles.RootElement.GetProperty($"{form}.{python}.p{protocol}").GetBytesFromBase64();
        RegisterLog language = Disassembly.Read(Pickle("nlm"), "a", DisassemblyForm.Language, isText: false);
        Assert.Equal([new RegisterWrite(0, 0x4017, 0), new RegisterWrite(13, 0x4000, 15)], language.Writes.ToArray());
        Assert.Equal(70013, language.Length);
        RegisterLog raw = Disassembly.Read(Pickle("ndr"), "a", DisassemblyForm.Raw, isText: false);
        Assert.Equal([new RegisterWrite(0, 0x4015, 15)], raw.Writes.ToArray());
        SampleBlock block = Assert.Single(raw.Samples);
        Assert.Equal((0xC000, 0), (block.Address, block.BeforeWrite));
        Assert.Equal([0xFF, 0x80, (byte)'\n', (byte)'\\', (byte)'\''], block.Data.ToArray());
    }

    [Property]
    public void TheRawFormHoldsEveryWrite(int seed)
    {
        RegisterLog log = Log(seed);
        AssertSame(
            log,
            Disassembly.Read(Disassembly.Write(log, DisassemblyForm.Raw, isText: true), "a", DisassemblyForm.Raw, true)
        );
        RegisterLog pickled = Disassembly.Read(
            Disassembly.Write(log, DisassemblyForm.Raw, isText: false),
            "a",
            DisassemblyForm.Raw,
            isText: false
        );
        AssertSame(log, pickled);
        Assert.Equal(
            log.Samples.Select(block => (block.Address, block.BeforeWrite, Convert.ToHexString(block.Data.Span))),
            pickled.Samples.Select(block => (block.Address, block.BeforeWrite, Convert.ToHexString(block.Data.Span)))
        );
    }

    [Property]
    public void TheFunctionalFormHoldsEveryBitThatDoesSomething(int seed)
    {
        RegisterLog log = Log(seed);
        RegisterLog bits = new(
            log.Clock,
            [
                .. log
                    .Writes.Where(write => Functions[write.Address - 0x4000] != 0)
                    .Select(write => write with { Value = (byte)(write.Value & Functions[write.Address - 0x4000]) }),
            ],
            log.Length
        );
        foreach (bool isText in new[] { true, false })
            AssertSame(
                bits,
                Disassembly.Read(
                    Disassembly.Write(log, DisassemblyForm.Functional, isText),
                    "a",
                    DisassemblyForm.Functional,
                    isText
                )
            );
    }

    [Property]
    public void TheLanguageFormLeavesTheRegistersAsTheyWere(int seed)
    {
        RegisterLog log = Log(seed);
        RegisterLog back = Disassembly.Read(
            Disassembly.Write(log, DisassemblyForm.Language, isText: true),
            "a",
            DisassemblyForm.Language,
            isText: true
        );
        Assert.Equal(log.Length, back.Length);
        // at the end every register of a voice has what it had
        byte[] State(RegisterLog of) =>
            [
                .. Enumerable
                    .Range(0x4000, 16)
                    .Select(address =>
                        of.Writes.LastOrDefault(write => write.Address == address).Value & Functions[address - 0x4000]
                    )
                    .Select(value => (byte)value),
            ];
        Assert.Equal(State(log), State(back));
    }

    [Fact]
    public void FunctionsThatFollowEachOtherAreOneWrite()
    {
        RegisterLog log = Language("clock,1789773\np1_vo,15\np1_du,2\np2_vo,3\np1_du,1\np1_tl,7\nw,5\np1_vo,4");
        Assert.Equal(
            [
                new RegisterWrite(0, 0x4000, 0x8F),
                new RegisterWrite(0, 0x4004, 3),
                new RegisterWrite(0, 0x4000, 0x4F),
                new RegisterWrite(0, 0x4002, 7),
                new RegisterWrite(5, 0x4000, 0x44),
            ],
            log.Writes.ToArray()
        );
        Assert.Equal(5, log.Length);
    }

    [Theory]
    [InlineData("", "a: holds no commands")]
    [InlineData("// nothing\n\n", "a: holds no commands")]
    [InlineData("w,5", "a: line 1: 'w,5' does not state the clock, which the first command does")]
    [InlineData("\nclock,fast", "a: line 2: 'clock,fast' wants a number from 0 to 2147483647 in place 2")]
    [InlineData("clock,1789773\nw,-1", "a: line 2: 'w,-1' wants a number from 0 to 2147483647 in place 2")]
    [InlineData("clock,1789773\nw", "a: line 2: 'w' has 1 fields, not 2")]
    [InlineData("clock,1789773\np1_xx,1", "a: line 2: 'p1_xx,1' is no function of the chip")]
    [InlineData("clock,1789773\np1,1", "a: line 2: 'p1,1' is no function of the chip")]
    [InlineData("clock,1789773\np1_vo,16", "a: line 2: 'p1_vo,16' wants a number from 0 to 15 in place 2")]
    [InlineData("clock,1789773\np1_lh,2", "a: line 2: 'p1_lh,2' wants a number from 0 to 1 in place 2")]
    [InlineData("clock,1789773\nwait,3", "a: line 2: 'wait,3' is no function of the chip")]
    public void WhatIsNoLanguageFormIsOneError(string text, string message) =>
        Assert.Equal(message, Assert.Throws<ScoreFormatException>(() => Language(text)).Message);

    [Theory]
    [InlineData(DisassemblyForm.Raw, "apu,18,00", "'apu,18,00' writes a register that the chip does not have")]
    [InlineData(DisassemblyForm.Raw, "apu,1,00", "'apu,1,00' wants two hexadecimal digits in place 2")]
    [InlineData(DisassemblyForm.Raw, "apu,00,g0", "'apu,00,g0' wants two hexadecimal digits in place 3")]
    [InlineData(DisassemblyForm.Raw, "apu,00", "'apu,00' has 2 fields, not 3")]
    [InlineData(DisassemblyForm.Raw, "w,1", "'w,1' is no command of the raw form")]
    [InlineData(DisassemblyForm.Raw, "ram,c1,x", "'ram,c1,x' is no command of the raw form")]
    [InlineData(DisassemblyForm.Functional, "apu,15,0f", "'apu,15,0f' has 3 fields, not 6")]
    [InlineData(DisassemblyForm.Functional, "apu,p3,vo,1,0,0", "'apu,p3,vo,1,0,0' is no function of the chip")]
    [InlineData(
        DisassemblyForm.Functional,
        "apu,p1,vo,1,0,2",
        "'apu,p1,vo,1,0,2' is no place of that function, which has the offset 0"
    )]
    [InlineData(DisassemblyForm.Functional, "p1_vo,1", "'p1_vo,1' is no command of the functional form")]
    public void WhatIsNoCommandOfAFormIsOneError(DisassemblyForm form, string command, string message) =>
        Assert.Equal(
            $"a: line 2: {message}",
            Assert
                .Throws<ScoreFormatException>(() =>
                    Disassembly.Read(Encoding.ASCII.GetBytes("clock,1789773\n" + command), "a", form, isText: true)
                )
                .Message
        );

    [Theory]
    [InlineData("I1\n.", "a: holds no list of commands")]
    [InlineData("(lI1\na.", "a: command 0 is no tuple")]
    [InlineData(
        "(l(S'clock'\nI1789773\nta(S'w'\nS'5'\nta.",
        "a: command 1: 'w,5' wants a number from 0 to 2147483647 in place 2"
    )]
    [InlineData("(l(S'clock'\nI1789773\nta(I5\nS'w'\nta.", "a: command 1: '5,w' has other fields than such a command")]
    [InlineData("cos\nsystem\n(S'true'\ntR.", "a: refuses to load os.system: no part of an array")]
    public void WhatIsNoPickleOfCommandsIsOneError(string pickle, string message) =>
        Assert.Equal(
            message,
            Assert
                .Throws<ScoreFormatException>(() =>
                    Disassembly.Read(Encoding.Latin1.GetBytes(pickle), "a", DisassemblyForm.Language, isText: false)
                )
                .Message
        );

    private static RegisterLog Language(string text) =>
        Disassembly.Read(Encoding.ASCII.GetBytes(text), "a", DisassemblyForm.Language, isText: true);

    private static void AssertSame(RegisterLog expected, RegisterLog actual)
    {
        Assert.Equal((expected.Clock, expected.Length), (actual.Clock, actual.Length));
        Assert.Equal(expected.Writes.ToArray(), actual.Writes.ToArray());
    }

    private static RegisterLog Log(int seed)
    {
        var random = new Random(seed);
        List<RegisterWrite> writes = [];
        List<SampleBlock> samples = [];
        long time = 0;
        for (int i = random.Next(60); i > 0; i--)
        {
            time += random.Next(3) * random.Next(1000);
            if (random.Next(20) == 0)
                samples.Add(new SampleBlock(0xC000 + random.Next(0x4000), new byte[random.Next(5)], writes.Count));
            writes.Add(new RegisterWrite(time, (ushort)(0x4000 + random.Next(0x18)), (byte)random.Next(256)));
        }

        return new RegisterLog(RegisterLog.NtscClock, [.. writes], time + random.Next(2) * 100_000, samples: samples);
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes))[..16];
}
