using LakhNes.Score.Pickles;

namespace LakhNes.Generator.Checkpoints;

/// <summary>What a LakhNES checkpoint mentions: modules, tensors and what training programs keep beside them.</summary>
/// <param name="storages">Gets every storage that the pickle refers to, by key.</param>
internal sealed class CheckpointNames(IDictionary<string, StorageReference> storages) : PickleNames
{
    /// <inheritdoc/>
    /// <remarks>A 41 M model takes 20,000.</remarks>
    public override int MostOpcodes => 250_000;

    /// <inheritdoc/>
    public override int MostText => 1 << 20;

    /// <inheritdoc/>
    public override object Find(string module, string name) =>
        PickleGlobal.Find(module, name)
        ?? throw new PickleException($"refuses to load {Printable(module)}.{Printable(name)}: not part of a LakhNES checkpoint");

    /// <inheritdoc/>
    public override object? Call(object? callable, object?[] arguments)
    {
        PickleGlobal known = Known(callable);
        return (known.Kind, arguments) switch
        {
            (PickleGlobal.Use.OrderedDict, [] or [PickleGlobal or null]) => new PickleDict(),
            (PickleGlobal.Use.Sequence, [var items]) => items,
            (PickleGlobal.Use.Parameter, [TensorReference tensor, bool, PickleDict]) => tensor,
            (PickleGlobal.Use.Tensor, [StorageReference storage, long offset, object?[] shape, object?[] strides, ..]) => Tensor(
                storage,
                offset,
                shape,
                strides
            ),
            (PickleGlobal.Use.Opaque, _) => new PickleDict(),
            _ => throw new PickleException($"the pickle calls {known.Name} in an unknown way"),
        };
    }

    /// <inheritdoc/>
    public override object Create(object? type, object?[] arguments)
    {
        PickleGlobal known = Known(type);
        if (known.Kind is PickleGlobal.Use.Opaque or PickleGlobal.Use.OrderedDict)
            return new PickleDict();
        return known.Kind == PickleGlobal.Use.Module && arguments.Length == 0
            ? new PickleObject(known.Name)
            : throw new PickleException($"the pickle makes a {known.Name} in an unknown way");
    }

    /// <inheritdoc/>
    public override void SetState(object? target, object? state)
    {
        switch (target)
        {
            case PickleObject module when state is PickleDict attributes:
                module.SetState(attributes);
                break;
            case PickleDict:
                break; // a state dict's version notes
            default:
                throw PickleException.Malformed("state for something without any");
        }
    }

    /// <inheritdoc/>
    public override object Outside(object?[] id)
    {
        // ("module", class, file, source) of the legacy container
        if (id is ["module", PickleGlobal { Kind: PickleGlobal.Use.Module } module, _, _])
            return module;

        if (
            id is not ["storage", PickleGlobal { Kind: PickleGlobal.Use.Storage } type, string key, string, long count, ..]
            || count < 0
        )
            throw PickleException.Malformed("an unknown persistent id");
        (ElementType element, int bytes) = type.Name switch
        {
            "FloatStorage" => (ElementType.Float32, sizeof(float)),
            "HalfStorage" => (ElementType.Float16, sizeof(ushort)),
            "BFloat16Storage" => (ElementType.BFloat16, sizeof(ushort)),
            "DoubleStorage" => (ElementType.Float64, sizeof(double)),
            "LongStorage" => (ElementType.Whole, sizeof(long)),
            "IntStorage" => (ElementType.Whole, sizeof(int)),
            "ShortStorage" => (ElementType.Whole, sizeof(short)),
            _ => (ElementType.Whole, sizeof(byte)),
        };
        var whole = new StorageReference(key, element, count, 0, bytes);
        if (!storages.TryAdd(key, whole) && storages[key] != whole)
            throw PickleException.Malformed("one storage with two sizes");
        return id[5..] switch
        {
            [] or [null] => whole,
            // a view (its own key, offset, length) into the storage
            [object?[] and [string, long offset, long length]] when offset >= 0 && length >= 0 && offset <= count - length =>
                whole with
                {
                    Offset = offset,
                },
            _ => throw PickleException.Malformed("a storage view outside its storage"),
        };
    }

    private static PickleGlobal Known(object? named) =>
        named as PickleGlobal ?? throw PickleException.Malformed("something else than a known name");

    private static TensorReference Tensor(StorageReference storage, long offset, object?[] shape, object?[] strides)
    {
        if (shape.Length != strides.Length || shape.Length > 4)
            throw PickleException.Malformed("a tensor of an unknown form");
        int[] sizes = new int[shape.Length];
        long[] steps = new long[shape.Length];
        long count = 1;
        UInt128 last = 0;
        bool isEmpty = false;
        for (int i = shape.Length - 1; i >= 0; i--)
        {
            if (shape[i] is not long size || size is < 0 or > int.MaxValue)
                throw PickleException.Malformed("a tensor of an unknown form");
            if (strides[i] is not long stride || stride < 0)
                throw PickleException.Malformed("a tensor of an unknown form");
            sizes[i] = (int)size;
            steps[i] = stride;
            isEmpty |= size == 0;
            last += (UInt128)Math.Max(0, size - 1) * (ulong)stride;
            count =
                size == 0 ? 0
                : count == 0 || size <= long.MaxValue / 8 / count ? count * size
                : throw PickleException.Malformed("a tensor of an impossible size");
        }

        if (offset < 0 || (!isEmpty && (UInt128)(ulong)(storage.Offset + offset) + last >= (UInt128)(ulong)storage.Count))
            throw PickleException.Malformed("a tensor outside its storage");
        return new TensorReference(storage, storage.Offset + offset, sizes, steps);
    }
}
