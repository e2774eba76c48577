namespace LakhNes.Generator.Runtime;

/// <summary>What computes one node of a graph; disposed with its session if it is disposable.</summary>
public interface ICustomKernel
{
    /// <summary>Computes the node's outputs. Runs on any thread, several at once, and must not throw.</summary>
    /// <param name="context">The inputs and outputs of this run.</param>
    void Compute(KernelContext context);
}
