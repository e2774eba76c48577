using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using LakhNes.Generator.Kernels;
using LakhNes.Generator.Runtime;

namespace LakhNes.Training.Kernels;

/// <summary>
/// The gradient of layer normalisation y = z weight + bias with z = (x - mean) / deviation. With h = dy weight:
/// dx = (h - mean(h) - z mean(h z)) / deviation; the weight's is the sum of dy z over rows, the bias's that of dy.
/// </summary>
/// <remarks>
/// Inputs: x [rows, size]; weight [size]; dy [rows, size]. Outputs: dx [rows, size]; sums of dy z and of dy over blocks of rows,
/// [blocks, size] each.
/// </remarks>
/// <param name="threads">Threads of the session.</param>
internal sealed class LayerNormalizationGradient(int threads)
    : CustomOperator(
        nameof(LayerNormalizationGradient),
        [DataType.Float, DataType.Float, DataType.Float],
        [DataType.Float, DataType.Float, DataType.Float]
    )
{
    private const int BlockRows = 32;
    private const float Epsilon = 1e-5f;

    /// <inheritdoc/>
    protected override ICustomKernel CreateKernel(KernelInfo node) => new Kernel(threads);

    private sealed unsafe class Kernel(int threads) : ICustomKernel
    {
        public void Compute(KernelContext context)
        {
            Span<long> shape = stackalloc long[2];
            context.Shape(0, shape);
            int blocks = Parts.Count(shape[0], BlockRows);
            var work = new Work
            {
                X = context.Input<float>(0),
                Weight = context.Input<float>(1),
                Gradient = context.Input<float>(2),
                Input = context.Output(0, shape),
                WeightSums = context.Output(1, blocks, shape[1]),
                BiasSums = context.Output(2, blocks, shape[1]),
                Rows = (int)shape[0],
                Size = (int)shape[1],
            };
            Parts.Share(context, threads, &Block, blocks, &work);
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private static void Block(void* data, int part)
        {
            var work = (Work*)data;
            int size = work->Size,
                last = Math.Min(work->Rows, (part + 1) * BlockRows);
            float* weightSums = work->WeightSums + (long)part * size,
                biasSums = work->BiasSums + (long)part * size;
            new Span<float>(weightSums, size).Clear();
            new Span<float>(biasSums, size).Clear();
            for (int row = part * BlockRows; row < last; row++)
            {
                long at = (long)row * size;
                Row(work->X + at, work->Weight, work->Gradient + at, work->Input + at, weightSums, biasSums, size);
            }
        }

        private static void Row(
            float* x,
            float* weight,
            float* gradient,
            float* input,
            float* weightSums,
            float* biasSums,
            int size
        )
        {
            int lanes = Vector128<float>.Count,
                whole = size - size % lanes;
            Vector128<float> sums = default;
            for (int i = 0; i < whole; i += lanes)
                sums += Vector128.Load(x + i);
            float mean = Vector128.Sum(sums);
            for (int i = whole; i < size; i++)
                mean += x[i];
            mean /= size;

            var means = Vector128.Create(mean);
            sums = default;
            for (int i = 0; i < whole; i += lanes)
            {
                Vector128<float> centred = Vector128.Load(x + i) - means;
                sums += centred * centred;
            }

            float variance = Vector128.Sum(sums);
            for (int i = whole; i < size; i++)
                variance += (x[i] - mean) * (x[i] - mean);
            float factor = 1 / MathF.Sqrt(variance / size + Epsilon);

            // z goes to where dx will stand
            Vector128<float> sumsOfH = default,
                sumsOfHz = default;
            for (int i = 0; i < whole; i += lanes)
            {
                Vector128<float> z = (Vector128.Load(x + i) - means) * factor,
                    dy = Vector128.Load(gradient + i),
                    h = dy * Vector128.Load(weight + i);
                z.Store(input + i);
                sumsOfH += h;
                sumsOfHz += h * z;
                (Vector128.Load(weightSums + i) + dy * z).Store(weightSums + i);
                (Vector128.Load(biasSums + i) + dy).Store(biasSums + i);
            }

            float meanOfH = Vector128.Sum(sumsOfH),
                meanOfHz = Vector128.Sum(sumsOfHz);
            for (int i = whole; i < size; i++)
            {
                float z = (x[i] - mean) * factor,
                    dy = gradient[i],
                    h = dy * weight[i];
                input[i] = z;
                meanOfH += h;
                meanOfHz += h * z;
                weightSums[i] += dy * z;
                biasSums[i] += dy;
            }

            meanOfH /= size;
            meanOfHz /= size;
            Vector128<float> meansOfH = Vector128.Create(meanOfH),
                meansOfHz = Vector128.Create(meanOfHz);
            for (int i = 0; i < whole; i += lanes)
            {
                Vector128<float> h = Vector128.Load(gradient + i) * Vector128.Load(weight + i);
                ((h - meansOfH - Vector128.Load(input + i) * meansOfHz) * factor).Store(input + i);
            }

            for (int i = whole; i < size; i++)
                input[i] = (gradient[i] * weight[i] - meanOfH - input[i] * meanOfHz) * factor;
        }

        private struct Work
        {
            public float* X;
            public float* Weight;
            public float* Gradient;
            public float* Input;
            public float* WeightSums;
            public float* BiasSums;
            public int Rows;
            public int Size;
        }
    }
}
