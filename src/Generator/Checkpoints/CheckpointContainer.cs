using System.Runtime.InteropServices;
using LakhNes.Score.Pickles;

namespace LakhNes.Generator.Checkpoints;

/// <summary>A file that <c>torch.save</c> wrote: one pickled object, and the storages that it refers to.</summary>
internal abstract class CheckpointContainer : IDisposable
{
    private static ReadOnlySpan<byte> ZipSignature => "PK\x03\x04"u8;

    /// <summary>What was saved; see <see cref="PickleReader.Read"/>.</summary>
    public object? Root { get; protected init; }

    /// <summary>The container's kind, for the model's provenance.</summary>
    public abstract string Kind { get; }

    /// <summary>The storages that <see cref="Root"/> refers to, by key.</summary>
    protected Dictionary<string, StorageReference> Storages { get; } = [];

    /// <summary>Opens either kind of container.</summary>
    /// <param name="stream">Seekable, at its beginning; disposed with the container.</param>
    /// <exception cref="CheckpointException">Neither kind, damaged, or it contains more than a checkpoint needs.</exception>
    public static CheckpointContainer Open(Stream stream)
    {
        byte[] signature = new byte[ZipSignature.Length];
        stream.ReadAtLeast(signature, signature.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        return signature.AsSpan().SequenceEqual(ZipSignature) ? new ZipContainer(stream) : new LegacyContainer(stream);
    }

    /// <summary>The numbers of a tensor.</summary>
    /// <exception cref="CheckpointException">They are not in the file.</exception>
    public float[] Read(TensorReference tensor)
    {
        if (tensor.Storage.Type == ElementType.Whole)
            throw new CheckpointException("a weight is stored as whole numbers");
        byte[] storage = ReadStorage(tensor.Storage);
        float[] numbers = new float[tensor.Count];
        int bytes = tensor.Storage.ElementBytes;
        Span<byte> part = tensor.IsContiguous
            ? storage.AsSpan(checked((int)(tensor.Offset * bytes)), checked((int)(tensor.Count * bytes)))
            : Gather(tensor, storage);
        switch (tensor.Storage.Type)
        {
            case ElementType.Float64:
                ReadOnlySpan<double> doubles = MemoryMarshal.Cast<byte, double>(part);
                for (int i = 0; i < numbers.Length; i++)
                    numbers[i] = (float)doubles[i];
                break;
            case ElementType.Float32:
                MemoryMarshal.Cast<byte, float>(part).CopyTo(numbers);
                break;
            case ElementType.Float16:
                ReadOnlySpan<Half> halves = MemoryMarshal.Cast<byte, Half>(part);
                for (int i = 0; i < numbers.Length; i++)
                    numbers[i] = (float)halves[i];
                break;
            default: // bfloat16 is the upper half of a float32
                ReadOnlySpan<ushort> uppers = MemoryMarshal.Cast<byte, ushort>(part);
                for (int i = 0; i < numbers.Length; i++)
                    numbers[i] = BitConverter.UInt32BitsToSingle((uint)uppers[i] << 16);
                break;
        }

        return numbers;
    }

    /// <summary>What the storages take when they are read, in bytes: no model is larger.</summary>
    public abstract long Capacity { get; }

    // the numbers of a view, in the order in which its shape counts them
    private static byte[] Gather(TensorReference tensor, byte[] storage)
    {
        int bytes = tensor.Storage.ElementBytes;
        byte[] part = new byte[checked((int)(tensor.Count * bytes))];
        int[] at = new int[tensor.Shape.Length];
        for (int i = 0; i < part.Length; i += bytes)
        {
            long offset = tensor.Offset;
            for (int d = 0; d < at.Length; d++)
                offset += at[d] * tensor.Strides[d];
            storage.AsSpan(checked((int)(offset * bytes)), bytes).CopyTo(part.AsSpan(i));
            for (int d = at.Length - 1; d >= 0 && ++at[d] == tensor.Shape[d]; d--)
                at[d] = 0;
        }

        return part;
    }

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <summary>The bytes of a whole storage, as many as its reference says.</summary>
    protected abstract byte[] ReadStorage(StorageReference storage);
}
