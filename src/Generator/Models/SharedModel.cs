namespace LakhNes.Generator;

/// <summary>A share in a model that all users in the process have together: one session and one copy of the weights.</summary>
public sealed class SharedModel : IDisposable
{
    private static readonly Lock Gate = new();
    private static readonly Dictionary<Key, Entry> Loaded = [];

    private readonly Key _key;
    private bool _disposed;

    private SharedModel(Key key, TransformerXlModel model)
    {
        _key = key;
        Model = model;
    }

    /// <summary>The model; use it no longer than the share is held.</summary>
    public TransformerXlModel Model { get; }

    /// <summary>Takes a share in a model; the first one loads it, which others wait for.</summary>
    /// <param name="path">An ONNX file that this program wrote. A file that has changed is another model.</param>
    /// <param name="options">Threads and room.</param>
    /// <exception cref="ModelException">It is no model of this program, or damaged.</exception>
    /// <exception cref="Runtime.OrtException">ONNX Runtime is missing or too old.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static SharedModel Acquire(string path, ModelLoadOptions? options = null)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
            throw new FileNotFoundException($"{path}: no such file", path);
        var key = new Key(file.FullName, file.Length, file.LastWriteTimeUtc, options ?? new ModelLoadOptions());
        lock (Gate)
        {
            if (!Loaded.TryGetValue(key, out Entry? entry))
                Loaded[key] = entry = new Entry(TransformerXlModel.Load(path, key.Options));
            entry.Shares++;
            return new SharedModel(key, entry.Model);
        }
    }

    /// <summary>Gives the share back; with the last one the model is unloaded.</summary>
    public void Dispose()
    {
        lock (Gate)
        {
            if (_disposed)
                return;
            _disposed = true;
            Entry entry = Loaded[_key];
            if (--entry.Shares > 0)
                return;
            Loaded.Remove(_key);
            entry.Model.Dispose();
        }
    }

    private sealed record Key(string Path, long Length, DateTime Written, ModelLoadOptions Options);

    private sealed class Entry(TransformerXlModel model)
    {
        public TransformerXlModel Model => model;

        public int Shares { get; set; }
    }
}
