namespace LakhNes.Engine.Hosting;

/// <summary>What the engine is given for one block, and where its output goes. All memory is the caller's.</summary>
public unsafe ref struct AudioBlock
{
    /// <summary>Samples to render; 0 only applies the events.</summary>
    public int Frames;

    /// <summary>The host renders faster or slower than real time: waiting is allowed.</summary>
    public bool Offline;

    /// <summary>Output samples are 64-bit rather than 32-bit floats.</summary>
    public bool DoublePrecision;

    /// <summary>The host's song at the first sample.</summary>
    public Transport Transport;

    /// <summary>Events in, ordered by <see cref="EngineEvent.Offset"/>.</summary>
    public ReadOnlySpan<EngineEvent> Events;

    /// <summary>Main output, left channel; null: not wanted.</summary>
    public void* Left;

    /// <summary>Main output, right channel; null: not wanted.</summary>
    public void* Right;

    /// <summary>
    /// One mono output a voice, in register order: five pointers, each null where not wanted; null: none wanted.
    /// </summary>
    public void** Voices;

    /// <summary>Room for events out.</summary>
    public Span<EngineEvent> EventsOut;

    /// <summary>Set by the engine: how many of <see cref="EventsOut"/> it wrote, ordered by offset.</summary>
    public int EventsOutCount;

    /// <summary>Set by the engine: every output sample of the block is zero.</summary>
    public bool Silent;
}
