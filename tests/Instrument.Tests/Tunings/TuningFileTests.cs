using System.Text;
using LakhNes.Instrument.Tunings;

namespace LakhNes.Instrument.Tests.Tunings;

/// <summary>Tunings out of files, and what is said of files that are none.</summary>
public sealed class TuningFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void AScaleKeepsTheMapAndAMapTheScale()
    {
        string scale = Write("Fifths.SCL", Encoding.Latin1.GetBytes("Pur\xE9\n1\n3/2\n")),
            map = Write("a.kbm", "0\n0\n127\n69\n69\n440\n0\n"u8);
        Assert.True(TuningFile.TryRead(map, Tuning.Equal, out Tuning mapped, out string error), error);
        Assert.True(TuningFile.TryRead(scale, mapped, out Tuning both, out error), error);
        Assert.Equal("Pur\xE9", both.Name);
        Assert.Equal(69 + 7.01955, both.Pitches[70], 5);
        Assert.True(TuningFile.TryRead(scale, Tuning.Equal, out Tuning alone, out error), error);
        Assert.Equal(67.01955, alone.Pitches[61], 5);
        Assert.True(TuningFile.TryRead(map, alone, out Tuning again, out error), error);
        Assert.Equal(both.Pitches[70], again.Pitches[70]);
    }

    [Fact]
    public void AScaleWithoutANameHasItsFiles()
    {
        Assert.True(TuningFile.TryRead(Write("My scale.scl", "\n1\n2/1\n"u8), Tuning.Equal, out Tuning tuning, out _));
        Assert.Equal("My scale", tuning.Name);
    }

    [Fact]
    public void MessagesOfAFileComeOneOnTopOfTheOther()
    {
        byte[] dump = MidiTuningTests.Dump(0x01, false, "Flat", key => [(byte)Math.Max(key - 1, 0), 0x40, 0]);
        byte[] one = [0xF0, 0x7F, 0, 0x08, 0x02, 0, 1, 69, 69, 0, 0, 0xF7];
        string path = Write("a.syx", [.. dump, 0xF0, 0x7E, 0, 0x06, 0x01, 0xF7, .. one]);
        Assert.True(TuningFile.TryRead(path, Tuning.Equal, out Tuning tuning, out string error), error);
        Assert.Equal(("Flat", 67.5, 69), (tuning.Name, tuning.Pitches[68], tuning.Pitches[69]));
    }

    [Theory]
    [InlineData("a.scl", "", "it is empty, or larger than any tuning")]
    [InlineData("a.scl", "x\n1\n3/0\n", "line 3: '3/0' is neither a ratio nor cents")]
    [InlineData("a.kbm", "x\n", "line 1: the map's size is missing or none")]
    [InlineData("a.syx", "x", "it has no message of the MIDI Tuning Standard")]
    [InlineData("a.txt", "x", "a tuning is in a file that ends in .scl, .kbm or .syx")]
    public void WhatIsNoneIsToldWithTheFile(string name, string text, string why)
    {
        string path = Write(name, Encoding.UTF8.GetBytes(text));
        Assert.False(TuningFile.TryRead(path, Tuning.Equal, out Tuning tuning, out string error));
        Assert.Equal($"{path}: {why}", error);
        Assert.Same(Tuning.Equal, tuning);
    }

    [Fact]
    public void AMissingFileIsTold()
    {
        string path = Path.Combine(_folder, "none.scl");
        Assert.False(TuningFile.TryRead(path, Tuning.Equal, out _, out string error));
        Assert.Equal($"{path}: no such file", error);
    }

    private string Write(string name, ReadOnlySpan<byte> bytes)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
