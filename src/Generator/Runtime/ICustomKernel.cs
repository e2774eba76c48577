namespace LakhNes.Generator.Runtime;

/// <summary>What computes one node of a graph.</summary>
public interface ICustomKernel
{
    /// <summary>Computes the node's outputs. Runs on any thread, several at once, and must not throw.</summary>
    /// <param name="context">The inputs and outputs of this run.</param>
    void Compute(KernelContext context);
}
