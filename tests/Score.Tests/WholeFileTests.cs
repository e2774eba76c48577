namespace LakhNes.Score.Tests;

public sealed class WholeFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lakhnes-").FullName;

    private string At(string name) => Path.Combine(_folder, name);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void AFileIsThereWithAllOfItsContent()
    {
        WholeFile.Write(At("a"), new byte[] { 1, 2, 3 });
        Assert.Equal([1, 2, 3], File.ReadAllBytes(At("a")));
        Assert.Single(Directory.GetFiles(_folder));
    }

    [Fact]
    public void AFailureLeavesWhatWasThereAndNothingElse()
    {
        File.WriteAllText(At("a"), "before");
        Assert.Throws<IOException>(() =>
            WholeFile.Write(
                At("a"),
                stream =>
                {
                    stream.Write(new byte[100_000]);
                    throw new IOException("No space left on device");
                }
            )
        );
        Assert.Equal("before", File.ReadAllText(At("a")));
        Assert.Single(Directory.GetFiles(_folder));
    }

    [Fact]
    public void NothingUnfinishedStaysWhereTheProcessEndsMidway()
    {
        Assert.ThrowsAny<IOException>(() =>
            WholeFile.Write(
                At("a"),
                stream =>
                {
                    Assert.Single(Directory.GetFiles(_folder));
                    WholeFile.DeleteUnfinished();
                    Assert.Empty(Directory.GetFiles(_folder));
                }
            )
        );
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [SkippableFact]
    public void ALinkStaysALinkToWhatIsWritten()
    {
        Skip.If(OperatingSystem.IsWindows(), "links need rights there");
        File.WriteAllText(At("file"), "before");
        File.CreateSymbolicLink(At("link"), At("file"));
        WholeFile.Write(At("link"), new byte[] { 65 });
        Assert.Equal("A", File.ReadAllText(At("file")));
        Assert.NotNull(new FileInfo(At("link")).LinkTarget);
    }
}
