using LakhNes.Cli.FileSystem;
using LakhNes.Cli.Terminal;

namespace LakhNes.Cli.Tests;

public sealed class FilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lakhnes-files-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void WhatIsWrittenIsRead()
    {
        string path = Path.Combine(_folder, "a.bin");
        Files.Write(path, stream => stream.Write([1, 2, 3]));

        Assert.Equal([1, 2, 3], Files.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFiles(_folder));
    }

    [Fact]
    public void AFailedWriteLeavesTheOldFileAndNothingElse()
    {
        string path = Path.Combine(_folder, "a.bin");
        Files.Write(path, stream => stream.Write([1, 2, 3]));

        Assert.Throws<CommandException>(() =>
            Files.Write(
                path,
                stream =>
                {
                    stream.Write([9]);
                    throw new CommandException("song", "cannot be rendered");
                }
            )
        );

        Assert.Equal([1, 2, 3], File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFiles(_folder));
    }

    [Fact]
    public void MissingFilesAndFoldersAreNamed()
    {
        string path = Path.Combine(_folder, "none", "a.bin");

        Assert.Equal($"{path}: no such file or folder", Assert.Throws<CommandException>(() => Files.ReadAllBytes(path)).Message);
        Assert.Equal(
            $"{path}: no such file or folder",
            Assert.Throws<CommandException>(() => Files.Write(path, _ => { })).Message
        );
    }

    [Fact]
    public void AFolderInAFilesPlaceIsNamed()
    {
        Assert.Equal($"{_folder}: is a folder", Assert.Throws<CommandException>(() => Files.ReadAllBytes(_folder)).Message);
        Assert.StartsWith(_folder, Assert.Throws<CommandException>(() => Files.Write(_folder, _ => { })).Message);
    }
}
