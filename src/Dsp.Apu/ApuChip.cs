namespace LakhNes.Dsp.Apu;

/// <summary>
/// The 2A03's sound hardware, exact to the CPU cycle and driven by events: nothing runs between two changes.
/// <para>
/// Cycle n is the n-th CPU cycle since power-on. A write or read at cycle n comes after the hardware's clocks of that cycle,
/// as on a CPU that counts a cycle first and then accesses the bus; odd cycles are the DMA's put cycles, even ones its get
/// cycles. Cycles must not go back; an earlier one is taken as the cycle the chip has reached. </para>
/// <para>Audio thread: no method allocates.</para>
/// </summary>
public sealed partial class ApuChip : IApuRegisters
{
    /// <summary>Later than any cycle that a chip can reach, with room for what is added to it.</summary>
    internal const long Never = long.MaxValue >> 4;

    private readonly int[] _reported = new int[5];
    private readonly LevelChanges _pulseChanges = new();
    private readonly LevelChanges _otherChanges = new();
    private ApuState _state;
    private long _nextControl;

    /// <summary>Makes a chip that has just been switched on.</summary>
    /// <param name="region">The console it is in.</param>
    public ApuChip(ApuRegion region = ApuRegion.Ntsc)
    {
        Timing = ApuTiming.Of(region);
        PowerOn(region);
    }

    /// <summary>The console the chip is in.</summary>
    public ApuRegion Region => Timing.Region;

    /// <summary>Clocks and tables of that console.</summary>
    public ApuTiming Timing { get; private set; }

    /// <summary>The CPU cycle up to which the chip has run, that cycle's clocks included.</summary>
    public long Cycle => _state.Cycle;

    /// <summary>Where samples come from while <see cref="CpuFetches"/> is off; without it a sample is all zeros.</summary>
    public IDmcMemory? DmcMemory { get; set; }

    /// <summary>Told of every change of a channel's level.</summary>
    public ILevelListener? Listener { get; set; }

    /// <summary>
    /// A CPU fetches the sample bytes. Off (as for a register log): the chip reads <see cref="DmcMemory"/> by itself, at the get
    /// cycle at which an idle CPU would. On: the CPU watches <see cref="DmcFetchPending"/>, halts, and calls
    /// <see cref="CompleteDmcFetch"/>.
    /// </summary>
    public bool CpuFetches { get; set; }

    /// <summary>The interrupt line to the CPU, as of <see cref="Cycle"/>.</summary>
    public bool Irq => _state.Frame.Irq || _state.Dmc.Irq;

    /// <summary>
    /// Earliest cycle at which the line may be high if nothing is written or fetched by the CPU: <see cref="Cycle"/> if it is,
    /// <see cref="long.MaxValue"/> if it cannot rise. The chip may be run straight to it.
    /// </summary>
    public long NextIrqCycle
    {
        get
        {
            if (Irq)
                return Cycle;
            long frame = _state.Frame.NextIrq(Timing);
            long sample = !CpuFetches && _state.Dmc.MayInterrupt ? OwnFetchCycle(_state.Dmc.NextRequest) : Never;
            long next = Math.Min(frame, sample);
            return next == Never ? long.MaxValue : Math.Max(Cycle, next);
        }
    }

    /// <summary>
    /// The sample channel asks for the byte at <see cref="DmcFetchAddress"/>: a CPU tries to halt on its next cycle.
    /// </summary>
    /// <remarks>
    /// Falls when the fetch is completed, or earlier when $4015 stops the channel: then a DMA under way is aborted.
    /// </remarks>
    public bool DmcFetchPending => _state.Dmc.FetchPending;

    /// <summary>Where the next sample byte is, $8000-$FFFF.</summary>
    public int DmcFetchAddress => _state.Dmc.FetchAddress;

    /// <summary>
    /// Cycle at which <see cref="DmcFetchPending"/> rises next (or rose, if it is high) if nothing is written;
    /// <see cref="long.MaxValue"/> if it does not. Until then the chip need not be run for the DMA's sake.
    /// </summary>
    public long NextDmcFetchCycle => _state.Dmc.NextRequest == Never ? long.MaxValue : _state.Dmc.NextRequest;

    /// <summary>
    /// Switches the console off and on: cycle 0, every register 0, $4017 as if 0 were written at cycle 0 or before.
    /// </summary>
    /// <param name="region">The console the chip is in from now on.</param>
    public void PowerOn(ApuRegion region)
    {
        Timing = ApuTiming.Of(region);
        _state = new ApuState
        {
            Region = Timing.Region,
            WritesApplyAt = Never,
            Pulse1 = new PulseChannel(onesComplementSweep: true),
            Pulse2 = new PulseChannel(onesComplementSweep: false),
            Triangle = new TriangleChannel(),
            Noise = new NoiseChannel(Timing),
            Dmc = new DmcChannel(Timing),
            Frame = new FrameCounter(),
        };
        _state.Frame.Restart(-1, Timing);
        ScheduleControl();
        ReportAll();
    }

    /// <summary>
    /// Presses the console's reset button: $4015 is cleared, $4017 written again with its mode and interrupts allowed, the
    /// triangle starts over, the sample counter keeps its lowest bit. The other registers stay.
    /// </summary>
    /// <param name="cycle">CPU cycle of the reset; the first instruction's first cycle comes nine cycles later.</param>
    public void Reset(long cycle)
    {
        Write(cycle, ApuRegister.Status, 0);
        _state.Triangle.ResetPhase();
        _state.Dmc.Reset();
        _state.Frame.Restart(Cycle, Timing);
        RefreshAll();
        Flush();
    }

