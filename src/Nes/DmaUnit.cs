namespace LakhNes.Nes;

/// <summary>
/// The 2A03's two DMA channels: OAM DMA ($4014) and the DMC's sample fetches. Both halt the CPU at a read cycle and read on
/// get cycles; OAM writes on put cycles. While halted, the CPU repeats its read. Source: the NESdev wiki's "DMA".
/// </summary>
public sealed class DmaUnit
{
    private const int PageLength = 256;
    private const int OamData = 0x2004;

    private readonly Cpu6502 _cpu;
    private readonly bool _repeatsReads;
    private int _oamSource;
    private int _oamLeft;
    private int _dmcAddress;
    private bool _dmcWanted;

    // Halted cycles that DMC DMA still needs before it may read: its halt cycle and a dummy one.
    private int _dmcPreparation;

    /// <summary>Makes an idle unit.</summary>
    /// <param name="cpu">The CPU that it halts and whose cycles it uses.</param>
    /// <param name="repeatsReads">The halted CPU's repeated reads reach the bus, as on NTSC consoles.</param>
    public DmaUnit(Cpu6502 cpu, bool repeatsReads)
    {
        _cpu = cpu;
        _repeatsReads = repeatsReads;
    }

    /// <summary>True while a channel waits for the CPU or uses its bus.</summary>
    public bool Requested => _dmcWanted || _oamLeft > 0;

    /// <summary>True from <see cref="StartDmc"/> until the byte is read.</summary>
    public bool DmcRequested => _dmcWanted;

    /// <summary>Takes each byte that DMC DMA reads, with the cycle of the read.</summary>
    public Action<long, byte>? DmcFetched { get; set; }

    /// <summary>A write to $4014: copies a page to the PPU's sprite memory in 513 or 514 cycles.</summary>
    /// <param name="page">High byte of the source.</param>
    public void StartOam(byte page)
    {
        _oamSource = page << 8;
        _oamLeft = PageLength;
    }

    /// <summary>The DMC's buffer is empty and wants a byte: 3 or 4 cycles, fewer inside an OAM DMA.</summary>
    /// <param name="address">Where the byte is, $8000 to $FFFF.</param>
    public void StartDmc(int address)
    {
        _dmcAddress = address;
        _dmcPreparation = 2;
        _dmcWanted = true;
    }

    /// <summary>The DMC was stopped before its byte was read: the CPU goes on at the next cycle.</summary>
    public void AbortDmc() => _dmcWanted = false;

    /// <summary>Forgets what is under way, as a reset does.</summary>
    public void Reset()
    {
        AbortDmc();
        _oamLeft = 0;
    }

    /// <summary>Spends the CPU's cycles until no channel wants the bus.</summary>
    /// <param name="address">The address of the read that the CPU was about to make.</param>
    public void Run(int address)
    {
        int oamByte = -1;
        Idle(address);
        while (Requested)
        {
            bool get = IsGetCycle(_cpu.Cycle);
            if (get && _dmcWanted && _dmcPreparation == 0)
            {
                byte sample = _cpu.HaltedRead(_dmcAddress);
                _dmcWanted = false;
                DmcFetched?.Invoke(_cpu.Cycle - 1, sample);
            }
            else if (get && _oamLeft > 0)
            {
                Prepare();
                oamByte = _cpu.HaltedRead(_oamSource + PageLength - _oamLeft);
            }
            else if (!get && oamByte >= 0)
            {
                Prepare();
                _cpu.HaltedWrite(OamData, (byte)oamByte);
                oamByte = -1;
                _oamLeft--;
            }
            else
            {
                Idle(address);
            }
        }
    }

    private static bool IsGetCycle(long cycle) => (cycle & 1) == 0;

    private void Idle(int address)
    {
        Prepare();
        if (_repeatsReads)
            _cpu.HaltedRead(address);
        else
            _cpu.HaltedIdle();
    }

    private void Prepare()
    {
        if (_dmcPreparation > 0)
            _dmcPreparation--;
    }
}
