namespace LakhNes.Nes.Nsf;

/// <summary>What a file of NSF version 2 asks of its player, as the header's bits.</summary>
[Flags]
public enum NsfFeatures : byte
{
    /// <summary>Nothing that version 1 does not have.</summary>
    None = 0,

    /// <summary>A timer at $401B to $401D that interrupts, and RAM at the interrupt vector.</summary>
    Irq = 0x10,

    /// <summary>Init is called a second time and may then run on for ever; play interrupts it.</summary>
    InitRunsOn = 0x20,

    /// <summary>Play is never called.</summary>
    NoPlay = 0x40,

    /// <summary>Chunks behind the program may be needed to play it.</summary>
    NeedsMetadata = 0x80,
}
