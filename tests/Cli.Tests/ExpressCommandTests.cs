using LakhNes.Conversion;
using LakhNes.Score;
using LakhNes.Score.NesMdb;

namespace LakhNes.Cli.Tests;

/// <summary>Songs that get dynamics, and how these are learnt.</summary>
public sealed class ExpressCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void ASongGetsDynamicsAndKeepsItsNotes()
    {
        string song = Write("song.mid", Scales.Song(1, 80));
        Assert.Equal(("", 0), Run("express", song, "--out", In("loud.tx2.txt"), "--seed", "3"));
        Assert.Equal(("", 0), Run("express", song, "--out", In("again.tx2.txt"), "--seed", "3"));
        NesScore plain = Song.Open(song).Score.WithoutExpression(),
            dressed = Song.Open(In("loud.tx2.txt")).Score;
        Assert.Equal(plain.Events.AsEnumerable(), dressed.WithoutExpression().Events);
        Assert.Contains(dressed.Events, e => e.Kind == NesEventKind.Velocity && e.Value < 15);
        Assert.Equal(File.ReadAllText(In("loud.tx2.txt")), File.ReadAllText(In("again.tx2.txt")));
    }

    [Fact]
    public void WithoutExpressionAllNotesAreFull()
    {
        string song = Write("song.mid", Scales.Song(1, 80));
        Assert.Equal(("", 0), Run("express", song, "--out", In("flat.tx2.txt"), "--expression", "0"));
        Assert.All(
            Song.Open(In("flat.tx2.txt")).Score.Events.Where(e => e.Kind == NesEventKind.Velocity),
            e => Assert.Equal(15, e.Value)
        );
    }

    [Fact]
    public void TheSoundHasTheCourseOfVolumesToo()
    {
        string song = Write("song.mid", Scales.Song(1, 80));
        Assert.Equal(("", 0), Run("express", song, "--out", In("loud.vgm"), "--seed", "3"));
        Assert.Equal(("", 0), Run("express", song, "--out", In("loud.tx2.txt"), "--seed", "3"));
        int Volumes(string file) => Song.Open(In(file)).Score.Events.Count(e => e.Kind == NesEventKind.Velocity);
        Assert.True(Volumes("loud.vgm") > Volumes("loud.tx2.txt"), $"{Volumes("loud.vgm")} {Volumes("loud.tx2.txt")}");
    }

    [Fact]
    public void ExpressionIsLearntFromSongs()
    {
        foreach (string split in (string[])["train", "valid"])
        {
            Directory.CreateDirectory(In("data", split));
            for (int i = 0; i < 3; i++)
                Write(Path.Combine("data", split, $"{i}.mid"), Decaying(i));
        }

        CliRun run = CliRun.Of("learn-expression", In("data"), "--out", In("learnt"), "--rounds", "2");
        Assert.Equal(("", 0), (run.Error, run.ExitCode));
        Assert.Contains("3 validation songs:", run.Output, StringComparison.Ordinal);
        Assert.Equal(VolumeShapes.Size, new FileInfo(In("learnt", "shapes.bin")).Length);
        Assert.NotNull(LakhNes.Generator.Expression.ExpressionNetwork.Read(File.ReadAllBytes(In("learnt", "expression.bin"))));
    }

    [Fact]
    public void AFolderWithoutSongsIsNamed()
    {
        (string error, int exitCode) = Run("learn-expression", In("none"), "--out", In("learnt"));
        Assert.Equal(1, exitCode);
        Assert.Contains(In("none", "train") + ": holds no MIDI file", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(In("learnt")));
    }

    // eighths that decay, over hits on beats
    private static NesScore Decaying(int number)
    {
        List<NesEvent> events = [];
        for (int note = 0; note < 96; note++)
        {
            int start = note * 15;
            events.Add(NesEvent.NoteOn(start, NesVoice.Pulse1, 60 + ((note * (number + 2)) % 12)));
            for (int frame = 0; frame < 10; frame++)
                events.Add(NesEvent.Velocity(start + frame, NesVoice.Pulse1, 15 - frame));
            events.Add(NesEvent.NoteOff(start + 10, NesVoice.Pulse1));
            if (note % 2 > 0)
                continue;
            events.Add(NesEvent.NoteOn(start, NesVoice.Noise, note % 4 == 0 ? 12 : 4));
            events.Add(NesEvent.Velocity(start, NesVoice.Noise, 10));
            events.Add(NesEvent.NoteOff(start + 5, NesVoice.Noise));
        }

        return new NesScore(TimeUnit.Frame, [.. events.OrderBy(e => e.Time)]);
    }

    private string Write(string name, NesScore score)
    {
        File.WriteAllBytes(In(name), NesMidi.WriteNesMdb(score.In(TimeUnit.Sample)).ToBytes());
        return In(name);
    }

    private static (string Error, int ExitCode) Run(params string[] arguments)
    {
        CliRun run = CliRun.Of(arguments);
        return (run.Error, run.ExitCode);
    }

    private string In(params string[] parts) => Path.Combine([_folder, .. parts]);
}
