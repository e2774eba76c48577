using System.Buffers.Binary;
using System.Text.Json.Nodes;
using LakhNes.Cli.Terminal;
using LakhNes.Score;
using LakhNes.Score.Midi;
using LakhNes.Score.Registers;
using LakhNes.Score.Text;
using LakhNes.Score.Vgm;

namespace LakhNes.Cli.Tests;

/// <summary><c>generate --loop</c> with the model that is shipped.</summary>
public sealed class LoopCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void ALoopIsMarkedInEveryFormatThatCanAndSoundsOnWithoutASeam()
    {
        // the first piece that does not lead back by itself
        string[] options = [];
        bool closed = false;
        for (int seed = 2; !closed; seed++)
        {
            Assert.True(seed < 8, "all pieces lead back by themselves");
            options = ["generate", "--bars", "4", "--tempo", "130", "--seed", $"{seed}", "--json"];
            CliRun run = CliRun.Of([.. options, "--loop", "--formats", "txb,mid,vgm,nsf,wav", "--out-dir", _folder]);
            Assert.Equal((ExitCode.Success, ""), (run.ExitCode, run.Error));
            JsonNode piece = JsonNode.Parse(run.Output)!["pieces"]![0]!;
            (double nats, double without) = ((double)piece["seamNats"]!, (double)piece["seamNatsWithoutLoop"]!);
            Assert.True(nats <= without);
            closed = nats < without;
        }

        NesScore score = BarText.Read(Path.Combine(_folder, "0.txb.txt"));
        Assert.Equal(4, score.Bars.Length);

        // the piece that there is without a loop, with other last bars
        CliRun.Of([.. options, "--formats", "txb", "--out-dir", Path.Combine(_folder, "open")]);
        NesScore open = BarText.Read(Path.Combine(_folder, "open", "0.txb.txt"));
        long middle = score.Bars[2].Start;
        Assert.Equal(open.Events.Where(e => e.Time < middle), score.Events.Where(e => e.Time < middle));
        Assert.NotEqual(open.Events.Where(e => e.Time >= middle), score.Events.Where(e => e.Time >= middle));

        RegisterLog log = VgmFile.Read(Path.Combine(_folder, "0.vgm"));
        Assert.Equal(0, log.Loop?.Time);
        MidiEvent[] markers =
        [
            .. MidiFile
                .Read(Path.Combine(_folder, "0.mid"))
                .Tracks[0]
                .Events.Where(e => e.Kind == MidiEventKind.Meta && e.Data1 == MidiMeta.Marker),
        ];
        Assert.Equal([("loopStart", 0), ("loopEnd", 4 * 4 * 960)], markers.Select(e => (e.Text, (int)e.Tick)));

        // the third round of the music is what follows the second: nothing is cut and nothing added
        byte[] wav = File.ReadAllBytes(Path.Combine(_folder, "0.wav"));
        (int start, int end) = Loop(wav);
        float[] looped = Samples(wav);
        Assert.Equal((0, looped.Length - 1), (start, end));
        double loudest = looped.Max(Math.Abs),
            step = 0;
        for (int i = 1; i < looped.Length; i++)
            step = Math.Max(step, Math.Abs(looped[i] - looped[i - 1]));
        Assert.True(loudest > 0.02);

        // edges are spread over some samples, but for the one that the seam may cut through
        Assert.InRange(Math.Abs(looped[0] - looped[^1]), 0, 2 * step);
    }

    [Fact]
    public void ASongThatIsContinuedLeadsBackIntoItsBeginning()
    {
        string song = Path.Combine(_folder, "0.txb.txt"),
            output = Path.Combine(_folder, "on.txb.txt"),
            looped = Path.Combine(_folder, "loop.txb.txt"),
            midi = Path.Combine(_folder, "loop.mid");
        CliRun.Of(["generate", "--bars", "3", "--tempo", "130", "--seed", "2", "--formats", "txb", "--out-dir", _folder]);
        string[] options = ["continue", song, "--bars", "4", "--seed", "4", "--out"];
        Assert.Equal("", CliRun.Of([.. options, output]).Error);
        CliRun run = CliRun.Of([.. options, looped, "--loop", "--json"]);
        Assert.Equal((ExitCode.Success, ""), (run.ExitCode, run.Error));
        JsonNode report = JsonNode.Parse(run.Output)!;
        Assert.True((double)report["seamNats"]! < (double)report["seamNatsWithoutLoop"]!);
        (NesScore heard, NesScore open, NesScore closed) = (BarText.Read(song), BarText.Read(output), BarText.Read(looped));
        Assert.Equal((7, 7), (open.Bars.Length, closed.Bars.Length));

        // it goes on right after the song's last event, which may lie before the bar line
        Assert.Equal(heard.Events.Where(e => e.Kind == NesEventKind.NoteOn), OnsetsTo(closed, heard.Events[^1].Time));
        Assert.Equal(Onsets(open, 0, 5), Onsets(closed, 0, 5));
        Assert.NotEqual(Onsets(open, 5, 7), Onsets(closed, 5, 7));
        Assert.Equal("", CliRun.Of([.. options, midi, "--loop"]).Error);
        MidiEvent end = MidiFile.Read(midi).Tracks[0].Events.Single(e => e.Kind == MidiEventKind.Meta && e.Text == "loopEnd");
        Assert.Equal(7 * 4 * 960, end.Tick);
    }

    [Fact]
    public void APartOfABarIsFilledUpToItsBarLine()
    {
        string song = Path.Combine(_folder, "0.txb.txt"),
            looped = Path.Combine(_folder, "loop.txb.txt");
        CliRun.Of(["generate", "--bars", "4", "--tempo", "130", "--seed", "2", "--formats", "txb", "--out-dir", _folder]);
        CliRun run = CliRun.Of(["continue", song, "--prime-len", "60", "--bars", "3", "--loop", "--out", looped]);
        Assert.Equal((ExitCode.Success, ""), (run.ExitCode, run.Error));
        NesScore piece = BarText.Read(looped);
        Assert.Equal(piece.Bars[^1].End, piece.Length);
    }

    [Fact]
    public void ASeamIsDrawn()
    {
        string song = Path.Combine(_folder, "0.vgm"),
            picture = Path.Combine(_folder, "seam.png"),
            roll = Path.Combine(_folder, "roll.png"),
            plain = Path.Combine(_folder, "plain.vgm");
        CliRun.Of([
            "generate",
            "--bars",
            "4",
            "--tempo",
            "130",
            "--seed",
            "2",
            "--loop",
            "--formats",
            "vgm",
            "--out-dir",
            _folder,
        ]);
        CliRun run = CliRun.Of(["convert", song, picture, "--seam"]);
        Assert.Equal((ExitCode.Success, ""), (run.ExitCode, run.Error));
        CliRun.Of(["convert", song, roll]);
        Assert.NotEqual(File.ReadAllBytes(roll), File.ReadAllBytes(picture));

        // what does not loop has none, and nothing is written
        CliRun.Of(["generate", "--bars", "4", "--seed", "2", "--formats", "vgm", "--out-dir", Path.Combine(_folder, "open")]);
        string none = Path.Combine(_folder, "none.png");
        CliRun refused = CliRun.Of(["convert", Path.Combine(_folder, "open", "0.vgm"), none, "--seam"]);
        Assert.Equal(ExitCode.Failure, refused.ExitCode);
        Assert.Equal($"lakhnes: {none}: does not loop: there is no seam to draw{Environment.NewLine}", refused.Error);
        Assert.False(File.Exists(none));
        Assert.Contains("--seam does nothing", CliRun.Of(["convert", song, plain, "--seam"]).Error);
    }

    [Theory]
    [InlineData("continue song.mid --out x.mid --loop", "--loop needs a length in bars")]
    [InlineData("generate --loop", "--loop needs a length in bars")]
    [InlineData("generate --loop --seconds 20", "--loop needs a length in bars")]
    public void AFaultIsToldInALine(string command, string reason)
    {
        CliRun run = CliRun.Of(command.Split(' '));
        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains(reason, run.Error);
    }

    [Fact]
    public void APieceThatIsTooShortIsNotWritten()
    {
        CliRun run = CliRun.Of(["generate", "--loop", "--bars", "3", "--out-dir", _folder]);
        Assert.Equal((ExitCode.Failure, $"lakhnes: --loop needs 4 bars or more{Environment.NewLine}"), (run.ExitCode, run.Error));
        Assert.Empty(Directory.GetFiles(_folder));
    }

    private static NesEvent[] OnsetsTo(NesScore piece, long last) =>
        [.. piece.Events.Where(e => e.Kind == NesEventKind.NoteOn && e.Time <= last)];

    private static NesEvent[] Onsets(NesScore piece, int from, int to) =>
        [
            .. piece.Events.Where(e =>
                e.Kind == NesEventKind.NoteOn && e.Time >= piece.Bars[from].Start && e.Time < piece.Bars[to - 1].End
            ),
        ];

    // first and last sample of the chunk that tells of a loop
    private static (int, int) Loop(byte[] wav)
    {
        int at = wav.AsSpan().LastIndexOf("smpl"u8) + 8;
        Assert.Equal(1, BinaryPrimitives.ReadInt32LittleEndian(wav.AsSpan(at + 28)));
        return (
            BinaryPrimitives.ReadInt32LittleEndian(wav.AsSpan(at + 44)),
            BinaryPrimitives.ReadInt32LittleEndian(wav.AsSpan(at + 48))
        );
    }

    private static float[] Samples(byte[] wav)
    {
        int at = wav.AsSpan().IndexOf("data"u8) + 4,
            bytes = BinaryPrimitives.ReadInt32LittleEndian(wav.AsSpan(at));
        float[] samples = new float[bytes / 2];
        for (int i = 0; i < samples.Length; i++)
            samples[i] = BinaryPrimitives.ReadInt16LittleEndian(wav.AsSpan(at + 4 + (2 * i))) / 32768f;
        return samples;
    }
}
