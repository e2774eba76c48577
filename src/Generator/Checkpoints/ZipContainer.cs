using System.IO.Compression;
using System.IO.Hashing;
using LakhNes.Score.Pickles;

namespace LakhNes.Generator.Checkpoints;

/// <summary>
/// The container of PyTorch 1.6 and later: a zip archive with <c>data.pkl</c> and one entry a storage, which PyTorch stores and
/// other programs deflate.
/// </summary>
internal sealed class ZipContainer : CheckpointContainer
{
    private const string PickleName = "/data.pkl";
    private const long MostGrowth = 64,
        SmallEntry = 65536;

    private readonly Stream _stream;
    private readonly ZipArchive _archive;
    private readonly string _folder;

    /// <summary>Reads the pickle; storages are read when they are asked for.</summary>
    public ZipContainer(Stream stream)
    {
        _stream = stream;
        _archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
        ZipArchiveEntry pickle =
            _archive.Entries.FirstOrDefault(entry => entry.FullName.EndsWith(PickleName, StringComparison.Ordinal))
            ?? throw new CheckpointException("a zip file without data.pkl: not a PyTorch checkpoint");
        _folder = pickle.FullName[..^PickleName.Length];
        if (_archive.GetEntry($"{_folder}/byteorder") is { } order && !ReadEntry(order).AsSpan().SequenceEqual("little"u8))
            throw new CheckpointException("numbers are not little-endian");

        byte[] program = ReadEntry(pickle);
        Root = PickleReader.Read(new PickleInput(new MemoryStream(program), program.Length), new CheckpointNames(Storages));
    }

    /// <inheritdoc/>
    public override long Capacity => _archive.Entries.Sum(entry => entry.Length);

    /// <inheritdoc/>
    public override string Kind => "zip";

    /// <inheritdoc/>
    public override void Dispose()
    {
        _archive.Dispose();
        _stream.Dispose();
    }

    /// <inheritdoc/>
    protected override byte[] ReadStorage(StorageReference storage)
    {
        ZipArchiveEntry entry =
            _archive.GetEntry($"{_folder}/data/{storage.Key}")
            ?? throw new CheckpointException($"storage {storage.Key} is missing");
        if (entry.Length % storage.ElementBytes != 0 || entry.Length / storage.ElementBytes != storage.Count)
            throw new CheckpointException($"storage {storage.Key} has another length than its tensors");
        return ReadEntry(entry);
    }

    private byte[] ReadEntry(ZipArchiveEntry entry)
    {
        // an entry that claims to grow more than weights do could fill the memory
        if (entry.Length > MostGrowth * Math.Min(entry.CompressedLength, _stream.Length) + SmallEntry)
            throw new CheckpointException($"{entry.Name} claims to inflate to {entry.Length} bytes");
        byte[] bytes = new byte[entry.Length];
        using Stream content = entry.Open();
        content.ReadExactly(bytes);
        if (Crc32.HashToUInt32(bytes) != entry.Crc32)
            throw new CheckpointException($"{entry.Name} is damaged (its checksum differs)");
        return bytes;
    }
}
