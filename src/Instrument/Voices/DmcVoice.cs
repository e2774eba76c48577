using LakhNes.Dsp.Apu;
using LakhNes.Instrument.Samples;

namespace LakhNes.Instrument.Voices;

/// <summary>
/// The sample channel ($4010-$4013). A key of one of the user's samples plays that. From <see cref="LowestKey"/> up every 16 of
/// the other keys are one sample of the bank at the chip's 16 rates, slowest first. A sample plays to its end, or, looped,
/// until its key is let go; velocity and step sequences do not reach it.
/// </summary>
internal sealed class DmcVoice(VoiceContext context) : ChipVoice(ApuVoice.Dmc, context), IDmcMemory
{
    /// <summary>Key of the first sample at its slowest rate.</summary>
    public const int LowestKey = 36;

    private const int Rates = 16;
    private const int LoopFlag = 0x40;

    // that of the note that plays: a bank that comes meanwhile waits for the next
    private DmcSampleBank _bank = DmcSampleBank.Factory;
    private bool _loops;
    private long _end;

    // a loop that was stopped has up to two bytes in the chip, which move the level away from rest
    private long _restAt = long.MaxValue;
    private long _cyclesPerByte;

    /// <summary>How long a sample sounds after its key is let go, at most, in seconds.</summary>
    /// <param name="factory">The samples made by formula are within reach, too.</param>
    public double LongestSeconds(bool factory)
    {
        ApuTiming timing = ApuTiming.Of(Context.Clock.Region);
        DmcSampleBank bank = Context.Settings.Samples;
        long longest = bank.LongestOwnCycles(Settings.Transpose, timing);
        foreach (DmcSample sample in factory ? bank.Samples : [])
            longest = Math.Max(longest, (sample.Length + 1) * 8L * timing.DmcPeriods[0]);
        return longest / Context.Clock.CpuClock;
    }

    /// <inheritdoc/>
    public override bool IsOneShot => !_loops;

    /// <inheritdoc/>
    public override long NextTick => Note is null or { IsUnstruck: true } ? _restAt : _end;

    /// <inheritdoc/>
    public override void Tick(long cycle)
    {
        if (_restAt <= cycle)
            Registers.StopSample(cycle);
        _restAt = long.MaxValue;
        Detach();
    }

    /// <inheritdoc/>
    public override void Reset()
    {
        base.Reset();
        _restAt = long.MaxValue;
    }

    /// <inheritdoc/>
    public byte Read(int address) => _bank.Read(address);

    /// <inheritdoc/>
    protected override bool HasRelease => false;

    /// <inheritdoc/>
    protected override void OnStart(long cycle, bool restart)
    {
        _bank = Context.Settings.Samples;
        ApuTiming timing = ApuTiming.Of(Context.Clock.Region);
        int shift = Offset + Settings.Transpose;
        if (!_bank.TryFindOwn(Note!.Key, shift, timing, out DmcSample sample, out int rate))
        {
            int keys = Rates * _bank.Samples.Length;
            int place = (((Note.Key + shift - LowestKey) % keys) + keys) % keys;
            sample = _bank.Samples[place / Rates];
            rate = place % Rates;
        }

        _cyclesPerByte = 8 * timing.DmcPeriods[rate];
        _loops = sample.Loops;
        _restAt = long.MaxValue;
        // one byte more than its length: the output unit may still be shifting when the first is fetched
        _end = _loops ? long.MaxValue : cycle + ((sample.Length + 1) * _cyclesPerByte);
        Registers.Set(cycle, ApuRegister.DmcRate, rate | (_loops ? LoopFlag : 0));
        Registers.Set(cycle, ApuRegister.DmcAddress, sample.AddressRegister);
        Registers.Set(cycle, ApuRegister.DmcLength, sample.LengthRegister);
        long busyUntil = _loops ? long.MaxValue : cycle + ((sample.Length - 2) * _cyclesPerByte);
        Registers.StartSample(cycle, sample.StartLevel, busyUntil);
    }

    /// <inheritdoc/>
    protected override void Apply(long cycle) { }

    /// <inheritdoc/>
    protected override void Quiet(long cycle)
    {
        Registers.StopSample(cycle);
        if (_loops)
            _restAt = cycle + (2 * _cyclesPerByte);
    }
}
