using FsCheck.Xunit;
using LakhNes.Instrument.Tunings;

namespace LakhNes.Instrument.Tests.Tunings;

/// <summary>Scala's scales and keyboard maps: what its file formats say, at the edges too.</summary>
public class ScalaTests
{
    private const string Meantone = """
        ! meanquar.scl
        !
        1/4-comma meantone scale. Pietro Aaron's temperament (1523)
         12
        !
         76.04900
         193.15686
         310.26471
         5/4
         503.42157
         579.47057
         696.57843
         25/16
         889.73529
         1006.84314
         1082.89214
         2/1
        """;

    [Fact]
    public void CentsAndRatiosAreReadAndCommentsLeftOut()
    {
        ScalaScale scale = Scale(Meantone);
        Assert.Equal(12, scale.Count);
        Assert.StartsWith("1/4-comma meantone", scale.Description);
        Assert.Equal(0, scale.CentsOf(0));
        Assert.Equal(76.049, scale.CentsOf(1));
        Assert.Equal(1200 * Math.Log2(1.25), scale.CentsOf(4));
        Assert.Equal(1200, scale.CentsOf(12), 9);
        Assert.Equal(1082.89214 - 1200, scale.CentsOf(-1), 9);
        Assert.Equal(2400 + 193.15686, scale.CentsOf(26), 9);
    }

