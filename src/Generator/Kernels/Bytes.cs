using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace LakhNes.Generator.Kernels;

/// <summary>Moves 8-bit numbers about.</summary>
internal static unsafe class Bytes
{
    private const int Size = 16;

    /// <summary>Turns a matrix about its diagonal.</summary>
    /// <param name="source">Its rows, one behind the other.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="columns">How many columns; a multiple of 16.</param>
    /// <param name="target">Gets the columns.</param>
    /// <param name="stride">From one column to the next in the target.</param>
    public static void Transpose(sbyte* source, int rows, int columns, sbyte* target, int stride)
    {
        sbyte* last = stackalloc sbyte[2 * Size * Size];
        for (int row = 0; row < rows; row += Size)
        {
            int count = Math.Min(Size, rows - row);
            for (int column = 0; column < columns; column += Size)
            {
                sbyte* from = source + (long)row * columns + column,
                    to = target + (long)column * stride + row;
                if (count == Size)
                {
                    Turn(from, columns, to, stride);
                    continue;
                }

                // fewer than 16 rows go through a full block
                for (int i = 0; i < count; i++)
                    Vector128.Load(from + (long)i * columns).Store(last + i * Size);
                Turn(last, Size, last + Size * Size, Size);
                for (int i = 0; i < Size; i++)
                    Unsafe.CopyBlockUnaligned(to + (long)i * stride, last + (Size + i) * Size, (uint)count);
            }
        }
    }

    /// <summary>The first halves of two vectors, their numbers in turn.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<sbyte> ZipLow(Vector128<sbyte> a, Vector128<sbyte> b) =>
        Sse2.IsSupported ? Sse2.UnpackLow(a, b)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipLow(a, b)
        : (Vector128.WidenLower(a.AsByte()) | (Vector128.WidenLower(b.AsByte()) << 8)).AsSByte();

    /// <summary>The second halves of two vectors, their numbers in turn.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<sbyte> ZipHigh(Vector128<sbyte> a, Vector128<sbyte> b) =>
        Sse2.IsSupported ? Sse2.UnpackHigh(a, b)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipHigh(a, b)
        : (Vector128.WidenUpper(a.AsByte()) | (Vector128.WidenUpper(b.AsByte()) << 8)).AsSByte();

    // each of four rounds shuffles all 256 numbers like a deck of cards; then rows are columns
    private static void Turn(sbyte* source, int stride, sbyte* target, int targetStride)
    {
        const int Half = Size / 2;
        Vector128<sbyte>* one = stackalloc Vector128<sbyte>[2 * Size];
        Vector128<sbyte>* other = one + Size;
        for (int i = 0; i < Half; i++)
        {
            Vector128<sbyte> a = Vector128.Load(source + (long)i * stride),
                b = Vector128.Load(source + (long)(i + Half) * stride);
            (one[2 * i], one[2 * i + 1]) = (ZipLow(a, b), ZipHigh(a, b));
        }

        for (int i = 0; i < Half; i++)
            (other[2 * i], other[2 * i + 1]) = (ZipLow(one[i], one[i + Half]), ZipHigh(one[i], one[i + Half]));
        for (int i = 0; i < Half; i++)
            (one[2 * i], one[2 * i + 1]) = (ZipLow(other[i], other[i + Half]), ZipHigh(other[i], other[i + Half]));
        for (int i = 0; i < Half; i++, target += 2 * (long)targetStride)
        {
            ZipLow(one[i], one[i + Half]).Store(target);
            ZipHigh(one[i], one[i + Half]).Store(target + targetStride);
        }
    }
}
