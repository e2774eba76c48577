using System.Runtime.InteropServices;
using static LakhNes.Generator.Runtime.OrtLibrary;

namespace LakhNes.Generator.Runtime;

/// <summary>The inputs and outputs of a node in one run.</summary>
public readonly unsafe struct KernelContext
{
    private readonly void* _context;

    /// <summary>Wraps an OrtKernelContext.</summary>
    internal KernelContext(void* context) => _context = context;

    /// <summary>The OrtKernelContext.</summary>
    internal void* Handle => _context;

    /// <summary>The numbers of an input.</summary>
    public T* Input<T>(int index)
        where T : unmanaged => (T*)Data(InputValue(index));

    /// <summary>The sizes of an input.</summary>
    /// <param name="index">Which input.</param>
    /// <param name="sizes">Gets as many as the input has dimensions.</param>
    public void Shape(int index, Span<long> sizes)
    {
        void* info;
        Check(((delegate* unmanaged<void*, void**, void*>)Address(Function.GetTensorTypeAndShape))(InputValue(index), &info));
        fixed (long* target = sizes)
            Check(
                ((delegate* unmanaged<void*, long*, nuint, void*>)Address(Function.GetDimensions))(
                    info,
                    target,
                    (nuint)sizes.Length
                )
            );
        Release(Function.ReleaseTensorTypeAndShapeInfo, info);
    }

    /// <summary>The numbers of an output, to be written.</summary>
    /// <param name="index">Which output.</param>
    /// <param name="shape">Its sizes.</param>
    public float* Output(int index, params ReadOnlySpan<long> shape)
    {
        void* value;
        fixed (long* sizes = shape)
        {
            Check(
                ((delegate* unmanaged<void*, nuint, long*, nuint, void**, void*>)Address(Function.KernelContextGetOutput))(
                    _context,
                    (nuint)index,
                    sizes,
                    (nuint)shape.Length,
                    &value
                )
            );
        }

        return (float*)Data(value);
    }

    /// <summary>How many numbers an input has.</summary>
    public long Count(int index)
    {
        void* info;
        nuint count;
        Check(((delegate* unmanaged<void*, void**, void*>)Address(Function.GetTensorTypeAndShape))(InputValue(index), &info));
        Check(((delegate* unmanaged<void*, nuint*, void*>)Address(Function.GetTensorShapeElementCount))(info, &count));
        Release(Function.ReleaseTensorTypeAndShapeInfo, info);
        return (long)count;
    }

    /// <summary>How many dimensions an input has.</summary>
    public int Rank(int index)
    {
        void* info;
        nuint count;
        Check(((delegate* unmanaged<void*, void**, void*>)Address(Function.GetTensorTypeAndShape))(InputValue(index), &info));
        Check(((delegate* unmanaged<void*, nuint*, void*>)Address(Function.GetDimensionsCount))(info, &count));
        Release(Function.ReleaseTensorTypeAndShapeInfo, info);
        return (int)count;
    }

    /// <summary>Shares work among the session's threads and waits for all of it.</summary>
    /// <param name="work">
    /// Called with <paramref name="data"/> and each number below <paramref name="count"/>; must not throw.
    /// </param>
    /// <param name="count">How many parts the work has.</param>
    /// <param name="data">Handed to each part.</param>
    public void ForEach(delegate* <void*, int, void> work, int count, void* data)
    {
        var shared = new SharedWork { Part = work, Data = data };
        Check(
            (
                (delegate* unmanaged<void*, delegate* unmanaged<void*, nuint, void>, nuint, nuint, void*, void*>)Address(
                    Function.KernelContextParallelFor
                )
            )(_context, &PartEntry, (nuint)count, 0, &shared)
        );
    }

    [UnmanagedCallersOnly]
    private static void PartEntry(void* shared, nuint index) =>
        ((SharedWork*)shared)->Part(((SharedWork*)shared)->Data, (int)index);

    private void* InputValue(int index)
    {
        void* value;
        Check(
            ((delegate* unmanaged<void*, nuint, void**, void*>)Address(Function.KernelContextGetInput))(
                _context,
                (nuint)index,
                &value
            )
        );
        return value;
    }

    private static void* Data(void* value)
    {
        void* data;
        Check(((delegate* unmanaged<void*, void**, void*>)Address(Function.GetTensorMutableData))(value, &data));
        return data;
    }

    private struct SharedWork
    {
        public delegate* <void*, int, void> Part;
        public void* Data;
    }
}
