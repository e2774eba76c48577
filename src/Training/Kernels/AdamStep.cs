using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using LakhNes.Generator.Kernels;
using LakhNes.Generator.Runtime;

namespace LakhNes.Training.Kernels;

/// <summary>
/// One step of Adam (Kingma and Ba 2015) with gradients clipped by their norm, in place, over all parameters as one vector. Weight decay
/// is added to the gradient (Adam) or taken from the parameter (AdamW, Loshchilov and Hutter 2019).
/// </summary>
/// <remarks>
/// Inputs: parameters, gradients, first and second moments [n], of which all but the gradients are written; the gradients' norm
/// [1]; settings, see <see cref="Setting"/>. Output: what gradients were multiplied by [1].
/// </remarks>
/// <param name="threads">Threads of the session.</param>
internal sealed class AdamStep(int threads)
    : CustomOperator(
        nameof(AdamStep),
        [DataType.Float, DataType.Float, DataType.Float, DataType.Float, DataType.Float, DataType.Float], [DataType.Float])
{
    private const int BlockSize = 1 << 14;
    private const float NormEpsilon = 1e-6f; // as PyTorch's clip_grad_norm_

    /// <summary>Places in the settings.</summary>
    public enum Setting
    {
        /// <summary>The learning rate.</summary>
        Rate,

        /// <summary>How much of the first moment stays.</summary>
        FirstDecay,

        /// <summary>How much of the second moment stays.</summary>
        SecondDecay,

        /// <summary>Added to the root of the second moment.</summary>
        Epsilon,

        /// <summary>The largest norm of the gradients; 0: any.</summary>
        Clip,

        /// <summary>1 - FirstDecay^step.</summary>
        FirstCorrection,

        /// <summary>The root of 1 - SecondDecay^step.</summary>
        SecondCorrection,

        /// <summary>Weight decay, added to gradients.</summary>
        CoupledDecay,

        /// <summary>Weight decay, taken from parameters, as a share of the learning rate.</summary>
        DecoupledDecay,

        /// <summary>How many settings there are.</summary>
        Count,
    }

    /// <inheritdoc/>
    protected override ICustomKernel CreateKernel(KernelInfo node) => new Kernel(threads, node.Attribute("decayed"));

    private sealed unsafe class Kernel(int threads, int decayed) : ICustomKernel
    {
        public void Compute(KernelContext context)
        {
            float* settings = context.Input<float>(5);
            float norm = *context.Input<float>(4), clip = settings[(int)Setting.Clip];
            float* factor = context.Output(0, 1);
            *factor = clip > 0 ? Math.Min(1, clip / (norm + NormEpsilon)) : 1;
            var work = new Work
            {
                Parameters = context.Input<float>(0),
                Gradients = context.Input<float>(1),
                First = context.Input<float>(2),
                Second = context.Input<float>(3),
                Settings = settings,
                Factor = *factor,
                Length = (int)context.Count(0),
                Decayed = decayed,
            };
            Parts.Share(context, threads, &Block, Parts.Count(work.Length, BlockSize), &work);
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private static void Block(void* data, int part)
        {
            var work = (Work*)data;
            int start = part * BlockSize, end = Math.Min(work->Length, start + BlockSize), middle = Math.Clamp(work->Decayed, start, end);
            Range(work, start, middle, work->Settings[(int)Setting.CoupledDecay], work->Settings[(int)Setting.DecoupledDecay]);
            Range(work, middle, end, 0, 0);
        }

        private static void Range(Work* work, int start, int end, float coupled, float decoupled)
        {
            float Of(Setting setting) => work->Settings[(int)setting];
            float firstDecay = Of(Setting.FirstDecay), secondDecay = Of(Setting.SecondDecay), epsilon = Of(Setting.Epsilon);
            float stride = Of(Setting.Rate) / Of(Setting.FirstCorrection), correction = 1 / Of(Setting.SecondCorrection);
            float kept = 1 - Of(Setting.Rate) * decoupled, factor = work->Factor;
            var epsilons = Vector128.Create(epsilon);
            int lanes = Vector128<float>.Count, i = start;
            for (; i <= end - lanes; i += lanes)
            {
                Vector128<float> parameter = Vector128.Load(work->Parameters + i);
                Vector128<float> gradient = Vector128.Load(work->Gradients + i) * factor + parameter * coupled;
                Vector128<float> first = Vector128.Load(work->First + i) * firstDecay + gradient * (1 - firstDecay);
                Vector128<float> second = Vector128.Load(work->Second + i) * secondDecay + gradient * gradient * (1 - secondDecay);
                first.Store(work->First + i);
                second.Store(work->Second + i);
                (parameter * kept - first * stride / (Vector128.Sqrt(second) * correction + epsilons)).Store(work->Parameters + i);
            }

            for (; i < end; i++)
            {
                float gradient = work->Gradients[i] * factor + work->Parameters[i] * coupled;
                float first = work->First[i] = work->First[i] * firstDecay + gradient * (1 - firstDecay);
                float second = work->Second[i] = work->Second[i] * secondDecay + gradient * gradient * (1 - secondDecay);
                work->Parameters[i] = work->Parameters[i] * kept - first * stride / (MathF.Sqrt(second) * correction + epsilon);
            }
        }

        private struct Work
        {
            public float* Parameters;
            public float* Gradients;
            public float* First;
            public float* Second;
            public float* Settings;
            public float Factor;
            public int Length;
            public int Decayed;
        }
    }
}
