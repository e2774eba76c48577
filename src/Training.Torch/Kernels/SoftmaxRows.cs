using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static TorchSharp.torch;

namespace LakhNes.Training.Torch.Kernels;

/// <summary>The arithmetic of <see cref="RelativeSoftmax"/>, row by row.</summary>
/// <param name="queries">Rows of a head and stream.</param>
/// <param name="keys">Numbers of a row.</param>
/// <param name="scale">What scores are multiplied by.</param>
/// <param name="longest">Keys that a query attends to at most.</param>
/// <param name="threads">Threads that share the work.</param>
internal sealed unsafe class SoftmaxRows(int queries, int keys, float scale, int longest, int threads)
{
    private const int Lanes = 16;

    /// <summary>Computes weights.</summary>
    public void Forward<TFormat, T>(Tensor content, Tensor position, Tensor weights)
        where TFormat : IFloatFormat<T>
        where T : unmanaged
    {
        fixed (
            T* contents = Numbers.Of<T>(content),
                positions = Numbers.Of<T>(position),
                targets = Numbers.Of<T>(weights)
        )
        {
            T* c = contents,
                p = positions,
                w = targets;
            Share((int)content.shape[0], part => Weigh<TFormat, T>(c, p, w, part));
        }
    }

    /// <summary>Computes the gradients of both scores.</summary>
    public void Backward<TFormat, T>(Tensor weights, Tensor gradient, Tensor content, Tensor position)
        where TFormat : IFloatFormat<T>
        where T : unmanaged
    {
        fixed (
            T* sources = Numbers.Of<T>(weights),
                gradients = Numbers.Of<T>(gradient),
                contents = Numbers.Of<T>(content),
                positions = Numbers.Of<T>(position)
        )
        {
            T* w = sources,
                g = gradients,
                c = contents,
                p = positions;
            Share((int)weights.shape[0], part => Differentiate<TFormat, T>(w, g, c, p, part));
        }
    }

    private void Share(int parts, Action<int> work)
    {
        if (threads > 1)
        {
            Parallel.For(0, parts, new ParallelOptions { MaxDegreeOfParallelism = threads }, work);
        }
        else
        {
            for (int part = 0; part < parts; part++)
                work(part);
        }
    }

