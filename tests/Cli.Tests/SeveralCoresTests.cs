using System.Text.Json.Nodes;
using LakhNes.Cli.Terminal;
using LakhNes.Score.Formats;
using LakhNes.Score.NesMdb;

namespace LakhNes.Cli.Tests;

/// <summary>What commands make of many songs is the same, byte for byte, on any number of threads.</summary>
public sealed class SeveralCoresTests : IDisposable
{
    private static readonly string Checkpoint = Path.Combine(AppContext.BaseDirectory, "data", "checkpoint-tiny");

    private readonly string _folder = Directory.CreateTempSubdirectory("lakhnes-cores-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData]
    [InlineData("--txf", "--tx2")]
    [InlineData("--bars")]
    public void DatasetWritesTheSameTexts(params string[] options)
    {
        foreach ((string split, int count) in new[] { ("train", 14), ("valid", 5) })
        {
            string folder = Directory.CreateDirectory(At("midi", split)).FullName;
            for (int song = 0; song < count; song++)
                File.WriteAllBytes(Path.Combine(folder, $"{song}.mid"), NesMidi.Write(Scales.Song(song, 50 + song)).ToBytes());
            File.WriteAllText(Path.Combine(folder, "broken.mid"), "no music");
        }

        string[] kinds = options;
        AssertSame(threads => CliRun.Of(["dataset", At("midi"), At(threads), "--threads", threads, "--json", .. kinds]));
    }

    [Fact]
    public void GenerateWritesTheSamePieces()
    {
        Import("fp32");
        AssertSame(threads =>
        {
            string[] pieces = ["--num", "5", "--choose", "2", "--gen-len", "40", "--seed", "3", "--batch-size", "3"];
            string[] files = ["--out-dir", At(threads), "--formats", "tx1,mid,vgm,nsf,wav,png", "--threads", threads, "--json"];
            return CliRun.Of(["generate", "--model", At("model.onnx"), .. pieces, .. files]);
        });
    }

    [Theory]
    [InlineData("fp32")]
    [InlineData("int8")]
    public void EvalGivesTheSameFigures(string precision)
    {
        Import(precision);
        Directory.CreateDirectory(At("data", "valid"));
        for (int song = 0; song < 9; song++)
            File.WriteAllText(At("data", "valid", $"{song}.tx1.txt"), NesTextFormat.Tx1.Write(Scales.Song(song, 40 + song)));
        foreach (string batch in new[] { "3", "1" })
        {
            string[] lengths = ["--batch-size", batch, "--tgt-len", "16", "--mem-len", "12", "--ext-len", "4"];
            string[] data = ["--model", At("model.onnx"), "--data", At("data"), "--json"];
            AssertSame(threads => CliRun.Of(["eval", .. data, .. lengths, "--threads", threads]));
        }
    }

    // each run may write files to the folder that is called as its threads are
    private void AssertSame(Func<string, CliRun> run)
    {
        (JsonNode Report, (string, byte[])[] Files) one = Outcome("1");
        foreach (string threads in new[] { "2", "5" })
        {
            (JsonNode report, (string, byte[])[] files) = Outcome(threads);
            Assert.Equal(one.Report.ToJsonString(), report.ToJsonString());
            Assert.Equal(one.Files.Select(file => file.Item1), files.Select(file => file.Item1));
            foreach (((string name, byte[] expected), (_, byte[] actual)) in one.Files.Zip(files))
                Assert.True(expected.AsSpan().SequenceEqual(actual), name);
        }

        (JsonNode, (string, byte[])[]) Outcome(string threads)
        {
            CliRun done = run(threads);
            Assert.True(done.ExitCode == ExitCode.Success, done.Error);
            JsonNode report = JsonNode.Parse(done.Output.Replace(At(threads), ""))!;
            RemoveTimes(report);
            string folder = Directory.CreateDirectory(At(threads)).FullName;
            return (
                report,
                [
                    .. Directory
                        .GetFiles(folder, "*", SearchOption.AllDirectories)
                        .Order(StringComparer.Ordinal)
                        .Select(file => (Path.GetRelativePath(folder, file), File.ReadAllBytes(file))),
                ]
            );
        }
    }

    // how long it took
    private static void RemoveTimes(JsonNode report)
    {
        foreach (JsonObject figures in new[] { report, report["splits"]?["valid"] }.OfType<JsonObject>())
        foreach (string name in new[] { "seconds", "tokensPerSecond", "realTimeFactor" })
            figures.Remove(name);
    }

    private void Import(string precision) =>
        Assert.Equal(
            ExitCode.Success,
            CliRun.Of("import", Checkpoint, "--out", At("model.onnx"), "--precision", precision).ExitCode
        );

    private string At(params string[] parts) => Path.Combine([_folder, .. parts]);
}
