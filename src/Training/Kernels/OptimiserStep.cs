using System.Runtime.CompilerServices;
using LakhNes.Generator.Kernels;
using LakhNes.Generator.Runtime;

namespace LakhNes.Training.Kernels;

/// <summary>
/// One step of an <see cref="OptimiserRule"/> with gradients clipped by their norm, in place, over all parameters as one vector.
/// Weight decay is added to the gradient or taken from the parameter.
/// </summary>
/// <remarks>
/// Inputs: parameters, gradients, first and second moments [n], of which all but the gradients are written; the gradients' norm
/// [1]; settings, see <see cref="OptimiserUpdate.Setting"/>. Output: what gradients were multiplied by [1].
/// </remarks>
/// <param name="threads">Threads of the session.</param>
internal sealed class OptimiserStep(int threads)
    : CustomOperator(
        nameof(OptimiserStep),
        [DataType.Float, DataType.Float, DataType.Float, DataType.Float, DataType.Float, DataType.Float],
        [DataType.Float]
    )
{
    private const int BlockSize = 1 << 14;

    /// <inheritdoc/>
    protected override ICustomKernel CreateKernel(KernelInfo node) => new Kernel(threads, node.Attribute("decayed"));

    private sealed unsafe class Kernel(int threads, int decayed) : ICustomKernel
    {
        public void Compute(KernelContext context)
        {
            float* settings = context.Input<float>(5);
            float* factor = context.Output(0, 1);
            *factor = OptimiserUpdate.FactorOf(settings, *context.Input<float>(4));
            var work = new Work
            {
                Update = new OptimiserUpdate
                {
                    Parameters = context.Input<float>(0),
                    Gradients = context.Input<float>(1),
                    First = context.Input<float>(2),
                    Second = context.Input<float>(3),
                    Settings = settings,
                    Factor = *factor,
                    Decayed = decayed,
                },
                Length = (int)context.Count(0),
            };
            Parts.Share(context, threads, &Block, Parts.Count(work.Length, BlockSize), &work);
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private static void Block(void* data, int part)
        {
            var work = (Work*)data;
            int start = part * BlockSize;
            work->Update.Apply(start, Math.Min(work->Length, start + BlockSize));
        }

        private struct Work
        {
            public OptimiserUpdate Update;
            public int Length;
        }
    }
}
