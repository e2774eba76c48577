using System.Collections.Immutable;
using LakhNes.Score.Registers;

namespace LakhNes.Score.Trackers;

/// <summary>Writes what a tick's channels want to the chip's registers, as far as it is not there already.</summary>
internal sealed class RegisterWriter
{
    private const int Status = 0x4015,
        HaltConstantVolume = 0x30,
        SweepOff = 0x08,
        TriangleHold = 0xFF,
        Tones = 0x0B; // both pulses and noise are on throughout
    private const int TriangleBit = 4,
        SampleBit = 16;
    private const int Unknown = -1;

    private readonly ImmutableArray<RegisterWrite>.Builder _writes = ImmutableArray.CreateBuilder<RegisterWrite>();
    private readonly int[] _registers = new int[0x18];
    private long _time;
    private int _samples; // the sample channel's bit

    public RegisterWriter() => Forget();

    /// <summary>How many writes there are.</summary>
    public int Count => _writes.Count;

    /// <summary>All writes.</summary>
    public ImmutableArray<RegisterWrite> Take() => _writes.DrainToImmutable();

    /// <summary>Writes everything anew from the next tick on: what comes here from elsewhere finds it so.</summary>
    public void Forget() => Array.Fill(_registers, Unknown);

    /// <summary>A tick's registers.</summary>
    public void Write(long time, ReadOnlySpan<PlayerChannel> channels)
    {
        _time = time;
        PlayerChannel triangle = channels[(int)NesVoice.Triangle];
        bool starts = triangle.Level > 0 && (_registers[0x15] == Unknown || (_registers[0x15] & TriangleBit) == 0);
        Set(Status, Tones | (triangle.Level > 0 ? TriangleBit : 0) | _samples);
        for (int pulse = 0; pulse < 2; pulse++)
            WritePulse(0x4000 + (4 * pulse), channels[pulse]);
        Set(0x4008, TriangleHold);
        if (triangle.Level > 0)
        {
            Set(0x400A, triangle.Period & 0xFF);
            if (starts)
                _registers[0x0B] = Unknown; // its length counter must be loaded again
            Set(0x400B, triangle.Period >> 8);
        }
        PlayerChannel noise = channels[(int)NesVoice.Noise];
        Set(0x400C, HaltConstantVolume | noise.Level);
        if (noise.Level > 0)
            Set(0x400E, ((noise.Duty & 1) << 7) | (noise.Period ^ 15));
        Set(0x400F, 0);
    }

    /// <summary>A sample begins.</summary>
    /// <param name="time">When.</param>
    /// <param name="key">How it plays.</param>
    /// <param name="address">Where it stands, from $C000.</param>
    /// <param name="length">Its bytes.</param>
    public void Play(long time, SampleKey key, int address, int length)
    {
        Stop(time);
        _registers[0x10] = _registers[0x11] = Unknown;
        Set(0x4010, key.Rate | (key.Loops ? 0x40 : 0));
        if (key.Level >= 0)
            Set(0x4011, key.Level);
        Set(0x4012, (address - 0xC000) >> 6);
        Set(0x4013, length >> 4);
        _samples = SampleBit;
        Set(Status, (_registers[0x15] == Unknown ? Tones : _registers[0x15]) | SampleBit);
    }

    /// <summary>The sample is cut.</summary>
    public void Stop(long time)
    {
        _time = time;
        _samples = 0;
        if (_registers[0x15] != Unknown)
            Set(Status, _registers[0x15] & ~SampleBit);
    }

    private void WritePulse(int address, PlayerChannel channel)
    {
        Set(address, ((channel.Duty & 3) << 6) | HaltConstantVolume | channel.Level);
        Set(address + 1, SweepOff);
        if (channel.Level == 0)
            return;
        Set(address + 2, channel.Period & 0xFF);
        Set(address + 3, channel.Period >> 8);
    }

    private void Set(int address, int value)
    {
        ref int register = ref _registers[address - 0x4000];
        if (register == value)
            return;
        register = value;
        _writes.Add(new RegisterWrite(_time, (ushort)address, (byte)value));
    }
}