    [Theory]
    [InlineData("2", 1200)]
    [InlineData("3/2 the fifth", 701.955)]
    [InlineData("  \t 81/64\tE", 407.82)]
    [InlineData("100.", 100)]
    [InlineData("-5.5", -5.5)]
    [InlineData("0.0", 0)]
    [InlineData("701.955 cents", 701.955)]
    [InlineData("4294967296/4294967295", 0)]
    [InlineData("1/2", -1200)]
    public void APitchIsWhatItsLineSays(string line, double cents) => Assert.Equal(cents, Scale($"\n1\n{line}\n").CentsOf(1), 3);

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("! only a comment", "it is empty")]
    [InlineData("name", "line 1: the number of notes is missing")]
    [InlineData("name\nmany", "line 2: the number of notes is missing")]
    [InlineData("name\n-3\n", "line 2: the number of notes is missing")]
    [InlineData("name\n0\n", "a scale without notes cannot be laid out on keys")]
    [InlineData("name\n2\n100.0\n", "line 3: it has 1 notes of the 2 that it says")]
    [InlineData("name\n2\n100.0\n\n200.0\n", "line 4: it has 1 notes of the 2 that it says")]
    [InlineData("name\n2147483647\n100.0\n", "line 3: it has 1 notes of the 2147483647 that it says")]
    [InlineData("name\n1\n3/0\n", "line 3: '3/0' is neither a ratio nor cents")]
    [InlineData("name\n1\n0/3\n", "line 3: '0/3' is neither a ratio nor cents")]
    [InlineData("name\n1\n-3/2\n", "line 3: '-3/2' is neither a ratio nor cents")]
    [InlineData("name\n1\n3/2/1\n", "line 3: '3/2/1' is neither a ratio nor cents")]
    [InlineData("name\n1\n! no pitch\nfifth\n", "line 4: 'fifth' is neither a ratio nor cents")]
    [InlineData("name\n1\n1e3.0\n", "line 3: '1e3.0' is neither a ratio nor cents")]
    public void WhatIsNoScaleIsRefusedWithItsLine(string text, string expected)
    {
        Assert.False(ScalaScale.TryParse(text, out ScalaScale scale, out string error));
        Assert.Equal(expected, error);
        Assert.Same(ScalaScale.Equal, scale);
    }

    [Fact]
    public void WithoutAMapTheFirstDegreeIsC4AndEachKeyADegree()
    {
        Assert.True(Tuning.TryMake("", Scale("\n3\n1/1\n3/2\n2/1\n"), null, out Tuning tuning, out _));
        Assert.Equal(60, tuning.Pitches[60], 12);
        Assert.Equal(60, tuning.Pitches[61], 12);
        Assert.Equal(67.01955, tuning.Pitches[62], 5);
        Assert.Equal(72, tuning.Pitches[63], 12);
        Assert.Equal(48, tuning.Pitches[57], 12);
    }

    [Fact]
    public void TwelveEqualStepsAreTheUsualKeys()
    {
        Assert.True(Tuning.TryMake("", ScalaScale.Equal, null, out Tuning tuning, out _));
        for (int key = 0; key < PitchTable.Keys; key++)
            Assert.Equal(key, tuning.Pitches[key], 9);
    }

    /// <summary>The white keys play the seven degrees of a scale, the black ones nothing.</summary>
    [Fact]
    public void AMapLeavesKeysOutAndRepeatsAtItsOctave()
    {
        ScalaScale major = Scale("\n7\n9/8\n5/4\n4/3\n3/2\n5/3\n15/8\n2/1\n");
        KeyboardMap map = Map("! white keys\n12\n0\n127\n60\n69\n440.0\n7\n0\nx\n1\nx\n2\n3\nx\n4\nx\n5\nx\n6\n");
        PitchTable pitches = map.PitchesOf(major);
        Assert.Equal(69, pitches[69], 12);
        double c = 69 - (12 * Math.Log2(5 / 3.0));
        Assert.Equal(c, pitches[60], 9);
        Assert.Equal(c + (12 * Math.Log2(1.25)), pitches[64], 9);
        Assert.Equal(c + 12, pitches[72], 9);
        Assert.Equal(c - 24, pitches[36], 9);
        Assert.True(pitches.IsSilent(61));
        Assert.True(pitches.IsSilent(1));
        Assert.False(pitches.IsSilent(0));
        // what steps onto such a key has the one below
        Assert.Equal(pitches[60], pitches.PitchOf(61));
    }

    [Fact]
    public void MissingEntriesAreSilentAndKeysOutOfItsRangeStay()
    {
        PitchTable pitches = Map("4\n60\n67\n60\n60\n261.625565\n4\n0\n1\n").PitchesOf(Scale("\n4\n300.\n600.\n900.\n2/1\n"));
        Assert.Equal([60, 63], new[] { pitches[60], pitches[61] }.Select(pitch => Math.Round(pitch, 4)));
        Assert.True(pitches.IsSilent(62));
        Assert.True(pitches.IsSilent(67));
        Assert.Equal(72, pitches[64], 4);
        Assert.Equal([59, 68], new[] { pitches[59], pitches[68] });
    }

    /// <summary>A map of no size is a degree a key, from its middle key on.</summary>
    [Fact]
    public void AMapOfSizeNoneIsLinear()
    {
        PitchTable pitches = Map("0\n0\n127\n62\n69\n442\n0\n").PitchesOf(ScalaScale.Equal);
        double sharp = 12 * Math.Log2(442 / 440.0);
        Assert.Equal(69 + sharp, pitches[69], 9);
        Assert.Equal(62 + sharp, pitches[62], 9);
    }

    [Theory]
    [InlineData("", "line 0: the map's size is missing or none")]
    [InlineData("x\n", "line 1: the map's size is missing or none")]
    [InlineData("0\n0\n128\n60\n69\n440\n0\n", "line 3: the last key (0 to 127) is missing or none")]
    [InlineData("0\n0\n127\n60\n69\n", "line 5: the reference key's frequency is missing or none")]
    [InlineData("0\n0\n127\n60\n69\n0\n0\n", "line 6: the reference key's frequency is missing or none")]
    [InlineData("0\n0\n127\n60\n69\n-440\n0\n", "line 6: the reference key's frequency is missing or none")]
    [InlineData("0\n0\n127\n60\n69\n440\n", "line 6: the octave's degree is missing or none")]
    [InlineData("1\n0\n127\n60\n60\n440\n1\ny\n", "line 8: 'y' is neither a degree nor x")]
    [InlineData("2\n0\n127\n60\n61\n440\n2\n0\nx\n", "the reference key is not mapped, so that no key has a pitch")]
    public void WhatIsNoMapIsRefusedWithItsLine(string text, string expected)
    {
        Assert.False(KeyboardMap.TryParse(text, out KeyboardMap map, out string error));
        Assert.Equal(expected, error);
        Assert.Same(KeyboardMap.Linear, map);
    }

    [Fact]
    public void PitchesOutOfAllReachAreRefused()
    {
        Assert.False(Tuning.TryMake("", Scale("\n1\n99999999.0\n"), null, out Tuning tuning, out string error));
        Assert.Equal("its pitches are out of all reach", error);
        Assert.Same(Tuning.Equal, tuning);
    }

    [Fact]
    public void BeyondTheLastKeyATableGoesOnByOctaves()
    {
        PitchTable equal = PitchTable.Equal;
        for (int key = -300; key < 400; key++)
            Assert.Equal(key, equal.PitchOf(key));
        var none = new PitchTable();
        for (int key = 0; key < PitchTable.Keys; key++)
            none[key] = double.NaN;
        Assert.Equal(61, none.PitchOf(61));
        none[100] = 5;
        Assert.Equal(5, none.PitchOf(3));
        Assert.Equal(5, none.PitchOf(127));
    }

    [Property]
    public bool AWrittenScaleIsReadAsItWas(double[] degrees)
    {
        double[] cents = [.. degrees.Select(each => Math.Round(double.IsFinite(each) ? each % 5000 : 1, 5)), 1200];
        string lines = string.Concat(cents.Select(each => FormattableString.Invariant($" {each:0.00000} ! x\n")));
        ScalaScale scale = Scale($"any\n {cents.Length}\n!\n{lines}");
        return cents.Select((each, i) => Math.Abs(scale.CentsOf(i + 1) - each) < 1e-4).All(same => same);
    }

    /// <summary>Whatever a file holds, reading it ends, and what is refused says why.</summary>
    [Property(MaxTest = 500)]
    public bool AnyTextIsReadOrRefused(string[] lines)
    {
        string text = string.Join('\n', lines ?? []);
        bool scale = ScalaScale.TryParse(text, out _, out string error),
            map = KeyboardMap.TryParse(text, out _, out string mapError);
        return scale == (error.Length == 0) && map == (mapError.Length == 0);
    }

    private static ScalaScale Scale(string text)
    {
        Assert.True(ScalaScale.TryParse(text, out ScalaScale scale, out string error), error);
        return scale;
    }

    private static KeyboardMap Map(string text)
    {
        Assert.True(KeyboardMap.TryParse(text, out KeyboardMap map, out string error), error);
        return map;
    }
}