    /// <summary>A channel's present level, 0-15 (0-127 for <see cref="ApuVoice.Dmc"/>).</summary>
    /// <param name="voice">The channel.</param>
    public int Level(ApuVoice voice) =>
        voice switch
        {
            ApuVoice.Pulse1 => _state.Pulse1.Level,
            ApuVoice.Pulse2 => _state.Pulse2.Level,
            ApuVoice.Triangle => _state.Triangle.Level,
            ApuVoice.Noise => _state.Noise.Level,
            _ => _state.Dmc.Level,
        };

    /// <summary>Copies the whole state out.</summary>
    /// <param name="state">Where it goes.</param>
    public void SaveState(ref ApuState state) => state = _state;

    /// <summary>
    /// Goes back to a saved state, its region included, and plays on exactly as from there. <see cref="Listener"/> is told of
    /// the levels; a renderer must be reset.
    /// </summary>
    /// <param name="state">What <see cref="SaveState"/> gave.</param>
    public void LoadState(in ApuState state)
    {
        _state = state;
        Timing = ApuTiming.Of(state.Region);
        ScheduleControl();
        ReportAll();
    }

    /// <summary>Runs the chip up to a cycle, that cycle's clocks included.</summary>
    /// <param name="cycle">CPU cycle.</param>
    public void RunTo(long cycle)
    {
        if (cycle <= _state.Cycle)
            return;
        while (true)
        {
            RunChannels(cycle);
            if (_nextControl > cycle)
                break;
            RunControl();
        }
        _state.Cycle = cycle;
        Flush();
    }

    /// <summary>
    /// The CPU's DMA has read the byte asked for. May raise <see cref="Irq"/> and, a sample's byte later, the next request.
    /// </summary>
    /// <param name="cycle">The get cycle in which it was read.</param>
    /// <param name="value">The byte.</param>
    public void CompleteDmcFetch(long cycle, byte value)
    {
        RunTo(cycle);
        _state.Dmc.Settle(Cycle);
        _state.Dmc.Fill(value);
        _state.Dmc.Refresh();
        ScheduleControl();
    }

    /// <summary>An idle CPU halts on the cycle after the request, wastes one or two, and reads on the next get cycle.</summary>
    private static long OwnFetchCycle(long request) => request == Never ? request : (request + 4) & ~1L;

    /// <summary>Runs the channels as far as nothing but their own timers changes them.</summary>
    private void RunChannels(long cycle)
    {
        // First the sample channel, which may ask for a byte that is due within the span.
        RunOthers(cycle);
        RunPulses(Math.Min(cycle, _nextControl - 1));
    }

    /// <summary>Each pulse runs alone up to the other's next change.</summary>
    private void RunPulses(long until)
    {
        while (true)
        {
            long first = _state.Pulse1.NextChange;
            long second = _state.Pulse2.NextChange;
            if (Math.Min(first, second) > until)
                break;
            Span<LevelChange> room = _pulseChanges.Room(Listener);
            int count =
                first <= second
                    ? _state.Pulse1.Run(Math.Min(until, second), ApuVoice.Pulse1, room)
                    : _state.Pulse2.Run(Math.Min(until, first - 1), ApuVoice.Pulse2, room);
            _pulseChanges.Take(count);
        }
        _reported[(int)ApuVoice.Pulse1] = _state.Pulse1.Level;
        _reported[(int)ApuVoice.Pulse2] = _state.Pulse2.Level;
    }

    /// <summary>Triangle, noise and samples, likewise; at one cycle in this order.</summary>
    private void RunOthers(long cycle)
    {
        long until = Math.Min(cycle, _nextControl - 1);
        while (true)
        {
            long triangle = _state.Triangle.NextChange;
            long noise = _state.Noise.NextChange;
            long dmc = _state.Dmc.NextChange;
            long first = Math.Min(Math.Min(triangle, noise), dmc);
            if (first > until)
                break;
            if (noise < triangle && noise <= dmc)
            {
                Span<LevelChange> room = _otherChanges.Room(Listener);
                _otherChanges.Take(_state.Noise.Run(Math.Min(until, Math.Min(triangle - 1, dmc)), room));
            }
            else if (triangle <= dmc)
            {
                Span<LevelChange> room = _otherChanges.Room(Listener);
                _otherChanges.Take(_state.Triangle.Run(Math.Min(until, Math.Min(noise, dmc)), room));
            }
            else
            {
                _state.Dmc.Advance();
                Report(ApuVoice.Dmc, dmc);
                ScheduleControl();
                until = Math.Min(cycle, _nextControl - 1);
            }
        }
        _reported[(int)ApuVoice.Triangle] = _state.Triangle.Level;
        _reported[(int)ApuVoice.Noise] = _state.Noise.Level;
    }

    /// <summary>Makes what is due besides the channels' own timers: it comes before their clocks of that cycle.</summary>
    private void RunControl()
    {
        long cycle = _nextControl;
        _state.Cycle = cycle - 1;
        SettleAll();
        _state.Cycle = cycle;
        if (cycle == OwnFetchAt + 1)
            _state.Dmc.Fill(DmcMemory?.Read(_state.Dmc.FetchAddress) ?? 0);
        _state.Dmc.ApplyEnable(cycle);
        if (cycle == _state.Frame.Next)
            ClockFrame(_state.Frame.Clock(Timing));
        if (cycle == _state.WritesApplyAt)
            ApplyLengthWrites();
        RefreshAll();
    }
}
