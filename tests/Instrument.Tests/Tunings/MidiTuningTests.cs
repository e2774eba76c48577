using System.Text;
using FsCheck.Xunit;
using LakhNes.Instrument.Tunings;

namespace LakhNes.Instrument.Tests.Tunings;

/// <summary>The messages of the MIDI Tuning Standard, byte by byte as it has them.</summary>
public class MidiTuningTests
{
    [Fact]
    public void ASingleNoteChangesAtOnceOrNot()
    {
        // A4 to 69.5, then C4 to 60
        byte[] change = [2, 69, 69, 0x40, 0, 60, 60, 0, 0];
        KeyTuning[] expected = [new(69, 69.5), new(60, 60)];
        Assert.Equal(expected, Read([0xF0, 0x7F, 0x10, 0x08, 0x02, 0, .. change, 0xF7]));
        Assert.Equal(expected, Read([0x7F, 0x10, 0x08, 0x02, 0, .. change, 0xF7]));
        Assert.Equal(expected, Read([0xF0, 0x7E, 0x7F, 0x08, 0x07, 1, 0, .. change, 0xF7]));
        Assert.Equal(expected, Read([0xF0, 0x7F, 0x7F, 0x08, 0x07, 1, 0, .. change, 0xF7]));
        // without a bank there is no other than in real time
        Assert.Empty(Read([0xF0, 0x7E, 0x7F, 0x08, 0x02, 0, .. change, 0xF7]));
    }

    [Fact]
    public void TheSmallestStepIsASixteenThousandthOfASemitone()
    {
        KeyTuning change = Assert.Single(Read([0xF0, 0x7F, 0, 0x08, 0x02, 0, 1, 60, 60, 0x7F, 0x7F, 0xF7]));
        Assert.Equal(61 - (1 / 16384.0), change.Pitch);
        Assert.Empty(Read([0xF0, 0x7F, 0, 0x08, 0x02, 0, 1, 60, 0x7F, 0x7F, 0x7F, 0xF7]));
        Assert.Equal(127 + (16382 / 16384.0), Read([0xF0, 0x7F, 0, 0x08, 0x02, 0, 1, 60, 0x7F, 0x7F, 0x7E, 0xF7])[0].Pitch);
    }

    [Fact]
    public void AScaleOfAnOctaveCountsInEveryOctave()
    {
        byte[] steps = [0, 64, 64, 64, 127, 64, 64, 64, 64, 64, 64, 64];
        KeyTuning[] changes = Read([0xF0, 0x7E, 0, 0x08, 0x08, 0x03, 0x7F, 0x7F, .. steps, 0xF7]);
        Assert.Equal(128, changes.Length);
        Assert.Equal(
            [60 - 0.64, 61, 64.63, 72 - 0.64],
            new[] { 60, 61, 64, 72 }.Select(key => Math.Round(changes[key].Pitch, 9))
        );
        // for no channel it is for nobody
        Assert.Empty(Read([0xF0, 0x7E, 0, 0x08, 0x08, 0, 0, 0, .. steps, 0xF7]));

        byte[] fine = [0, 0, 0x40, 0, 0x7F, 0x7F, .. Enumerable.Repeat<byte[]>([0x40, 0], 9).SelectMany(pair => pair)];
        KeyTuning[] finely = Read([0xF0, 0x7F, 0, 0x08, 0x09, 0, 0, 1, .. fine, 0xF7]);
        Assert.Equal([59, 61, 62.999878], finely[60..63].Select(change => Math.Round(change.Pitch, 6)));
    }

    [Theory]
    [InlineData(0x01, false)]
    [InlineData(0x04, true)]
    public void ABulkDumpHasEveryKeyAndAName(byte kind, bool bank)
    {
        byte[] message = Dump(kind, bank, "Quarter tones", key => [(byte)(key / 2), (byte)(key % 2 * 0x40), 0]);
        KeyTuning[] changes = Read(message);
        Assert.Equal(Enumerable.Range(0, 128).Select(key => new KeyTuning(key, key / 2.0)), changes);
        Assert.Equal("Quarter tones", MidiTuning.NameOf(message));
        // a byte too few or too many
        Assert.Empty(Read([.. message[..^2], 0xF7]));
        Assert.Empty(Read([.. message[..^1], 0, 0xF7]));
    }

    [Theory]
    [InlineData(0x05, 1)]
    [InlineData(0x06, 2)]
    public void ADumpOfAScaleHasItsOffsets(byte kind, int width)
    {
        byte[] offsets =
        [
            .. Enumerable.Range(0, 12).SelectMany(i => width == 1 ? new[] { (byte)(64 + i) } : [(byte)(64 + i), (byte)0]),
        ];
        byte[] name = Encoding.ASCII.GetBytes("Scale           ");
        KeyTuning[] changes = Read([0xF0, 0x7E, 0, 0x08, kind, 0, 0, .. name, .. offsets, 0, 0xF7]);
        Assert.Equal(60, changes[60].Pitch);
        Assert.Equal(71 + (width == 1 ? 0.11 : 11 * 128 / 8192.0), changes[71].Pitch, 9);
    }

    [Theory]
    [InlineData("F07F000802000145450000")]
    [InlineData("F07F00080200F7")]
    [InlineData("F07F00080200024545000045F7")]
    [InlineData("F07F00090200014545400FF7")]
    [InlineData("F07D000802000145454000F7")]
    [InlineData("F07F000802000145458000F7")]
    [InlineData("F0")]
    [InlineData("F0F7")]
    [InlineData("")]
    [InlineData("F07E7F0800F7")]
    public void OtherAndDamagedMessagesChangeNothing(string hexadecimal)
    {
        byte[] bytes = Convert.FromHexString(hexadecimal);
        KeyTuning[] changes = Read(bytes);
        // the first is whole but for its end, which files may leave out
        Assert.Equal(hexadecimal.StartsWith("F07F0008020001454500") ? 1 : 0, changes.Length);
    }

    [Property(MaxTest = 2000)]
    public bool AnyBytesAreReadWithinTheirRoom(byte kind, bool realTime, byte[] rest)
    {
        byte[] message =
        [
            0xF0,
            (byte)(realTime ? 0x7F : 0x7E),
            0,
            0x08,
            (byte)(kind % 12),
            .. (rest ?? []).Select(each => (byte)(each & 0x7F)),
            0xF7,
        ];
        _ = MidiTuning.NameOf(message);
        return Read(message).All(change => change.Key is >= 0 and < 128 && change.Pitch is > -2 and < 130);
    }

    internal static byte[] Dump(byte kind, bool bank, string name, Func<int, byte[]> pitch)
    {
        byte[] head = bank ? [0xF0, 0x7E, 0, 0x08, kind, 0, 0] : [0xF0, 0x7E, 0, 0x08, kind, 0];
        byte[] called = Encoding.ASCII.GetBytes(name.PadRight(16));
        return [.. head, .. called, .. Enumerable.Range(0, 128).SelectMany(pitch), 0, 0xF7];
    }

    private static KeyTuning[] Read(ReadOnlySpan<byte> message)
    {
        var changes = new KeyTuning[MidiTuning.MostChanges];
        return changes[..MidiTuning.Read(message, changes)];
    }
}
