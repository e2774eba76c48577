using LakhNes.Dsp.Apu;
using LakhNes.Instrument.Samples;

namespace LakhNes.Instrument.Voices;

/// <summary>
/// The sample channel ($4010-$4013). From <see cref="LowestKey"/> up every 16 keys are one sample of the bank at the chip's 16
/// rates, slowest first. A sample plays to its end; velocity and step sequences do not reach it.
/// </summary>
internal sealed class DmcVoice(VoiceContext context, DmcSampleBank bank) : ChipVoice(ApuVoice.Dmc, context)
{
    /// <summary>Key of the first sample at its slowest rate.</summary>
    public const int LowestKey = 36;

    private const int Rates = 16;

    private long _end;

    /// <summary>How long the longest sample sounds at the slowest rate, in seconds.</summary>
    public double LongestSeconds
    {
        get
        {
            int longest = 0;
            foreach (DmcSample sample in bank.Samples) longest = Math.Max(longest, sample.Length);
            return (longest + 1) * 8 * ApuTiming.Of(Context.Clock.Region).DmcPeriods[0] / Context.Clock.CpuClock;
        }
    }

    /// <inheritdoc/>
    public override bool IsOneShot => true;

    /// <inheritdoc/>
    public override long NextTick => Note is null or { IsUnstruck: true } ? long.MaxValue : _end;

    /// <inheritdoc/>
    public override void Tick(long cycle) => Detach();

    /// <inheritdoc/>
    protected override void OnStart(long cycle, bool restart)
    {
        int keys = Rates * bank.Samples.Length;
        int place = (((Note!.Key + Offset + Settings.Transpose - LowestKey) % keys) + keys) % keys;
        DmcSample sample = bank.Samples[place / Rates];
        int rate = place % Rates;
        long cyclesPerByte = 8 * ApuTiming.Of(Context.Clock.Region).DmcPeriods[rate];
        // one byte more than its length: the output unit may still be shifting when the first is fetched
        _end = cycle + ((sample.Length + 1) * cyclesPerByte);
        Registers.Set(cycle, 0x4010, rate);
        Registers.Set(cycle, 0x4012, sample.AddressRegister);
        Registers.Set(cycle, 0x4013, sample.LengthRegister);
        Registers.StartSample(cycle, busyUntil: cycle + ((sample.Length - 2) * cyclesPerByte));
    }

    /// <inheritdoc/>
    protected override void Apply(long cycle)
    {
    }

    /// <inheritdoc/>
    protected override void Quiet(long cycle) => Registers.StopSample(cycle);
}
