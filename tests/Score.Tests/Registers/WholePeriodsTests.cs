using FsCheck.Xunit;
using LakhNes.Score.Registers;

namespace LakhNes.Score.Tests.Registers;

/// <summary>A period whose halves are written one after the other is one period.</summary>
public class WholePeriodsTests
{
    // A5 to A3 on pulse 1: both halves of the timer differ
    private static readonly RegisterWrite[] Beginning =
    [
        new(0, 0x4015, 1),
        new(0, 0x4000, 0xBF),
        new(0, 0x4001, 0x0F),
        new(0, 0x4002, 126),
        new(0, 0x4003, 0),
    ];

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(8, 0)]
    [InlineData(9, 1)] // so far apart it is heard
    public void NoNoteSoundsBetweenTheHalves(int apart, int between)
    {
        RegisterLog log = Log(1_000, [.. Beginning, new(500, 0x4002, 0xFB), new(500, 0x4000, 0xBA), new(500 + apart, 0x4003, 1)]);
        NesEvent[] notes =
        [
            .. NoteTranscriber.Transcribe(WholePeriods.Join(log)).Events.Where(e => e.Kind == NesEventKind.NoteOn),
        ];
        Assert.Equal(2 + between, notes.Length);
        Assert.Equal((0L, 81), (notes[0].Time, (int)notes[0].Value));
        Assert.Equal((500L + apart, 57), (notes[^1].Time, (int)notes[^1].Value));
    }

    [Fact]
    public void ALowByteAloneAndVoicesThatAreMixedStayInOrder()
    {
        RegisterWrite[] writes =
        [
            new(0, 0x4002, 1), // no high byte follows before the next low one
            new(1, 0x4002, 2),
            new(2, 0x4006, 3),
            new(3, 0x4003, 4),
            new(4, 0x4015, 5),
            new(5, 0x4007, 6),
            new(6, 0x400E, 7), // noise has no halves
            new(7, 0x400F, 8),
            new(9, 0x400A, 9),
        ];
        Assert.Equal(
            ["0 4002", "3 4002", "3 4003", "4 4015", "5 4006", "5 4007", "6 400E", "7 400F", "9 400A"],
            WholePeriods.Join(Log(20, writes)).Writes.Select(write => $"{write.Time} {write.Address:X4}")
        );
    }

    [Property]
    public void NothingIsLostAndEveryRegisterEndsAsItDid((byte Wait, byte Register, byte Value)[] writes)
    {
        long time = 0;
        RegisterWrite[] all =
        [
            .. writes.Select(write => new RegisterWrite(
                time += write.Wait % 12,
                (ushort)(0x4000 + (write.Register % 24)),
                write.Value
            )),
        ];
        RegisterWrite[] joined = [.. WholePeriods.Join(Log(time, all)).Writes];
        foreach (IGrouping<ushort, RegisterWrite> register in all.GroupBy(write => write.Address))
            Assert.Equal(
                register.Select(write => write.Value),
                joined.Where(write => write.Address == register.Key).Select(write => write.Value)
            );
        Assert.Equal(all.Length, joined.Length);
    }

    private static RegisterLog Log(long length, params RegisterWrite[] writes) => new(RegisterLog.NtscClock, [.. writes], length);
}
