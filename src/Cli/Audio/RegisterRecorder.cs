using System.Collections.Immutable;
using LakhNes.Conversion;
using LakhNes.Dsp.Apu;
using LakhNes.Engine;
using LakhNes.Engine.Parameters;
using LakhNes.Instrument.Samples;
using LakhNes.Score;
using LakhNes.Score.Registers;

namespace LakhNes.Cli.Audio;

/// <summary>Keeps what an engine writes to its chip, for files of register writes: those have no gain, pan and filter.</summary>
/// <param name="engine">The engine, which is told.</param>
internal sealed class RegisterRecorder(ChipEngine engine) : IApuRegisters
{
    private const int Status = 0x4015,
        SampleBit = 0x10;

    private readonly ImmutableArray<RegisterWrite>.Builder _writes = ImmutableArray.CreateBuilder<RegisterWrite>();
    private readonly double _clock = ClockOf(engine);
    private long _cycle = -1;
    private bool _hasSamples;

    /// <inheritdoc/>
    public void Write(long cycle, int address, byte value)
    {
        long time = (long)(cycle / _clock * TimeUnit.Sample.PerSecond);
        // what the instrument writes some cycles later counts on having been later
        if (_writes.Count > 0)
            time = Math.Max(time, _writes[^1].Time + (cycle > _cycle ? 1 : 0));
        _cycle = cycle;
        _hasSamples |= address == Status && (value & SampleBit) != 0;
        _writes.Add(new RegisterWrite(time, (ushort)address, value));
    }

    /// <summary>What was written.</summary>
    /// <param name="title">Of the song.</param>
    /// <param name="seconds">How long it is at least.</param>
    public Song ToSong(string title, double seconds)
    {
        long length = Math.Max((long)(seconds * TimeUnit.Sample.PerSecond), _writes.Count > 0 ? _writes[^1].Time : 0);
        SampleBlock[] samples = _hasSamples ? [new SampleBlock(DmcSampleBank.Base, engine.Samples.Memory, 0)] : [];
        var tag = new Gd3Tag { Track = title, System = "Nintendo Entertainment System" };
        var log = new RegisterLog((int)Math.Round(_clock), _writes.ToImmutable(), length, samples: samples, tag: tag);
        return new Song(title, log);
    }

    private static double ClockOf(ChipEngine engine)
    {
        var region = (ApuRegion)(int)engine.GetParameter(ParameterTable.Of(MainParameter.Region).Index);
        return ApuTiming.Of(region).CpuClock;
    }
}
