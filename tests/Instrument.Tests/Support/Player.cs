using LakhNes.Dsp.Apu;
using LakhNes.Instrument.Settings;

namespace LakhNes.Instrument.Tests.Support;

/// <summary>An instrument on a register log and a real chip at once, with time in frames or seconds.</summary>
internal sealed class Player : IApuRegisters, ILevelListener
{
    private readonly List<(ApuVoice Voice, int Level, long Cycle)> _levels = [];

    public Player(Action<InstrumentSettings>? set = null, ApuRegion region = ApuRegion.Ntsc)
    {
        set?.Invoke(Settings);
        Chip = new ApuChip(region) { Listener = this };
        Instrument = new ChipInstrument(this, Settings);
        Chip.DmcMemory = Instrument.SampleMemory;
        Instrument.Reset(region, Chip.Timing.CpuClock, 0);
        Log.Clear();
    }

    public InstrumentSettings Settings { get; } = new();

    public ApuChip Chip { get; }

    public ChipInstrument Instrument { get; }

    public RegisterLog Log { get; } = new();

    /// <summary>CPU cycle at which the next event falls.</summary>
    public long Now { get; private set; } = 1000;

    public IReadOnlyList<(ApuVoice Voice, int Level, long Cycle)> Levels => _levels;

    void IApuRegisters.Write(long cycle, int address, byte value)
    {
        Assert.True(cycle >= Chip.Cycle, $"a write at {cycle} after the chip reached {Chip.Cycle}");
        Log.Write(cycle, address, value);
        Chip.Write(cycle, address, value);
    }

    void ILevelListener.LevelsChanged(ReadOnlySpan<LevelChange> changes)
    {
        foreach (LevelChange change in changes)
            _levels.Add((change.Voice, change.Level, change.Cycle));
    }

    public Player On(int key, int channel = 0, double velocity = 1, int id = -1)
    {
        Instrument.NoteOn(Now, channel, key, velocity, id);
        return this;
    }

    public Player Off(int key, int channel = 0, int id = -1)
    {
        Instrument.NoteOff(Now, channel, key, id);
        return this;
    }

    /// <summary>A controller by its MIDI value.</summary>
    public Player Control(int number, int value, int channel = 0)
    {
        Instrument.Controller(Now, channel, number, value / 127.0);
        return this;
    }

    public Player Cycles(long cycles)
    {
        Now += cycles;
        Instrument.RunTo(Now);
        Chip.RunTo(Now);
        return this;
    }

    public Player Frames(double frames) => Cycles((long)Math.Ceiling(frames * Chip.Timing.CyclesPerFrame));

    public Player Seconds(double seconds) => Cycles((long)(seconds * Chip.Timing.CpuClock));

    /// <summary>
    /// Frequency of a voice over the coming time, from the cycles between its first and last rise out of its lowest level.
    /// </summary>
    public double Measure(ApuVoice voice, double seconds)
    {
        _levels.Clear();
        Seconds(seconds);
        var own = _levels.Where(change => change.Voice == voice).ToList();
        if (own.Count < 3)
            return 0;
        int low = own.Min(change => change.Level);
        var rises = own.Where((change, i) => i > 0 && own[i - 1].Level == low && change.Level > low)
            .Select(change => change.Cycle)
            .ToList();
        return (rises.Count - 1) * Chip.Timing.CpuClock / (rises[^1] - rises[0]);
    }

    /// <summary>The voice's level does not move over the coming time.</summary>
    public bool IsSilent(ApuVoice voice, double seconds = 0.1)
    {
        _levels.Clear();
        Seconds(seconds);
        return !_levels.Exists(change => change.Voice == voice);
    }
}
