using System.Collections.Immutable;
using LakhNes.Dsp.Apu;
using LakhNes.Nes.Nsf;
using LakhNes.Score;
using LakhNes.Score.Registers;

namespace LakhNes.Conversion.Nsf;

/// <summary>Runs a tune of an NSF file and keeps what it writes to the chip.</summary>
public sealed class NsfRecorder : IApuRegisters, ILevelListener
{
    /// <summary>How long a tune that does not fall silent is recorded, in seconds.</summary>
    public const double DefaultSeconds = 180;

    /// <summary>
    /// A tune that writes more is refused, counted in bytes of log a second: 16 for a write, and new sample memory.
    /// Recording allocates at most four times as much, plus a constant.
    /// </summary>
    public const int MostBytesPerSecond = 65_536 * BytesPerWrite;

    private const int BytesPerWrite = 16,
        BytesPerSample = 64;
    private const double LongestSilence = 5,
        Tail = 0.5;

    // the header's bits, from the lowest
    private static readonly string[] ExpansionChips =
    [
        "VRC6",
        "VRC7",
        "FDS",
        "MMC5",
        "Namco 163",
        "Sunsoft 5B",
        "chip 6",
        "chip 7",
    ];

    private readonly NsfMachine _machine;
    private readonly string _name;
    private readonly ImmutableArray<RegisterWrite>.Builder _writes = ImmutableArray.CreateBuilder<RegisterWrite>();
    private readonly List<SampleBlock> _samples = [];
    private readonly byte?[] _known = new byte?[0x10000];
    private int _sampleAddress,
        _sampleLength;
    private long _lastSound,
        _logBytes;

    private NsfRecorder(NsfMachine machine, string name)
    {
        _machine = machine;
        _name = name;
        machine.RegisterListener = this;
        machine.Chip.Listener = this;
    }

    /// <summary>Records a tune on the console that the file is for.</summary>
    /// <param name="file">The file.</param>
    /// <param name="song">From 0 to one below <see cref="NsfFile.Songs"/>.</param>
    /// <param name="name">The file's name, for warnings.</param>
    /// <param name="seconds">
    /// How long; null up to where it has been silent for some seconds, or <see cref="DefaultSeconds"/>.
    /// </param>
    /// <exception cref="ScoreFormatException">It writes more than <see cref="MostBytesPerSecond"/>.</exception>
    /// <returns>
    /// The log, with warnings that name what of the file is not recorded, such as the sound of expansion chips.
    /// </returns>
    public static RegisterLog Record(NsfFile file, int song, string name, double? seconds)
    {
        NsfRecorder recorder = new(new NsfMachine(file, file.Region), name);
        recorder._machine.Start(song);
        long length = (long)Math.Round(recorder.Run(seconds) * TimeUnit.Sample.PerSecond);
        recorder.Drop(length);
        // the MMC5's and the disk system's memory is there, their sound is not
        string[] chips = [.. ExpansionChips.Where((_, bit) => (file.ExpansionChips >> bit & 1) != 0)];
        List<ReadError> warnings = [];
        if (chips.Length > 0)
            Warn($"the sound of the expansion chip {string.Join(" and ", chips)} is passed over");
        foreach (string chunk in file.UnknownChunks)
            Warn($"a {chunk} chunk, which its player should know, is passed over");
        return new RegisterLog(
            file.Region == ApuRegion.Pal ? RegisterLog.PalClock : RegisterLog.NtscClock,
            recorder._writes.DrainToImmutable(),
            length,
            samples: recorder._samples,
            tag: new Gd3Tag
            {
                Track = file.Title,
                Author = file.Artist,
                Notes = file.Copyright,
                System = "Nintendo Entertainment System",
            },
            warnings: warnings
        );

        void Warn(string reason) => warnings.Add(new ReadError(name, PositionUnit.File, 0, reason));
    }

    /// <inheritdoc/>
    void IApuRegisters.Write(long cycle, int address, byte value)
    {
        if (address == ApuRegister.DmcAddress)
            _sampleAddress = 0xC000 | value << 6;
        else if (address == ApuRegister.DmcLength)
            _sampleLength = value << 4 | 1;
        else if (address == ApuRegister.Status && (value & 0x10) != 0)
            KeepSample();
        Count(cycle, BytesPerWrite);
        _writes.Add(new RegisterWrite(SampleOf(cycle), (ushort)address, value));
    }

    /// <inheritdoc/>
    void ILevelListener.LevelsChanged(ReadOnlySpan<LevelChange> changes) => _lastSound = Math.Max(_lastSound, changes[^1].Cycle);

    /// <summary>Runs to the end of the tune and returns its time in seconds.</summary>
    private double Run(double? seconds)
    {
        double clock = _machine.Chip.Timing.CpuClock;
        double end = seconds ?? DefaultSeconds;
        for (double time = 0; time < end; )
        {
            time = Math.Min(time + 1, end);
            _machine.RunTo((long)(time * clock));
            double sounded = _lastSound / clock;
            if (seconds == null && time - sounded > LongestSilence)
                return Math.Min(sounded + Tail, end);
        }
        return end;
    }

    /// <summary>Forgets what came after the end.</summary>
    private void Drop(long end)
    {
        while (_writes.Count > 0 && _writes[^1].Time > end)
            _writes.RemoveAt(_writes.Count - 1);
        _samples.RemoveAll(block => block.BeforeWrite > _writes.Count);
    }

    /// <summary>
    /// Puts a sample that starts now into the log, as far as memory held something else when it was kept before.
    /// </summary>
    private void KeepSample()
    {
        bool isNew = false;
        for (int i = 0; i < _sampleLength; i++)
        {
            int address = AddressOf(i);
            byte value = _machine.Peek(address);
            isNew |= _known[address] != value;
            _known[address] = value;
        }
        if (!isNew)
            return;
        Count(_machine.Cpu.Cycle, BytesPerSample + _sampleLength);
        byte[] sample = new byte[_sampleLength];
        for (int i = 0; i < sample.Length; i++)
            sample[i] = _known[AddressOf(i)]!.Value;
        int first = Math.Min(sample.Length, 0x10000 - _sampleAddress);
        _samples.Add(new SampleBlock(_sampleAddress, sample.AsMemory(0, first), _writes.Count));
        if (first < sample.Length)
            _samples.Add(new SampleBlock(0x8000, sample.AsMemory(first), _writes.Count));
    }

    // past $FFFF samples go on at $8000
    private int AddressOf(int sampleByte) => 0x8000 | _sampleAddress + sampleByte & 0x7FFF;

    private void Count(long cycle, int bytes)
    {
        _logBytes += bytes;
        if (_logBytes > (cycle / _machine.Chip.Timing.CpuClock + 1) * MostBytesPerSecond)
            throw ScoreFormatException.Of(
                _name,
                $"its program writes to the sound chip more than {MostBytesPerSecond / BytesPerWrite} times a second"
            );
    }

    private long SampleOf(long cycle) =>
        (long)(
            (Int128)cycle
            * (int)TimeUnit.Sample.PerSecond
            * _machine.Chip.Timing.CpuClockDenominator
            / _machine.Chip.Timing.CpuClockNumerator
        );
}