    private void Weigh<TFormat, T>(T* content, T* position, T* weights, int part)
        where TFormat : IFloatFormat<T>
        where T : unmanaged
    {
        float* scores = stackalloc float[(keys + Lanes - 1) / Lanes * Lanes];
        Vector512<float> scales = Vector512.Create(scale),
            none = Vector512.Create(float.NegativeInfinity);
        T* last = position + (part + 1L) * queries * keys;
        for (int query = 0; query < queries; query++)
        {
            long row = ((long)part * queries + query) * keys;
            int end = keys - queries + query + 1,
                start = Math.Max(0, end - longest),
                count = end - start,
                whole = count - count % Lanes;
            T* from = content + row + start,
                shifted = position + row + start + (keys - end),
                to = weights + row + start,
                edge = weights + row + keys;

            Vector512<float> peaks = none;
            for (int i = 0; i < whole; i += Lanes)
            {
                Vector512<float> score = (TFormat.Load(from + i) + TFormat.Load(shifted + i)) * scales;
                score.Store(scores + i);
                peaks = Vector512.Max(peaks, score);
            }

            if (whole < count)
            {
                // what lies beyond the row's end counts for nothing
                Vector512<float> score =
                    (Read<TFormat, T>(from + whole, content + row + keys) + Read<TFormat, T>(shifted + whole, last)) * scales;
                score = Vector512.ConditionalSelect(
                    Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(count - whole)).AsSingle(),
                    score,
                    none
                );
                score.Store(scores + whole);
                peaks = Vector512.Max(peaks, score);
            }

            peaks = Vector512.Create(Peak(peaks));
            Vector512<float> sums = Vector512<float>.Zero;
            for (int i = 0; i < count; i += Lanes)
            {
                Vector512<float> power = Exp(Vector512.Load(scores + i) - peaks);
                power.Store(scores + i);
                sums += power;
            }

            Vector512<float> factors = Vector512.Create(1 / Vector512.Sum(sums));
            for (int i = 0; i < whole; i += Lanes)
                TFormat.Store(to + i, Vector512.Load(scores + i) * factors);
            new Span<T>(weights + row, start).Clear();
            new Span<T>(to + whole, keys - start - whole).Clear();
            if (whole < count)
                Write<TFormat, T>(to + whole, Vector512.Load(scores + whole) * factors, edge);
        }
    }

    private void Differentiate<TFormat, T>(T* weights, T* gradient, T* content, T* position, int part)
        where TFormat : IFloatFormat<T>
        where T : unmanaged
    {
        Vector512<float> scales = Vector512.Create(scale);
        for (int query = 0; query < queries; query++)
        {
            // weights that are zero give gradients that are zero: the row may be walked beyond its end
            long row = ((long)part * queries + query) * keys;
            int end = keys - queries + query + 1,
                shift = keys - end,
                whole = end - end % Lanes;
            T* w = weights + row,
                g = gradient + row,
                target = content + row,
                shifted = position + row + shift,
                edge = position + row + keys;
            Vector512<float> lastWeights = default,
                lastGradient = default,
                sums = default;
            if (whole < end)
            {
                lastWeights = Read<TFormat, T>(w + whole, w + keys);
                lastGradient = Read<TFormat, T>(g + whole, g + keys);
                sums = lastWeights * lastGradient;
            }

            for (int i = 0; i < whole; i += Lanes)
                sums = Vector512.FusedMultiplyAdd(TFormat.Load(w + i), TFormat.Load(g + i), sums);
            Vector512<float> mean = Vector512.Create(Vector512.Sum(sums));
            new Span<T>(position + row, shift).Clear();
            for (int i = 0; i < whole; i += Lanes)
            {
                Vector512<float> result = TFormat.Load(w + i) * scales * (TFormat.Load(g + i) - mean);
                TFormat.Store(target + i, result);
                TFormat.Store(shifted + i, result);
            }

            new Span<T>(target + whole, keys - whole).Clear();
            if (whole == end)
                continue;
            lastGradient = lastWeights * scales * (lastGradient - mean);
            Write<TFormat, T>(target + whole, lastGradient, target + keys);
            Write<TFormat, T>(shifted + whole, lastGradient, edge);
        }
    }

    private static float Peak(Vector512<float> numbers)
    {
        Vector256<float> eight = Vector256.Max(numbers.GetLower(), numbers.GetUpper());
        Vector128<float> four = Vector128.Max(eight.GetLower(), eight.GetUpper());
        return Math.Max(Math.Max(four[0], four[1]), Math.Max(four[2], four[3]));
    }

    // the numbers before an edge; behind it, zeros
    private static Vector512<float> Read<TFormat, T>(T* from, T* edge)
        where TFormat : IFloatFormat<T>
        where T : unmanaged
    {
        if (edge - from >= Lanes)
            return TFormat.Load(from);
        T* copy = stackalloc T[Lanes];
        new Span<T>(copy, Lanes).Clear();
        new Span<T>(from, (int)(edge - from)).CopyTo(new Span<T>(copy, Lanes));
        return TFormat.Load(copy);
    }

    // the numbers that fit before an edge
    private static void Write<TFormat, T>(T* to, Vector512<float> numbers, T* edge)
        where TFormat : IFloatFormat<T>
        where T : unmanaged
    {
        if (edge - to >= Lanes)
        {
            TFormat.Store(to, numbers);
            return;
        }

        T* copy = stackalloc T[Lanes];
        TFormat.Store(copy, numbers);
        new Span<T>(copy, (int)(edge - to)).CopyTo(new Span<T>(to, (int)(edge - to)));
    }

    // e^x for x not above 0: 2^n times a polynomial of the rest (Cephes' expf)
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Exp(Vector512<float> x)
    {
        x = Vector512.Max(x, Vector512.Create(-87.3f));
        Vector512<float> n = Vector512.Floor(
            Vector512.FusedMultiplyAdd(x, Vector512.Create(1.44269504f), Vector512.Create(0.5f))
        );
        x = Vector512.FusedMultiplyAdd(n, Vector512.Create(-0.693359375f), x);
        x = Vector512.FusedMultiplyAdd(n, Vector512.Create(2.12194440e-4f), x);
        Vector512<float> y = Vector512.Create(1.9875691500e-4f);
        y = Vector512.FusedMultiplyAdd(y, x, Vector512.Create(1.3981999507e-3f));
        y = Vector512.FusedMultiplyAdd(y, x, Vector512.Create(8.3334519073e-3f));
        y = Vector512.FusedMultiplyAdd(y, x, Vector512.Create(4.1665795894e-2f));
        y = Vector512.FusedMultiplyAdd(y, x, Vector512.Create(1.6666665459e-1f));
        y = Vector512.FusedMultiplyAdd(y, x, Vector512.Create(5.0000001201e-1f));
        y = Vector512.FusedMultiplyAdd(y, x * x, x + Vector512<float>.One);
        Vector512<int> power = (Vector512.ConvertToInt32(n) + Vector512.Create(127)) << 23;
        return y * power.AsSingle();
    }
}
