using LakhNes.Score.Pickles;

namespace LakhNes.Generator.Checkpoints;

/// <summary>
/// The container of PyTorch 0.4 to 1.5: five pickles (magic number, version, byte order, the object, storage keys), then
/// each storage as its count and its numbers.
/// </summary>
internal sealed class LegacyContainer : CheckpointContainer
{
    /// <summary>0x1950a86a20f9469cfc6c, in the pickle's first place.</summary>
    internal const string MagicNumber = "119547037146038801333356";

    /// <summary>The only version of the container there is.</summary>
    internal const long ProtocolVersion = 1001;

    private readonly Stream _stream;
    private readonly Dictionary<string, long> _positions = [];

    /// <summary>Reads the pickles and finds the storages.</summary>
    public LegacyContainer(Stream stream)
    {
        _stream = stream;
        var input = new PickleInput(stream, stream.Length);
        var names = new CheckpointNames(Storages);
        if (stream.Length < 2 || PickleReader.Read(input, names) is not MagicNumber)
            throw new CheckpointException("not a PyTorch checkpoint");
        if (PickleReader.Read(input, names) is not ProtocolVersion)
            throw new CheckpointException("an unknown version of the legacy container");
        if (PickleReader.Read(input, names) is not PickleDict system || system.GetValueOrDefault("little_endian") is not true)
            throw new CheckpointException("numbers are not little-endian");
        Root = PickleReader.Read(input, names);
        if (PickleReader.Read(input, names) is not List<object?> keys)
            throw new CheckpointException("the list of storages is missing");

        foreach (object? item in keys)
        {
            if (item is not string key || !Storages.TryGetValue(key, out StorageReference? storage))
                throw new CheckpointException("a storage that nothing refers to");
            if (input.ReadInt64() != storage.Count)
                throw new CheckpointException($"storage {key} has another length than its tensors");
            _positions[key] = stream.Length - input.Remaining;
            // no overflow: a count beyond the file's length is refused here
            input.Skip(storage.Count > input.Remaining ? long.MaxValue : storage.Count * storage.ElementBytes);
        }
    }

    /// <inheritdoc/>
    public override long Capacity => _stream.Length;

    /// <inheritdoc/>
    public override string Kind => "legacy";

    /// <inheritdoc/>
    public override void Dispose() => _stream.Dispose();

    /// <inheritdoc/>
    protected override byte[] ReadStorage(StorageReference storage)
    {
        if (!_positions.TryGetValue(storage.Key, out long position))
            throw new CheckpointException($"storage {storage.Key} is missing");
        _stream.Position = position;
        return new PickleInput(_stream, _stream.Length - position).ReadBytes(storage.Count * storage.ElementBytes);
    }
}
