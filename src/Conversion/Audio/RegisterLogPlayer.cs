using LakhNes.Dsp.Apu;
using LakhNes.Score;
using LakhNes.Score.Registers;

namespace LakhNes.Conversion.Audio;

/// <summary>Plays a register log on the chip, once and without its loop.</summary>
public sealed class RegisterLogPlayer
{
    private const int Block = 1024,
        Status = 0x4015;
    private const byte AllVoices = 0x0F;
    private const double LowestRate = 8000,
        HighestRate = 384_000;

    private readonly RegisterLog _log;
    private readonly SampleMemory _memory;
    private readonly ApuChip _chip;
    private readonly ApuRenderer _renderer;
    private readonly float[] _block = new float[Block];
    private int _next;
    private int _at,
        _filled;
    private readonly double _speed;
    private long _left;

    /// <summary>Prepares a log.</summary>
    /// <param name="log">The log; its clock chooses an NTSC or a PAL chip and how fast that runs.</param>
    /// <param name="sampleRate">Samples a second, 8000 to 384000.</param>
    /// <param name="filter">The console's output stage.</param>
    /// <param name="mixer">How the channels add up.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is out of its range.</exception>
    public RegisterLogPlayer(
        RegisterLog log,
        int sampleRate,
        ConsoleFilter filter = ConsoleFilter.Nes,
        MixerModel mixer = MixerModel.NonLinear
    )
    {
        _log = log;
        _memory = new SampleMemory(log.Samples);
        _chip = new ApuChip(log.IsPal ? ApuRegion.Pal : ApuRegion.Ntsc) { DmcMemory = _memory };
        _renderer = new ApuRenderer(_chip) { Filter = filter, Mixer = mixer };
        // a chip that runs faster makes more of its seconds in one of ours
        _speed = LimitSpeed(log.Speed, sampleRate);
        _renderer.Configure(sampleRate / _speed, Block);
        // players start with all voices but the sample channel on, and some logs rely on it
        _chip.Write(0, Status, AllVoices);
        Frames = (long)Math.Round(log.Length * (double)sampleRate / TimeUnit.Sample.PerSecond);
        _left = Frames;
        for (int late = ApuRenderer.LatencySamples; late > 0; )
        {
            RenderBlock(Math.Min(late, Block));
            late -= _filled;
        }
        _at = _filled;
    }

    /// <summary>Samples of the whole log.</summary>
    public long Frames { get; }

    /// <summary>Gives the next samples.</summary>
    /// <returns>How many there were: fewer than asked for at the end of the log.</returns>
    public int Read(Span<float> samples)
    {
        int read = 0;
        while (read < samples.Length && _left > 0)
        {
            if (_at == _filled)
                RenderBlock(Block);
            int count = (int)Math.Min(Math.Min(_filled - _at, samples.Length - read), _left);
            _block.AsSpan(_at, count).CopyTo(samples[read..]);
            _at += count;
            read += count;
            _left -= count;
        }
        return read;
    }

    private void RenderBlock(int frames)
    {
        long end = _renderer.CycleOfSample(_renderer.Position + frames);
        for (; _next < _log.Writes.Length; _next++)
        {
            RegisterWrite write = _log.Writes[_next];
            long cycle = CycleOf(write.Time);
            if (cycle >= end)
                break;
            if (_memory.ChangesBefore(_next))
            {
                _chip.RunTo(cycle);
                _memory.ChangeBefore(_next);
            }
            _chip.Write(cycle, write.Address, write.Value);
        }
        _renderer.Render(frames);
        _renderer.ReadMain(_block.AsSpan(0, frames), default);
        _at = 0;
        _filled = frames;
    }

    private static double LimitSpeed(double speed, int sampleRate) =>
        sampleRate / speed is >= LowestRate and <= HighestRate ? speed : 1;

    /// <summary>The first cycle at or after a time of the log.</summary>
    private long CycleOf(long time)
    {
        if (_speed != 1)
            return (long)Math.Ceiling(time / TimeUnit.Sample.PerSecond * _speed * _chip.Timing.CpuClock);
        Int128 divisor = (Int128)_chip.Timing.CpuClockDenominator * (int)TimeUnit.Sample.PerSecond;
        return (long)(((Int128)time * _chip.Timing.CpuClockNumerator + divisor - 1) / divisor);
    }
}
