using LakhNes.Cli.Terminal;
using LakhNes.Generator.Composition;
using LakhNes.Score;
using LakhNes.Score.Judging;
using LakhNes.Score.Text;

namespace LakhNes.Cli.Tests;

/// <summary>Pieces in bars, and <c>--form</c>, with the model that is shipped.</summary>
public sealed class FormCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("--bars", "2")]
    [InlineData("--gen-len", "64")] // no tempo is told
    public void APieceOutOfNothingBeginsInItsFirstBar(string length, string value)
    {
        string[] arguments = ["generate", "--num", "32", "--choose", "1", length, value, "--seed", "1", "--formats", "txb"];
        CliRun run = CliRun.Of([.. arguments, "--out-dir", _folder]);
        Assert.Equal((ExitCode.Success, ""), (run.ExitCode, run.Error));
        string[] files = Directory.GetFiles(_folder);
        Assert.Equal(32, files.Length);
        Assert.All(files, file => Assert.NotEmpty(Notes(BarText.Read(file), 0, 1)));
    }

    [Fact]
    public void PiecesOfASceneHaveItsSongsTemposUnlessOneIsChosen()
    {
        string[] arguments = ["generate", "--scene", "fanfare", "--num", "24", "--choose", "1", "--bars", "1", "--seed", "1"];
        Assert.All(Tempos([]), tempo => Assert.Contains(tempo, SceneTraits.Of(GameScene.Fanfare)!.Tempos));
        Assert.True(Tempos([]).Distinct().Count() > 2);
        Assert.All(Tempos(["--tempo", "90"]), tempo => Assert.Equal(90, tempo));

        int[] Tempos(string[] more)
        {
            CliRun run = CliRun.Of([.. arguments, .. more, "--formats", "txb", "--out-dir", _folder]);
            Assert.Equal((ExitCode.Success, ""), (run.ExitCode, run.Error));
            return [.. Directory.GetFiles(_folder).Select(file => BarText.Read(file).Bars[0].Tempo)];
        }
    }

    [Fact]
    public void PiecesOfASceneHaveTheKeyThatIsDrawn()
    {
        const int count = 12;
        string[] arguments =
        [
            "generate",
            "--scene",
            "boss",
            "--num",
            $"{count}",
            "--bars",
            "4",
            "--seed",
            "1",
            "--formats",
            "txb",
        ];
        CliRun run = CliRun.Of([.. arguments, "--out-dir", _folder]);
        Assert.Equal((ExitCode.Success, ""), (run.ExitCode, run.Error));
        int begins = 0,
            home = 0,
            modes = 0;
        for (int piece = 0; piece < count; piece++)
        {
            (_, MusicalKey key, VoiceSet voices) = SceneTraits.Of(GameScene.Boss)!.Draw(1, (ulong)piece);
            NesScore score = BarText.Read(Path.Combine(_folder, $"{piece}.txb.txt"));
            Assert.True(voices.Contains(NesVoice.Noise) || score.Events.All(e => e.Voice != NesVoice.Noise));
            foreach (
                NesEvent e in score.Events.Where(e => e is { IsNote: true, Value: > 0, Time: 0 } && e.Voice != NesVoice.Noise)
            )
            {
                int degree = (e.Value + 12 - key.Tonic) % 12;
                begins++;
                home += degree is 0 or 7 || degree == (key.IsMinor ? 3 : 4) ? 1 : 0;
            }

            Phrase phrase = Phrase.Of(score, time => (double)time / Metre.StepsPerQuarter, 4);
            modes += MusicalKey.Of(phrase.Notes.AsSpan())?.IsMinor == key.IsMinor ? 1 : 0;
        }

        Assert.InRange(home, 0.9 * begins, begins);
        Assert.InRange(modes, 0.75 * count, count);
        Assert.True(begins >= count, $"{begins} notes");
    }

    [Fact]
    public void APieceHasItsSections()
    {
        CliRun run = CliRun.Of([
            "generate",
            "--form",
            "A B4 A",
            "--bars",
            "2",
            "--vary",
            "0",
            "--seed",
            "1",
            "--formats",
            "txb",
            "--out-dir",
            _folder,
        ]);
        Assert.Equal((ExitCode.Success, ""), (run.ExitCode, run.Error));
        NesScore piece = BarText.Read(Directory.GetFiles(_folder).Single());
        Assert.Equal(8, piece.Bars.Length);
        Assert.NotEmpty(Notes(piece, 0, 2));
        Assert.Equal(Notes(piece, 0, 2), Notes(piece, 6, 2));
        Assert.NotEqual(Notes(piece, 0, 2), Notes(piece, 2, 2));
    }

    [Fact]
    public void ASongThatIsContinuedIsTheFirstSection()
    {
        string song = Path.Combine(_folder, "song.txb.txt"),
            output = Path.Combine(_folder, "out.txb.txt");
        // with notes in all of its bars
        CliRun made = CliRun.Of([
            "generate",
            "--bars",
            "3",
            "--tempo",
            "120",
            "--seed",
            "2",
            "--formats",
            "txb",
            "--out-dir",
            _folder,
        ]);
        Assert.Equal("", made.Error);
        File.Move(Path.Combine(_folder, "0.txb.txt"), song);
        CliRun run = CliRun.Of(["continue", song, "--form", "ABA", "--vary", "0", "--seed", "1", "--out", output]);
        Assert.Equal((ExitCode.Success, ""), (run.ExitCode, run.Error));
        NesScore heard = BarText.Read(song),
            piece = BarText.Read(output);
        Assert.Equal(9, piece.Bars.Length);
        Assert.Equal(Notes(heard, 0, 3), Notes(piece, 0, 3));
        Assert.Equal(Notes(heard, 0, 3), Notes(piece, 6, 3));
        Assert.NotEqual(Notes(heard, 0, 3), Notes(piece, 3, 3));
    }

    [Theory]
    [InlineData("generate --form A?", "--form: '?' is no section")]
    [InlineData("generate --form AB --bars 65", "--bars: a section has 64 bars at most")]
    [InlineData("generate --form AB --seconds 10", "--form says how long the piece is")]
    [InlineData("continue song.mid --out x.mid --vary 10", "--vary does nothing without --form")]
    public void AFaultIsToldInALine(string command, string reason)
    {
        CliRun run = CliRun.Of(command.Split(' '));
        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains(reason, run.Error);
    }

    private static NesEvent[] Notes(NesScore piece, int bar, int bars)
    {
        long from = piece.Bars[bar].Start,
            to = piece.Bars[bar + bars - 1].End;
        return
        [
            .. piece
                .Events.Where(e => e.Kind == NesEventKind.NoteOn && e.Time >= from && e.Time < to)
                .Select(e => e with { Time = e.Time - from }),
        ];
    }
}
