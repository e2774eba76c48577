using LakhNes.Dsp.Apu;

namespace LakhNes.Nes;

/// <summary>
/// Keeps the sound chip in step with the CPU: it is run to the exact cycle of each access, and otherwise only when it may raise
/// its interrupt or ask for a sample byte.
/// </summary>
public sealed class ApuPort
{
    private readonly ApuChip _chip;
    private readonly DmaUnit _dma;
    private long _attention;

    /// <summary>Lets the CPU's DMA fetch the chip's samples from now on.</summary>
    /// <param name="chip">The chip, at the CPU's cycle.</param>
    /// <param name="dma">The DMA unit of the same CPU.</param>
    public ApuPort(ApuChip chip, DmaUnit dma)
    {
        _chip = chip;
        _dma = dma;
        chip.CpuFetches = true;
        dma.DmcFetched = (cycle, value) =>
        {
            chip.CompleteDmcFetch(cycle, value);
            Attend();
        };
    }

    /// <summary>The chip's interrupt line at the end of the last cycle.</summary>
    public bool Irq { get; private set; }

    /// <summary>A write to $4000-$4013, $4015 or $4017.</summary>
    /// <param name="cycle">CPU cycle of the write.</param>
    /// <param name="address">The register.</param>
    /// <param name="value">The byte on the data bus.</param>
    public void Write(long cycle, int address, byte value)
    {
        _chip.Write(cycle, address, value);
        Attend();
    }

    /// <summary>A read of $4015, without bit 5, which the chip does not drive.</summary>
    /// <param name="cycle">CPU cycle of the read.</param>
    public byte ReadStatus(long cycle)
    {
        byte status = _chip.ReadStatus(cycle);
        Attend();
        return status;
    }

    /// <summary>The reset button.</summary>
    /// <param name="cycle">CPU cycle at which it is pressed.</param>
    public void Reset(long cycle)
    {
        _dma.Reset();
        _chip.Reset(cycle);
        Attend();
    }

    /// <summary>Call at the end of every CPU cycle.</summary>
    /// <param name="cycle">That cycle.</param>
    public void EndCycle(long cycle)
    {
        if (cycle < _attention)
            return;
        _chip.RunTo(cycle);
        Attend();
    }

    private void Attend()
    {
        Irq = _chip.Irq;
        if (_chip.DmcFetchPending != _dma.DmcRequested)
        {
            if (_chip.DmcFetchPending)
                _dma.StartDmc(_chip.DmcFetchAddress);
            else
                _dma.AbortDmc();
        }
        // The line falls only through an access. A fetch under way lies in the past: it is watched every cycle, as it may be
        // aborted.
        _attention = Math.Min(Irq ? long.MaxValue : _chip.NextIrqCycle, _chip.NextDmcFetchCycle);
    }
}
