using System.Text.Json;
using LakhNes.Conversion;
using LakhNes.Conversion.Formats;
using LakhNes.Score.Registers;
using LakhNes.Score.Vgm;

namespace LakhNes.Cli.Tests;

/// <summary><c>lakhnes vgm</c>, and <c>convert</c> to and from NES-MDB's other forms.</summary>
public sealed class VgmCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lakhnes-").FullName;
    private readonly string _song;

    public VgmCommandTests()
    {
        _song = At("song.vgm");
        RegisterWrite[] writes =
        [
            new(0, 0x4015, 0x1F),
            new(0, 0x4000, 0xBF),
            new(0, 0x4002, 253),
            new(0, 0x4003, 8),
            new(0, 0x400C, 0x3F),
            new(0, 0x400E, 3),
            new(0, 0x400F, 8),
            new(0, 0x4010, 15),
            new(44100, 0x4000, 0xB7),
        ];
        File.WriteAllBytes(
            _song,
            VgmFile.Write(new RegisterLog(RegisterLog.NtscClock, [.. writes], 88200, new RegisterLoop(0, 0)))
        );
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void SimplifyKeepsTheVoices()
    {
        CliRun run = CliRun.Of("vgm", "simplify", _song, At("a.vgm"));
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal($"{At("a.vgm")}: 8 writes, 1 left out, 2.0 s\n", run.Output.ReplaceLineEndings("\n"));
        RegisterLog log = VgmFile.Read(At("a.vgm"));
        Assert.Equal((8, 88200), (log.Writes.Length, log.Length));
        Assert.Null(log.Loop);
    }

    [Fact]
    public void SimplifyKeepsTheVoicesThatAreNamed()
    {
        CliRun run = CliRun.Of("vgm", "simplify", _song, At("a.vgz"), "--keep", "NO", "--json");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        using JsonDocument json = JsonDocument.Parse(run.Output);
        Assert.Equal(4, json.RootElement.GetProperty("writes").GetInt32());
        Assert.Equal(5, json.RootElement.GetProperty("leftOut").GetInt32());
        Assert.Equal([0x4015, 0x400C, 0x400E, 0x400F], VgmFile.Read(At("a.vgz")).Writes.Select(write => (int)write.Address));
    }

    [Fact]
    public void ShortenKeepsSoManyCommands()
    {
        CliRun run = CliRun.Of("vgm", "shorten", _song, At("a.vgm"), "--start", "8", "--max", "2");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        RegisterLog log = VgmFile.Read(At("a.vgm"));
        Assert.Equal([new RegisterWrite(44100, 0x4000, 0xB7)], log.Writes.ToArray());
        Assert.Equal(44100, log.Length);
    }

    [Fact]
    public void ConvertGivesEveryFormOfNesMdbAndReadsIt()
    {
        string[] forms = [.. SongFormats.All.Where(f => f.Score() != null || f.Disassembly() != null).Select(f => f.Name())];
        Assert.Equal(9, forms.Length);
        CliRun run = CliRun.Of("convert", _song, At("out"), "--formats", string.Join(',', forms), "--rate", "50");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        foreach (string file in Directory.GetFiles(At("out")))
        {
            Assert.Equal((0, ""), (CliRun.Of("convert", file, At("back.mid")).ExitCode, run.Error));
            Song song = Song.Open(file);
            Assert.Equal(2, song.Seconds);
            Assert.Contains(song.Score.Events, e => e.Value == 69);
        }

        Assert.Equal(100, NesMdbSteps(At("out/song.exprsco.pkl")));
        Assert.Equal(0, CliRun.Of("convert", _song, At("song.exprsco.pkl")).ExitCode);
        Assert.Equal(48, NesMdbSteps(At("song.exprsco.pkl")));
        // a score keeps its rate on its way to another one
        Assert.Equal(0, CliRun.Of("convert", At("out/song.exprsco.pkl"), At("own.exprsco.pkl")).ExitCode);
        Assert.Equal(100, NesMdbSteps(At("own.exprsco.pkl")));
    }

    [Fact]
    public void APickleThatWouldRunAProgramIsRefusedAndNothingIsRun()
    {
        string mark = At("run");
        File.WriteAllText(At("evil.exprsco.pkl"), $"cos\nsystem\n(S'touch {mark}'\ntR.");
        CliRun run = CliRun.Of("convert", At("evil.exprsco.pkl"), At("a.mid"));
        Assert.Equal(1, run.ExitCode);
        Assert.Equal(
            $"lakhnes: {At("evil.exprsco.pkl")}: refuses to load os.system: no part of an array\n",
            run.Error.ReplaceLineEndings("\n")
        );
        Assert.False(File.Exists(mark) || File.Exists(At("a.mid")));
    }

    private static int NesMdbSteps(string path) =>
        Score.NesMdb.Forms.ScorePickle.Read(File.ReadAllBytes(path), path, Score.NesMdb.Forms.ScoreForm.Expressive, []).Steps;

    private string At(string name) => Path.Combine(_folder, name);
}
