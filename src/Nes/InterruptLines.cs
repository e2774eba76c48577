namespace LakhNes.Nes;

/// <summary>The CPU's interrupt inputs that are asserted.</summary>
[Flags]
public enum InterruptLines
{
    /// <summary>Neither is.</summary>
    None = 0,

    /// <summary>The level-sensitive, maskable input.</summary>
    Irq = 1,

    /// <summary>The edge-sensitive input.</summary>
    Nmi = 2,
}
