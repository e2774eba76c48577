namespace LakhNes.Dsp.Apu.Tests.Support;

/// <summary>A chip on the bench: registers are written at the present cycle, levels are watched.</summary>
internal sealed class ChipRig
{
    /// <summary>A write to $4017 on an odd cycle restarts the sequencer three cycles later.</summary>
    public const int RestartDelay = 3;

    private readonly LevelRecorder _recorder = new();

    public ChipRig(ApuRegion region = ApuRegion.Ntsc)
    {
        Chip = new ApuChip(region) { Listener = _recorder };
    }

    public ApuChip Chip { get; }

    public long Now => Chip.Cycle;

    public static int BaseOf(ApuVoice voice) => 0x4000 + 4 * (int)voice;

    public void Write(int address, int value) => Chip.Write(Now, address, (byte)value);

    public void Run(long cycles) => Chip.RunTo(Now + cycles);

    public void RunTo(long cycle) => Chip.RunTo(cycle);

    /// <summary>Runs on and returns what one channel did meanwhile.</summary>
    public Change[] Listen(ApuVoice voice, long cycles)
    {
        _recorder.Clear();
        Run(cycles);
        return [.. _recorder.Of(voice)];
    }

    /// <summary>The highest level in a span that starts now.</summary>
    public int Peak(ApuVoice voice, long cycles)
    {
        int present = Chip.Level(voice);
        return Listen(voice, cycles).Select(change => change.Level).Append(present).Max();
    }

    /// <summary>The level at a number of moments a step apart, the first one now.</summary>
    public int[] Sample(ApuVoice voice, long stepCycles, int count)
    {
        int[] levels = new int[count];
        for (int i = 0; i < count; i++)
        {
            levels[i] = Chip.Level(voice);
            Run(stepCycles);
        }
        return levels;
    }

    /// <summary>Runs to the cycle on which a channel next changes.</summary>
    public long RunToChange(ApuVoice voice)
    {
        int level = Chip.Level(voice);
        while (Chip.Level(voice) == level)
            Run(1);
        return Now;
    }

    /// <summary>Runs to the next cycle on which a channel changes to a level.</summary>
    public long RunToLevel(ApuVoice voice, int level)
    {
        do RunToChange(voice);
        while (Chip.Level(voice) != level);
        return Now;
    }

    /// <summary>Writes $4017 on an odd cycle and returns the cycle from which the sequencer's steps are counted.</summary>
    public long RestartFrames(int value)
    {
        Run(1 - (Now & 1));
        Write(0x4017, value);
        return Now + RestartDelay;
    }

    /// <summary>One quarter and one half frame at once, by the five-step mode's immediate clock.</summary>
    public void ClockFrame() => RunTo(RestartFrames(0x80));

    public void ClockFrames(int count)
    {
        for (int i = 0; i < count; i++)
            ClockFrame();
    }

    /// <summary>The bits of $4015.</summary>
    public int Status() => Chip.ReadStatus(Now);

    public bool IsRunning(ApuVoice voice) => (Status() & (1 << (int)voice)) != 0;

    /// <summary>
    /// Switches a channel on at constant volume 15 without end; the triangle runs after the next <see cref="ClockFrame"/>.
    /// </summary>
    /// <param name="voice">Any but the sample channel.</param>
    /// <param name="period">Timer period.</param>
    /// <param name="duty">A pulse's duty.</param>
    public void Start(ApuVoice voice, int period, int duty = 2)
    {
        int address = BaseOf(voice);
        Write(0x4015, 1 << (int)voice);
        Write(address, voice == ApuVoice.Triangle ? 0xFF : (duty << 6) | 0x3F);
        // Negating by shift 0: a target that mutes no period.
        if (voice <= ApuVoice.Pulse2)
            Write(address + 1, 0x08);
        Write(address + 2, period & 0xFF);
        Write(address + 3, period >> 8);
        Run(2);
    }
}
