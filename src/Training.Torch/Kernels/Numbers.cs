using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace LakhNes.Training.Torch.Kernels;

/// <summary>A tensor's own memory.</summary>
internal static class Numbers
{
    /// <summary>All numbers of a tensor that lies in one piece; valid as long as the tensor is.</summary>
    /// <typeparam name="T">As wide as the tensor's type.</typeparam>
    public static Span<T> Of<T>(Tensor tensor)
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(tensor.bytes);
}
