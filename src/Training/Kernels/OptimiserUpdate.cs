using System.Runtime.Intrinsics;

namespace LakhNes.Training.Kernels;

/// <summary>
/// One step of an <see cref="OptimiserRule"/> with gradients clipped by their norm, in place, over all parameters as one vector.
/// Weight decay is added to the gradient or taken from the parameter.
/// </summary>
internal unsafe struct OptimiserUpdate
{
    private const float NormEpsilon = 1e-6f; // as PyTorch's clip_grad_norm_
    private const float AdagradEpsilon = 1e-10f; // as PyTorch's Adagrad

    /// <summary>The parameters.</summary>
    public float* Parameters;

    /// <summary>Their gradients.</summary>
    public float* Gradients;

    /// <summary>The running mean of the gradients; for gradient descent the velocity.</summary>
    public float* First;

    /// <summary>The running mean of their squares; for Adagrad their sum.</summary>
    public float* Second;

    /// <summary>Numbers at the places of <see cref="Setting"/>.</summary>
    public float* Settings;

    /// <summary>What gradients are multiplied by.</summary>
    public float Factor;

    /// <summary>How many parameters, the first ones, decay.</summary>
    public int Decayed;

    /// <summary>Places in the settings.</summary>
    public enum Setting
    {
        /// <summary>The learning rate.</summary>
        Rate,

        /// <summary>The number of the rule.</summary>
        Rule,

        /// <summary>How much of the first moment, or of the velocity, stays.</summary>
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

    /// <summary>What gradients of a norm are multiplied by.</summary>
    public static float FactorOf(float* settings, float norm)
    {
        float clip = settings[(int)Setting.Clip];
        return clip > 0 ? Math.Min(1, clip / (norm + NormEpsilon)) : 1;
    }

    /// <summary>Takes the step for the parameters of a range.</summary>
    /// <param name="start">The first one.</param>
    /// <param name="end">The one behind the last.</param>
    public readonly void Apply(int start, int end)
    {
        int middle = Math.Clamp(Decayed, start, end);
        float coupled = Settings[(int)Setting.CoupledDecay];
        switch ((OptimiserRule)Settings[(int)Setting.Rule])
        {
            case OptimiserRule.Sgd:
                Descend(start, middle, coupled);
                Descend(middle, end, 0);
                break;
            case OptimiserRule.Adagrad:
                Adagrad(start, middle, coupled);
                Adagrad(middle, end, 0);
                break;
            default:
                Adam(start, middle, coupled, Settings[(int)Setting.DecoupledDecay]);
                Adam(middle, end, 0, 0);
                break;
        }
    }

    private readonly void Descend(int start, int end, float coupled)
    {
        float rate = Settings[(int)Setting.Rate],
            momentum = Settings[(int)Setting.FirstDecay];
        for (int i = start; i < end; i++)
        {
            First[i] = (First[i] * momentum) + (Gradients[i] * Factor) + (Parameters[i] * coupled);
            Parameters[i] -= rate * First[i];
        }
    }

    private readonly void Adagrad(int start, int end, float coupled)
    {
        float rate = Settings[(int)Setting.Rate];
        for (int i = start; i < end; i++)
        {
            float gradient = (Gradients[i] * Factor) + (Parameters[i] * coupled);
            Second[i] += gradient * gradient;
            Parameters[i] -= rate * gradient / (MathF.Sqrt(Second[i]) + AdagradEpsilon);
        }
    }

    private readonly void Adam(int start, int end, float coupled, float decoupled)
    {
        float* settings = Settings;
        float Of(Setting setting) => settings[(int)setting];
        float firstDecay = Of(Setting.FirstDecay),
            secondDecay = Of(Setting.SecondDecay),
            epsilon = Of(Setting.Epsilon);
        float stride = Of(Setting.Rate) / Of(Setting.FirstCorrection),
            correction = 1 / Of(Setting.SecondCorrection);
        float kept = 1 - Of(Setting.Rate) * decoupled,
            factor = Factor;
        var epsilons = Vector128.Create(epsilon);
        int lanes = Vector128<float>.Count,
            i = start;
        for (; i <= end - lanes; i += lanes)
        {
            Vector128<float> parameter = Vector128.Load(Parameters + i);
            Vector128<float> gradient = Vector128.Load(Gradients + i) * factor + parameter * coupled;
            Vector128<float> first = Vector128.Load(First + i) * firstDecay + gradient * (1 - firstDecay);
            Vector128<float> second = Vector128.Load(Second + i) * secondDecay + gradient * gradient * (1 - secondDecay);
            first.Store(First + i);
            second.Store(Second + i);
            (parameter * kept - first * stride / (Vector128.Sqrt(second) * correction + epsilons)).Store(Parameters + i);
        }

        for (; i < end; i++)
        {
            float gradient = Gradients[i] * factor + Parameters[i] * coupled;
            float first = First[i] = First[i] * firstDecay + gradient * (1 - firstDecay);
            float second = Second[i] = Second[i] * secondDecay + gradient * gradient * (1 - secondDecay);
            Parameters[i] = Parameters[i] * kept - first * stride / (MathF.Sqrt(second) * correction + epsilon);
        }
    }
}
