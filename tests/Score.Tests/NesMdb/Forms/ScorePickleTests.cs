using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FsCheck.Xunit;
using LakhNes.Score.NesMdb.Forms;
using LakhNes.Score.Pickles;
using LakhNes.Score.Registers;
using LakhNes.Score.Vgm;

namespace LakhNes.Score.Tests.NesMdb.Forms;

/// <summary>NES-MDB's scores: as the original makes them, as Python writes and reads them, and what is no score.</summary>
[Properties(Arbitrary = [typeof(ScoreGenerators)], MaxTest = 60)]
public class ScorePickleTests
{
    // the piece of data/make_pickles.py
    private static readonly byte[] Piece =
    [
        .. (byte[])[60, 15, 2, 0, 0, 0, 45, 0, 0, 3, 9, 1],
        .. (byte[])[60, 10, 2, 64, 8, 0, 45, 0, 0, 0, 0, 1],
        .. (byte[])[62, 10, 0, 64, 8, 3, 0, 0, 0, 0, 0, 0],
        .. (byte[])[0, 0, 0, 67, 1, 3, 33, 0, 0, 16, 15, 0],
        .. (byte[])[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    ];

    private static readonly Dictionary<string, string> Pickles = JsonSerializer.Deserialize<Dictionary<string, string>>(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "data", "pickles.json"))
    )!;

    public static TheoryData<string> ExpressivePickles =>
        [.. Pickles.Keys.Where(name => name.StartsWith("exprsco", StringComparison.Ordinal)).Where(IsPiece).Order()];

    public static TheoryData<string> OtherPickles => [.. Pickles.Keys.Where(name => name[..3] is "sep" or "bln").Order()];

    // the first bytes of SHA-256 of the arrays that nesmdb makes of the simplified logs (rawsco.py, exprsco.py, seprsco.py);
    // of the blended score, of its notes with commas between and a line for each step
    [SkippableTheory]
    [InlineData("02_03LevelClear", 24, 63, "56c6c7807d45ae38", "5796b74331771beb", "64175f31950fdc5d")]
    [InlineData("02_03LevelClear", 44100, 117465, "54b3467834842e55", "502310780c21c07c", "9925b1725d14e9fe")]
    [InlineData("02_03LevelClear", 60, 159, "4d474415cac4dc5c", "89e03da820a19eae", "8214a361ac02e8c9")]
    [InlineData("02_03LevelClear", 7.3, 19, "caa250f83fb39b88", "baf32203acabe11e", "8db88540adf85e4b")]
    [InlineData("03_04OutofFuel", 24, 63, "2c9db420ac47beab", "583f76a066c7caf0", "d9fe5b4ae7943409")]
    [InlineData("03_04OutofFuel", 44100, 117470, "a2886a26f11b77c0", "8b25a26fff80c8f0", "34869d933d092ada")]
    [InlineData("03_04OutofFuel", 7.3, 19, "f8a2c0b87a7c01aa", "38b6b9336afd5fd6", "2f5d7a5c3ae3fd77")]
    [InlineData("00_01Title", 24, 1022, "d174fce0dc713ab4", "f464625fe265154b", "616fdad6d99f8ebb")]
    [InlineData("00_01Title", 60, 2555, "76edf56a285aa2ab", "68f620c1ac7bd44e", "056caf42d74a3e46")]
    public void ScoresAreTheOriginals(string song, double rate, int steps, string expressive, string separated, string blended)
    {
        RegisterLog log = VgmFile.Read(Shared.Path("fixtures", "score", $"202_LawnMower_{song}.vgm"));
        var score = ExpressiveScore.Of(NoteTranscriber.Transcribe(log), rate);
        object?[] read = Unpickled(ScorePickle.Write(score, ScoreForm.Expressive));
        Assert.Equal([rate, log.Length], read[..2]);
        NumpyArray array = NumpyNames.ArrayOf(read[2])!;
        Assert.Equal([steps, 4, 3], array.Shape);
        Assert.Equal(expressive, Hash(array.ToBytes()!));
        array = NumpyNames.ArrayOf(Unpickled(ScorePickle.Write(score, ScoreForm.Separated))[2])!;
        Assert.Equal([steps, 4], array.Shape);
        Assert.Equal(separated, Hash(array.ToBytes()!));
        var chords = (List<object?>)Unpickled(ScorePickle.Write(score, ScoreForm.Blended))[2]!;
        Assert.Equal(
            blended,
            Hash(Encoding.ASCII.GetBytes(string.Join('\n', chords.Select(chord => string.Join(',', (List<object?>)chord!)))))
        );
    }

    [Theory]
    [MemberData(nameof(ExpressivePickles))]
    public void WhatPythonWritesIsRead(string name)
    {
        ExpressiveScore score = Read(Convert.FromBase64String(Pickles[name]), ScoreForm.Expressive);
        Assert.Equal((24, 10000), (score.Rate, score.Length));
        Assert.Equal(Piece, score.Values.ToArray());
    }

    [Theory]
    [MemberData(nameof(OtherPickles))]
    public void ScoresWithoutVelocityPlayAtTheFull(string name)
    {
        ScoreForm form = name.StartsWith("sep", StringComparison.Ordinal) ? ScoreForm.Separated : ScoreForm.Blended;
        ExpressiveScore score = Read(Convert.FromBase64String(Pickles[name]), form);
        byte[] values = (byte[])Piece.Clone();
        for (int i = 0; i < values.Length; i += 3)
        {
            values[i + 1] = values[i] > 0 && i / 3 % 4 != 2 ? (byte)15 : (byte)0;
            values[i + 2] = 0;
        }

        if (form == ScoreForm.Separated)
            Assert.Equal(values, score.Values.ToArray());
        else
            // from the lowest: pulse 1, pulse 2, triangle
            Assert.Equal(
                [(45, 60, 0), (45, 60, 64), (62, 64, 0), (33, 67, 0), (0, 0, 0)],
                Enumerable.Range(0, 5).Select(i => (Note(score, i, 0), Note(score, i, 1), Note(score, i, 2)))
            );
    }

    [Fact]
    public void NumPy2sNamesAreKnownToo()
    {
        // its modules have an underscore before core; there is no file of its own here
        string old = Encoding.Latin1.GetString(Convert.FromBase64String(Pickles["exprsco.py3.p2"]));
        byte[] renamed = Encoding.Latin1.GetBytes(old.Replace("numpy.core.", "numpy._core.", StringComparison.Ordinal));
        Assert.Equal(Piece, Read(renamed, ScoreForm.Expressive).Values.ToArray());
    }

    [Property]
    public void WhatIsWrittenIsRead(NesScore any, byte seed)
    {
        double rate = new[] { 24, 60.0988, 7.3, 1, 1000 }[seed % 5];
        var score = ExpressiveScore.Of(any, rate);
        ExpressiveScore back = Read(ScorePickle.Write(score, ScoreForm.Expressive), ScoreForm.Expressive);
        Assert.Equal((rate, score.Length), (back.Rate, back.Length));
        Assert.Equal(score.Values.ToArray(), back.Values.ToArray());
        ScoreAssert.Same(score.ToScore(), back.ToScore());
        byte[] separated = ScorePickle.Write(score, ScoreForm.Separated);
        Assert.Equal(separated, ScorePickle.Write(Read(separated, ScoreForm.Separated), ScoreForm.Separated));
    }

    [Property]
    public void AChordOfPulsesComesBack(NesScore any)
    {
        // without the notes that only a triangle reaches
        byte[] values = ExpressiveScore.Of(any, 24).Values.ToArray();
        for (int i = 0; i < values.Length; i += 3)
            values[i] = values[i] is > 0 and < 33 ? (byte)0 : values[i];
        byte[] blended = ScorePickle.Write(new ExpressiveScore(24, 1_000_000, values), ScoreForm.Blended);
        Assert.Equal(blended, ScorePickle.Write(Read(blended, ScoreForm.Blended), ScoreForm.Blended));
    }

    [Fact]
    public void WhatNoPulseReachesIsTheTrianglesAndMoreThanThreeAreToldOf()
    {
        List<ReadError> warnings = [];
        byte[] pickle = Pickle("F24.0\nI9000\n(l(lI24\naI60\naI64\naa(lI60\naI64\naI67\naI72\naa(lI20\naa");
        ExpressiveScore score = ScorePickle.Read(pickle, "a.pkl", ScoreForm.Blended, warnings);
        Assert.Equal((60, 64, 24), (Note(score, 0, 0), Note(score, 0, 1), Note(score, 0, 2)));
        Assert.Equal((60, 64, 67), (Note(score, 1, 0), Note(score, 1, 1), Note(score, 1, 2)));
        Assert.Equal((0, 0, 0), (Note(score, 2, 0), Note(score, 2, 1), Note(score, 2, 2)));
        Assert.Equal(
            ["a.pkl: 1 notes that their voices cannot play are left out", "a.pkl: 1 notes beyond three at once are left out"],
            warnings.Select(warning => warning.ToString())
        );
    }

    [Fact]
    public void ARegisterKeepsItsVolumeWhereANoteHasNone()
    {
        byte[] values = new byte[4 * 12];
        (values[0], values[1]) = (60, 0); // nothing to keep yet: silent
        (values[12], values[13]) = (60, 7);
        (values[24], values[25]) = (62, 0);
        values[36 + 7] = 9; // a triangle has no volume
        ExpressiveScore score = Read(
            ScorePickle.Write(new ExpressiveScore(10, 17640, values), ScoreForm.Expressive),
            ScoreForm.Expressive
        );
        Assert.Equal([0, 0, 60, 7, 62, 7, 0, 0], new[] { 0, 12, 24, 36 }.SelectMany(at => score.Values.Slice(at, 2).ToArray()));
        Assert.Equal(0, score.Values[36 + 7]);
    }

    [Theory]
    [InlineData("F0\nI1\n(l", "a.pkl: its rate is no number above 0 and up to 44100")]
    [InlineData("F44101\nI1\n(l", "a.pkl: its rate is no number above 0 and up to 44100")]
    [InlineData("FNaN\nI1\n(l", "a.pkl: its rate is no number above 0 and up to 44100")]
    [InlineData("S'24'\nI1\n(l", "a.pkl: its rate is no number above 0 and up to 44100")]
    [InlineData("F24\nI-1\n(l", "a.pkl: its length is no number of samples")]
    [InlineData("F24\nF1\n(l", "a.pkl: its length is no number of samples")]
    [InlineData("F24\nL9999999999L\n(l", "a.pkl: its length is no number of samples")]
    [InlineData("F24\nI1\n", "a.pkl: holds other than a rate, a length and a score")]
    [InlineData("F24\nI1\n(lN", "a.pkl: holds other than a rate, a length and a score")]
    [InlineData("F24\nI1\nN", "a.pkl: its score is no list of steps")]
    [InlineData("F24\nI1\n(lI60\na", "a.pkl: step 0: holds no list of notes")]
    [InlineData("F24\nI1\n(l(la(lF60\naa", "a.pkl: step 1: holds other than MIDI notes")]
    [InlineData("F24\nI1\n(l(lI256\naa", "a.pkl: step 0: holds other than MIDI notes")]
    public void WhatIsNoBlendedScoreIsOneError(string inside, string message) =>
        Assert.Equal(message, Assert.Throws<ScoreFormatException>(() => Read(Pickle(inside), ScoreForm.Blended)).Message);

    [Fact]
    public void AnotherArrayIsOneError()
    {
        string Error(byte[] bytes, ScoreForm form) => Assert.Throws<ScoreFormatException>(() => Read(bytes, form)).Message;
        byte[] expressive = ScorePickle.Write(new ExpressiveScore(24, 10000, Piece), ScoreForm.Expressive);
        byte[] separated = ScorePickle.Write(new ExpressiveScore(24, 10000, Piece), ScoreForm.Separated);
        Assert.Equal("a.pkl: its array has the shape [5, 4, 3], not [steps, 4]", Error(expressive, ScoreForm.Separated));
        Assert.Equal("a.pkl: its array has the shape [5, 4], not [steps, 4, 3]", Error(separated, ScoreForm.Expressive));
        Assert.Equal("a.pkl: its score is no list of steps", Error(separated, ScoreForm.Blended));
        Assert.Equal("a.pkl: its score is no array", Error(Pickle("F24\nI1\n(l"), ScoreForm.Expressive));
        Assert.Equal(
            "a.pkl: its array holds other than whole numbers from 0 to 255",
            Error(Convert.FromBase64String(Pickles["exprsco.float.py3.p2"]), ScoreForm.Expressive)
        );
        byte[] Changed(int at, byte value)
        {
            byte[] values = (byte[])Piece.Clone();
            values[at] = value;
            return ScorePickle.Write(new ExpressiveScore(24, 10000, values), ScoreForm.Expressive);
        }
        Assert.Equal("a.pkl: step 1: P1 has the velocity 16; there are 0 to 15", Error(Changed(13, 16), ScoreForm.Expressive));
        Assert.Equal("a.pkl: step 0: P2 has the timbre 4; there are 4", Error(Changed(5, 4), ScoreForm.Expressive));
        Assert.Equal("a.pkl: step 0: NO has the timbre 2; there are 2", Error(Changed(11, 2), ScoreForm.Expressive));
        for (int length = 0; length < expressive.Length; length++)
            Error(expressive[..length], ScoreForm.Expressive);
    }

    private static bool IsPiece(string name) => !name.Contains("float") && !name.Contains("empty");

    private static ExpressiveScore Read(byte[] bytes, ScoreForm form) => ScorePickle.Read(bytes, "a.pkl", form, []);

    private static int Note(ExpressiveScore score, int step, int voice) => score.Values[(step * 12) + (voice * 3)];

    private static byte[] Pickle(string inside) => Encoding.Latin1.GetBytes($"({inside}t.");

    private static object?[] Unpickled(byte[] bytes) =>
        (object?[])PickleReader.Read(new PickleInput(new MemoryStream(bytes), bytes.Length), new NumpyNames())!;

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes))[..16];
}
