using System.Text;
using FsCheck.Xunit;
using LakhNes.Score.Pickles;

namespace LakhNes.Score.Tests.Pickles;

/// <summary>Pickles as data: what the protocols' opcodes hold, and what no pickle can make this program do.</summary>
public class PickleReaderTests
{
    [Theory]
    [InlineData("I7\n.", 7L)]
    [InlineData("I00\n.", false)]
    [InlineData("I01\n.", true)]
    [InlineData("L-9223372036854775808L\n.", long.MinValue)]
    [InlineData("L9223372036854775808L\n.", "9223372036854775808")]
    [InlineData("F-2.5e3\n.", -2500.0)]
    [InlineData("S'a\\'b\\\\\\n\\x41\\101'\n.", "a'b\\\nAA")]
    [InlineData("S\"it's\"\n.", "it's")]
    [InlineData("Va\\u0062\\n\n.", "ab\\n")]
    [InlineData("V\\U0001F3B5\n.", "\U0001F3B5")]
    [InlineData("U\u0002ab.", "ab")]
    [InlineData("N.", null)]
    public void AValueIsWhatPythonWrote(string pickle, object? value) => Assert.Equal(value, Read(pickle));

    [Fact]
    public void ListsTuplesAndDictsAreWhatTheyHold()
    {
        Assert.Equal([1L, "a"], Assert.IsType<List<object?>>(Read("(lp0\nI1\naS'a'\na.")));
        Assert.Equal([1L, 2L], Assert.IsType<object?[]>(Read("(I1\nI2\nt.")));
        Assert.Equal(5L, Assert.IsType<PickleDict>(Read("(dS'k'\nI5\ns."))["k"]);
        object?[] twice = Assert.IsType<object?[]>(Read("((I1\ntp3\ng3\nt."));
        Assert.Same(twice[0], twice[1]);
    }

    [Theory]
    [InlineData("cos\nsystem\n(S'rm'\ntR.", "refuses to load os.system: no part of an array")]
    [InlineData("cposix\nsystem\n.", "refuses to load posix.system: no part of an array")]
    [InlineData("c__builtin__\neval\n.", "refuses to load __builtin__.eval: no part of an array")]
    [InlineData("cnumpy\nload\n.", "refuses to load numpy.load: no part of an array")]
    [InlineData("c\u0001\n\u0002\n.", "refuses to load ?.?: no part of an array")]
    [InlineData("\u0080\u0009.", "pickle protocol 9 is not supported (0 to 5 are)")]
    [InlineData("i.", "pickle opcode 0x69 is not one that is read")]
    [InlineData("P1\n.", "pickle opcode 0x50 is not one that is read")]
    [InlineData("", "the file ends too early (truncated?)")]
    [InlineData("I1\n", "the file ends too early (truncated?)")]
    [InlineData("X\u007f\u007f\u007f\u007fa.", "the file ends too early (truncated?)")]
    public void WhatNoScoreHoldsIsRefusedByName(string pickle, string message) =>
        Assert.Equal(message, Assert.Throws<PickleException>(() => Read(pickle)).Message);

    [Theory]
    [InlineData(".")]
    [InlineData("(.")]
    [InlineData("t.")]
    [InlineData("a.")]
    [InlineData("I1\nI2\na.")]
    [InlineData("(I1\nd.")]
    [InlineData("g9\n.")]
    [InlineData("g-1\n.")]
    [InlineData("S'open\n.")]
    [InlineData("S'half\\x4'\n.")]
    [InlineData("V\\u00\n.")]
    [InlineData("V\\U00110000\n.")]
    [InlineData("Ione\n.")]
    [InlineData("Fnan?\n.")]
    [InlineData("(dN(lb.")]
    [InlineData("I1\n)R.")]
    [InlineData("I1\n)\u0081.")]
    [InlineData("(tQ.")]
    public void WhatCannotStandThereIsAnError(string pickle) =>
        Assert.StartsWith("the pickle is damaged (", Assert.Throws<PickleException>(() => Read(pickle)).Message);

    [Property]
    public void WhatIsWrittenIsRead(int small, long large, double number, string text, byte[] bytes, bool truth)
    {
        using var stream = new MemoryStream();
        var pickle = new PickleWriter(stream);
        pickle.Begin().Mark().Value(small).Value(large).Value(number).Value(text ??= "").Value(bytes ?? []).Value(truth).None();
        pickle.EmptyList().Mark().Name("short").Append().Array(bytes ?? [], bytes?.Length ?? 0, 1).Tuple().End();
        object?[] read = Assert.IsType<object?[]>(Read(stream.ToArray()));
        Assert.Equal([(long)small, large, number, new UTF8Encoding().GetString(Encoding.UTF8.GetBytes(text))], read[..4]);
        Assert.Equal(bytes ?? [], read[4]);
        Assert.Equal([truth, null], read[5..7]);
        Assert.Equal(["short"], Assert.IsType<List<object?>>(read[7]));
        NumpyArray array = NumpyNames.ArrayOf(read[8])!;
        Assert.Equal([bytes?.Length ?? 0, 1], array.Shape);
        Assert.Equal(bytes ?? [], array.ToBytes());
    }

    [Property]
    public void AnyBytesAreAValueOrOneError(byte[] bytes)
    {
        try
        {
            Read(bytes);
        }
        catch (PickleException failure)
        {
            Assert.NotEmpty(failure.Message);
        }
    }

    private static object? Read(string pickle) => Read(Encoding.Latin1.GetBytes(pickle));

    private static object? Read(byte[] pickle) =>
        PickleReader.Read(new PickleInput(new MemoryStream(pickle), pickle.Length), new NumpyNames());
}
