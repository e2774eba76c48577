using System.Runtime.CompilerServices;
using LakhNes.Generator.Kernels;
using LakhNes.Generator.Runtime;
using LakhNes.Score.Randomness;

namespace LakhNes.Training.Kernels;

/// <summary>
/// Drops values out and scales the others up, so that the mean stays. Which ones is a function of the seed, the step, the place
/// in the network and the value's index: the backward pass drops the same ones without remembering them, and a resumed run drops
/// what an uninterrupted one would have.
/// </summary>
/// <remarks>
/// Inputs: values of any shape; draw [2] (int64): seed and step. Output: as the values. Attributes: rate, in 1/65536; place.
/// Values are taken in blocks of 2048; block b of place p in step s uses stream (s * 1024 + p) * 2^24 + b of the seed
/// (<see cref="Pcg32"/>), two values a draw, the lower 16 bits first; a value is dropped where its 16 bits are below the rate.
/// </remarks>
/// <param name="threads">Threads of the session.</param>
internal sealed class Dropout(int threads) : CustomOperator(nameof(Dropout), [DataType.Float, DataType.Int64], [DataType.Float])
{
    /// <summary>The rate's denominator.</summary>
    public const int Whole = 1 << 16;

    private const int BlockSize = 2048;
    private const int MaximumRank = 4;

    /// <inheritdoc/>
    protected override ICustomKernel CreateKernel(KernelInfo node) =>
        new Kernel(threads, (uint)node.Attribute("rate"), (ulong)node.Attribute("place"));

    private sealed unsafe class Kernel(int threads, uint rate, ulong place) : ICustomKernel
    {
        public void Compute(KernelContext context)
        {
            Span<long> shape = stackalloc long[MaximumRank];
            shape = shape[..context.Rank(0)];
            context.Shape(0, shape);
            long* draw = context.Input<long>(1);
            var work = new Work
            {
                Values = context.Input<float>(0),
                Kept = context.Output(0, shape),
                Length = context.Count(0),
                Rate = rate,
                Factor = (float)Whole / (Whole - rate),
                Seed = (ulong)draw[0],
                Stream = ((ulong)draw[1] << 10 | place) << 24,
            };
            Parts.Share(context, threads, &Block, Parts.Count(work.Length, BlockSize), &work);
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private static void Block(void* data, int part)
        {
            var work = (Work*)data;
            var random = new Pcg32(work->Seed, work->Stream | (uint)part);
            long start = (long)part * BlockSize;
            int count = (int)Math.Min(BlockSize, work->Length - start);
            float* values = work->Values + start,
                kept = work->Kept + start;
            float factor = work->Factor;
            uint rate = work->Rate;
            for (int i = 0; i < count; i += 2)
            {
                uint bits = random.NextUInt32();
                kept[i] = (bits & 0xffff) < rate ? 0 : values[i] * factor;
                if (i + 1 < count)
                    kept[i + 1] = bits >> 16 < rate ? 0 : values[i + 1] * factor;
            }
        }

        private struct Work
        {
            public float* Values;
            public float* Kept;
            public long Length;
            public uint Rate;
            public float Factor;
            public ulong Seed;
            public ulong Stream;
        }
    }
}
