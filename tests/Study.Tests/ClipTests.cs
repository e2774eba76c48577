using LakhNes.Study.Clips;
using LakhNes.Study.Storage;

namespace LakhNes.Study.Tests;

public sealed class ClipTests : IDisposable
{
    private static readonly string[] Loud = ["P1_NOTEON_60", "P2_NOTEON_64", "TR_NOTEON_40", "NO_NOTEON_5", "WT_12"],
        ThreeVoices = ["P1_NOTEON_60", "P2_NOTEON_67", "TR_NOTEON_40", "WT_12"],
        Sparse =

        [
            "P1_NOTEON_90",
            "P2_NOTEON_90",
            "TR_NOTEON_100",
            "NO_NOTEON_5",
            "WT_1",
            "P1_NOTEOFF",
            "P2_NOTEOFF",
            "TR_NOTEOFF",
            "NO_NOTEOFF",
            "WT_30",
        ];

    private readonly Pieces _pieces = new();

    public void Dispose() => _pieces.Dispose();

    [Fact]
    public void ClipsAreAsLongAndAsLoudAsWasAskedWhereverTheyComeFrom()
    {
        ClipSet clips = Cut(
            new ClipOptions { Count = 2, Seconds = 6 },
            2,
            Source("loud", ClipRole.Model, Loud),
            Source("sparse", ClipRole.Real, Sparse)
        );
        Assert.Equal(6, clips.Key.Count());
        Directory.CreateDirectory(_pieces["clips"]);
        clips.Write(_pieces["clips"]);
        foreach (KeyEntry entry in clips.Key)
        {
            float[] samples = Pieces.Samples(Path.Combine(_pieces["clips"], entry.Clip + ".wav"));
            Assert.Equal(6 * 44100, samples.Length);
            Assert.Equal(clips.Loudness, LoudnessMeter.Integrated(samples, 44100), 0.05);
            Assert.True(samples.Max(Math.Abs) < 0.9);
        }
    }

    [Fact]
    public void NamesAndTheirOrderTellNothing()
    {
        ClipSet clips = Cut(
            new ClipOptions { Count = 8 },
            0,
            Source("a", ClipRole.Model, Loud, 8),
            Source("b", ClipRole.Real, Loud, 8)
        );
        string[] names = [.. clips.Key.Select(entry => entry.Clip)];
        Assert.All(names, name => Assert.Matches("^[0-9a-f]{12}$", name));
        Assert.Equal(names.Distinct().Order(StringComparer.Ordinal), names);
        Assert.NotEqual(8, clips.Key.Take(8).Count(entry => entry.Source == "a"));
        Assert.NotEqual(8, clips.Key.Take(8).Count(entry => entry.Source == "b"));
    }

    [Fact]
    public void OneSeedGivesTheSameClipsAndAnotherOneOthers()
    {
        ClipSource source = Source("a", ClipRole.Real, Loud, 6);
        KeyEntry[] Key(ulong seed) => [.. Cut(new ClipOptions { Count = 3, Seed = seed }, 1, source).Key];
        Assert.Equal(Key(1), Key(1));
        Assert.NotEqual(Key(1), Key(2));
    }

    [Fact]
    public void OnlyPiecesLongEnoughInWhichEnoughVoicesPlayAreTaken()
    {
        ClipSource three = Source("three", ClipRole.Model, ThreeVoices),
            brief = new("brief", ClipRole.Model, _pieces.Write("brief", 2, 20, Loud)); // 4 s
        Assert.Empty(Cut(new ClipOptions(), 0, three, brief).Key);
        Assert.Equal(3, Cut(new ClipOptions { Voices = 3 }, 0, three, brief).Key.Count());
    }

    [Fact]
    public void VoicesCountThatPlayInTheClipItself()
    {
        // noise comes in after 20 s
        string[] late =
        [
            .. Enumerable.Repeat(ThreeVoices, 100).SelectMany(lines => lines),
            .. Enumerable.Repeat(Loud, 25).SelectMany(lines => lines),
        ];
        ClipSource source = new("late", ClipRole.Model, _pieces.Write("late", 4, 1, late));
        Assert.All(Cut(new ClipOptions(), 0, source).Key, entry => Assert.InRange(entry.Start, 14.9, 20));
    }

    [Fact]
    public void WithoutExpressionVelocitiesAreNotHeard()
    {
        string[] quiet = ["P1_NOTEON_60", "P1_VELOCITY_2", "TR_NOTEON_40", "WT_12"];
        ClipSource source = new("quiet", ClipRole.Model, _pieces.Write("quiet", 1, 60, quiet));
        float[] Sound(bool expression)
        {
            ClipSet clips = Cut(new ClipOptions { Voices = 2, Expression = expression }, 0, source);
            string folder = _pieces[$"{expression}"];
            Directory.CreateDirectory(folder);
            clips.Write(folder);
            return Pieces.Samples(Directory.GetFiles(folder).Single());
        }

        // at one loudness the pulse of full velocity leaves the triangle less
        Assert.NotEqual(Sound(true), Sound(false));
    }

    [Fact]
    public void WhatCannotBeReadIsToldAndTheRestTaken()
    {
        ClipSource source = Source("a", ClipRole.Model, Loud, 2);
        File.WriteAllText(source.Files[0], "nothing");
        ClipSet clips = Cut(new ClipOptions(), 0, source);
        Assert.Single(clips.Key);
        Assert.Contains("'nothing' is no symbol", Assert.Single(clips.Errors).ToString());
    }

    [Fact]
    public void AStudyAndItsKeyAreWrittenWholeOrNotAtAll()
    {
        ClipSet clips = Cut(new ClipOptions(), 1, Source("a", ClipRole.Real, Loud));
        var study = new StudyFolder(_pieces["study"]);
        study.Create(clips, _pieces["key.json"]);
        Assert.Equal(clips.Key, StudyFolder.ReadKey(_pieces["key.json"]));
        Assert.Equal(4, Directory.GetFiles(study.Clips).Length);
        // nothing in the folder says what the clips are
        Assert.Equal(["clips"], Directory.GetFileSystemEntries(study.Path).Select(Path.GetFileName));
        Assert.Throws<IOException>(() => study.Create(clips, _pieces["key.json"]));
        Assert.ThrowsAny<IOException>(() => new StudyFolder(_pieces["other"]).Create(clips, _pieces["nowhere/key.json"]));
        Assert.Empty(Directory.GetDirectories(_pieces.Folder, "other*"));
    }

    private ClipSource Source(string name, ClipRole role, string[] figure, int count = 3) =>
        new(name, role, _pieces.Write(name, count, 36, figure));

    private static ClipSet Cut(ClipOptions options, int controls, params ClipSource[] sources) =>
        ClipSet.Cut(sources, options, controls, new Progress<double>());
}
