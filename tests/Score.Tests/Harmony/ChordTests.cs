using System.Globalization;
using FsCheck.Xunit;
using LakhNes.Score.Harmony;

namespace LakhNes.Score.Tests.Harmony;

/// <summary>Chords by their names and by the keys that are held, as lead sheets and textbooks have them.</summary>
public class ChordTests
{
    [Theory]
    [InlineData("C", "C E G")]
    [InlineData("Am", "A C E")]
    [InlineData("F#m7", "F# A C# E")]
    [InlineData("Bb7", "A# D F G#")]
    [InlineData("Gmaj7", "G B D F#")]
    [InlineData("GM7", "G B D F#")]
    [InlineData("Ddim", "D F G#")]
    [InlineData("Bm7b5", "B D F A")]
    [InlineData("Eaug", "E G# C")]
    [InlineData("Asus4", "A D E")]
    [InlineData("Db5", "C# G#")]
    [InlineData("C/E", "E C G")]
    [InlineData("Am/F#", "F# A C E")]
    public void ANameSaysWhichTonesAndWhichBass(string name, string tones)
    {
        Assert.True(Chord.TryParse(name, out Chord chord));
        int[] expected = [.. tones.Split(' ').Select(PitchClass)];
        Assert.Equal(expected[0], chord.Bass);
        Assert.Equal(expected.Order(), Enumerable.Range(0, 12).Where(chord.Contains));
        Assert.True(chord.Contains(60 + expected[^1]));
    }

    [Theory]
    [InlineData("C E G", "C")]
    [InlineData("A C E", "Am")]
    [InlineData("C E G D/2", "C")] // a passing tone
    [InlineData("F A/2 C/2 G/3", "F")]
    [InlineData("E", "E")] // a tone alone is a root
    [InlineData("G*2 D", "G")]
    public void ATriadIsReadOffHowLongItsTonesSound(string tones, string name)
    {
        double[] lengths = new double[12];
        foreach (string tone in tones.Split(' '))
        {
            string[] parts = tone.Split('/', '*');
            double factor = parts.Length > 1 ? double.Parse(parts[1], CultureInfo.InvariantCulture) : 1;
            lengths[PitchClass(parts[0])] = tone.Contains('/', StringComparison.Ordinal) ? 1 / factor : factor;
        }

        Assert.Equal(name, Chord.OfLengths(lengths).ToString());
    }

    [Fact]
    public void WhereNothingSoundsThereIsNoTriad() => Assert.True(Chord.OfLengths(new double[12]).IsNone);

    [Theory]
    [InlineData("")]
    [InlineData("H")]
    [InlineData("Cfoo")]
    [InlineData("C/")]
    [InlineData("C/X")]
    [InlineData("C/Em")]
    [InlineData(" C")]
    [InlineData("#")]
    public void WhatIsNoChordIsRefused(string text) => Assert.False(Chord.TryParse(text, out _));

    [Theory]
    [InlineData("48 52 55", "C")]
    [InlineData("52 55 60", "C/E")]
    [InlineData("45 48 52", "Am")]
    [InlineData("45 52 60 64 69", "Am")]
    [InlineData("43 47 50 53", "G7")]
    [InlineData("45 48 52 55", "Am7")]
    [InlineData("48 52 55 57", "C6")]
    [InlineData("50 55 57", "Dsus4")]
    [InlineData("48", "C5")]
    [InlineData("48 60", "C5")]
    [InlineData("48 50 51", "C D D#")]
    [InlineData("", "")]
    public void HeldKeysAreNamedByTheLowestAsTheRootWhereThatFits(string keys, string name)
    {
        UInt128 held = 0;
        foreach (string key in keys.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            held |= UInt128.One << int.Parse(key);
        Assert.Equal(name, Chord.OfKeys(held).ToString());
    }

    [Property]
    public void AnyKeysAreAChordOfTheirOwnTonesOverTheLowest(ulong low, ulong high)
    {
        var held = new UInt128(high, low);
        Chord chord = Chord.OfKeys(held);
        Assert.Equal(held == 0, chord.IsNone);
        Assert.Equal(chord, Chord.OfCode(chord.Code));
        Assert.InRange(chord.Code, 0, Chord.MostCode);
        for (int key = 0; key < 128; key++)
        {
            if ((held >> key & 1) != 0)
                Assert.True(chord.Contains(key));
        }

        if (held != 0)
            Assert.Equal((int)UInt128.TrailingZeroCount(held) % 12, chord.Bass);
    }

    [Property]
    public void AChordIsReadAsItIsWritten(byte low, byte middle, byte high)
    {
        Chord chord = Chord.OfKeys(
            (UInt128.One << (low % 128)) | (UInt128.One << (middle % 128)) | (UInt128.One << (high % 128))
        );
        if (chord.RootName.Length == 0)
            return;
        Assert.True(Chord.TryParse(chord.ToString(), out Chord read));
        Assert.Equal(chord, read);
    }

    [Property]
    public void NoNumberIsAChordThatDoesHarm(int code)
    {
        Chord chord = Chord.OfCode(code);
        Assert.InRange(chord.Root, 0, 11);
        Assert.InRange(chord.Bass, 0, 11);
        Assert.InRange(chord.Tones, 0, 4095);
        _ = chord.ToString();
    }

    [Fact]
    public void ChordsLastABarOrAsManyBeatsAsTheySayAndBeginAgain()
    {
        ChordProgression? read = ChordProgression.Parse("Am:2 D7:1.5 | G", bar: 4, out string error);
        Assert.Equal("", error);
        Assert.Equal(7.5, read!.Length);
        (double At, string Name, double Since, double Until)[] expected =
        [
            (0, "Am", 0, 2),
            (1.9, "Am", 0, 2),
            (2, "D7", 2, 3.5),
            (3.5, "G", 3.5, 7.5),
            (7.4, "G", 3.5, 7.5),
            (7.5, "Am", 7.5, 9.5),
            (76, "Am", 75, 77),
        ];
        foreach ((double at, string name, double since, double until) in expected)
        {
            Assert.Equal(name, read.At(at, out double begun, out double ends).ToString());
            Assert.Equal((since, until), (begun, ends));
        }

        Assert.True(read.At(-0.5, out _, out double first).IsNone);
        Assert.Equal(0, first);
        var lasting = new ChordProgression(default(Chord));
        lasting.Set(read.At(0, out _, out _));
        Assert.Equal("Am", lasting.At(1e9, out double from, out double to).ToString());
        Assert.Equal((0, double.PositiveInfinity), (from, to));
    }

    [Theory]
    [InlineData("", "no chord")]
    [InlineData("Am Q", "'Q'")]
    [InlineData("Am:x", "'Am:x'")]
    [InlineData("Am:0", "'Am:0'")]
    [InlineData("Am:-1", "'Am:-1'")]
    [InlineData("Am:1:2", "'Am:1:2'")]
    public void WhatIsNoProgressionIsTold(string text, string reason)
    {
        Assert.Null(ChordProgression.Parse(text, 4, out string error));
        Assert.Contains(reason, error);
    }

    private static int PitchClass(string name) => Array.IndexOf([.. KeyName.PitchClasses], name);
}
