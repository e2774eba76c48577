using static LakhNes.Generator.Runtime.OrtLibrary;

namespace LakhNes.Generator.Runtime;

/// <summary>
/// A tensor over memory that someone else owns and keeps until the tensor is disposed. A handle: copies are the same tensor.
/// </summary>
public readonly unsafe struct OrtTensor : IDisposable
{
    /// <summary>Describes memory as a tensor.</summary>
    /// <param name="memory">The first element.</param>
    /// <param name="bytes">How much memory there is.</param>
    /// <param name="type">What it holds.</param>
    /// <param name="shape">Its sizes.</param>
    /// <exception cref="OrtException">The sizes do not fit the memory.</exception>
    public OrtTensor(void* memory, long bytes, DataType type, params ReadOnlySpan<long> shape)
    {
        void* value;
        fixed (long* sizes = shape)
        {
            Check(
                (
                    (delegate* unmanaged<void*, void*, nuint, long*, nuint, int, void**, void*>)Address(
                        Function.CreateTensorWithDataAsOrtValue
                    )
                )(CpuMemory, memory, (nuint)bytes, sizes, (nuint)shape.Length, (int)type, &value)
            );
        }

        Handle = value;
    }

    /// <summary>The OrtValue.</summary>
    internal void* Handle { get; }

    /// <inheritdoc/>
    public void Dispose() => Release(Function.ReleaseValue, Handle);
}
