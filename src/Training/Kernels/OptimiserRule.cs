namespace LakhNes.Training.Kernels;

/// <summary>How a step follows a gradient.</summary>
public enum OptimiserRule
{
    /// <summary>Adam (Kingma and Ba 2015), or AdamW (Loshchilov and Hutter 2019).</summary>
    Adam,

    /// <summary>
    /// Gradient descent with momentum: v = momentum v + g, x = x - rate v. Weight decay is added to gradients.
    /// </summary>
    Sgd,

    /// <summary>
    /// Adagrad (Duchi, Hazan and Singer 2011): s = s + g^2, x = x - rate g / (root of s + 1e-10). Weight decay is added to
    /// gradients.
    /// </summary>
    Adagrad,
}
