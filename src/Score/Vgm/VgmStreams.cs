namespace LakhNes.Score.Vgm;

/// <summary>
/// VGM's stream control (commands 90 to 95): bytes of a data bank that are written to a register at a rate of their own, between
/// the commands.
/// </summary>
internal sealed class VgmStreams
{
    /// <summary>The chip type of the NES in stream commands.</summary>
    public const byte NesChip = 0x14;

    private const double SamplesPerSecond = 44100;
    private const byte AllStreams = 0xFF;
    private const int LoopFlag = 0x80,
        ReverseFlag = 0x10;

    private readonly SortedDictionary<byte, Stream> _streams = [];

    /// <summary>A stream writes from now on.</summary>
    public bool IsRunning => _streams.Values.Any(stream => stream.Runs);

    /// <summary>Command 90: which register a stream writes.</summary>
    public void SetUp(byte stream, byte register) => Of(stream).Register = register;

    /// <summary>Command 91: where its bytes come from.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="bank">The bank.</param>
    /// <param name="step">Bytes from one to the next; 0 as 1.</param>
    /// <param name="first">Bytes before the first.</param>
    public void SetData(byte stream, VgmDataBank bank, byte step, byte first)
    {
        Stream set = Of(stream);
        (set.Bank, set.Step, set.First) = (bank, Math.Max((byte)1, step), first);
    }

    /// <summary>Command 92: its rate in hertz.</summary>
    public void SetRate(byte stream, uint hertz) => Of(stream).Rate = hertz;

    /// <summary>Command 93: starts it at a byte of its bank.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="start">The byte; $FFFFFFFF leaves it where it was.</param>
    /// <param name="mode">
    /// What the length counts (0 nothing: only the start is set; 1 writes; 2 milliseconds; 3 to the end), and flags.
    /// </param>
    /// <param name="length">How long.</param>
    /// <param name="time">Now, in samples.</param>
    public void Start(byte stream, uint start, byte mode, uint length, long time)
    {
        Stream set = Of(stream);
        if (start != uint.MaxValue)
            set.Begin = start;
        long available = set.Bank == null ? 0 : Math.Max(0, (set.Bank.Length - set.Begin - set.First + set.Step - 1) / set.Step);
        long? writes = (mode & 0x0F) switch
        {
            1 => length,
            2 => (long)(length / 1000.0 * set.Rate),
            3 => available,
            _ => null,
        };
        if (writes is { } count)
            set.Play(Math.Min(count, available), (mode & LoopFlag) != 0, (mode & ReverseFlag) != 0, time);
    }

    /// <summary>Command 95: starts it with one block of its bank.</summary>
    public void StartBlock(byte stream, int block, byte flags, long time)
    {
        Stream set = Of(stream);
        if (set.Bank == null || block >= set.Bank.Count)
            return;
        (long start, int length) = set.Bank[block];
        set.Begin = start;
        set.Play((length + set.Step - 1) / set.Step, (flags & 1) != 0, (flags & ReverseFlag) != 0, time);
    }

    /// <summary>Command 94: stops it, or all of them.</summary>
    public void Stop(byte stream)
    {
        foreach (Stream each in stream == AllStreams ? [.. _streams.Values] : new[] { Of(stream) })
            each.Left = 0;
    }

    /// <summary>Plays up to a time: of the writes of one stream that fall on one sample the last is made.</summary>
    /// <param name="end">In samples, exclusive.</param>
    /// <param name="write">Takes time, register and value, in the order of time; false ends it.</param>
    public void PlayTo(long end, Func<long, byte, byte, bool> write)
    {
        while (true)
        {
            Stream? next = null;
            foreach (Stream stream in _streams.Values)
            {
                if (stream.Runs && stream.Time < end && (next == null || stream.Time < next.Time))
                    next = stream;
            }
            if (next == null)
                return;
            long time = next.Time;
            byte value = next.Take();
            if (!write(time, next.Register!.Value, value))
                return;
        }
    }

    private Stream Of(byte id)
    {
        if (!_streams.TryGetValue(id, out Stream? stream))
            _streams[id] = stream = new Stream();
        return stream;
    }

    private sealed class Stream
    {
        private long _played,
            _count,
            _start,
            _written;
        private bool _loops,
            _reversed;

        public byte? Register { get; set; }
        public VgmDataBank? Bank { get; set; }
        public byte Step { get; set; } = 1;
        public byte First { get; set; }
        public double Rate { get; set; }
        public long Begin { get; set; }
        public long Left { get; set; }

        public bool Runs => Left > 0 && Register != null;

        /// <summary>The sample of the next write.</summary>
        public long Time => _start + (long)(_written * SamplesPerSecond / Rate);

        public void Play(long count, bool loops, bool reversed, long time)
        {
            (_count, _loops, _reversed, _start, _written, _played) = (count, loops, reversed, time, 0, 0);
            Left = Rate > 0 && count > 0 ? count : 0;
        }

        /// <summary>The last byte that falls on the next write's sample.</summary>
        public byte Take()
        {
            // what falls on the same sample is passed over in one step
            long time = Time,
                until = Math.Max(_written + 1, (long)Math.Ceiling((time - _start + 1) * Rate / SamplesPerSecond));
            long steps = until - _written;
            if (!_loops)
                steps = Math.Min(steps, Left);
            _written += steps;
            long at = (_played + steps - 1) % _count;
            _played = (_played + steps) % _count;
            if (!_loops)
                Left -= steps;
            long offset = Begin + First + (_reversed ? _count - 1 - at : at) * Step;
            return Bank != null && offset >= 0 && offset < Bank.Length ? Bank.At(offset) : (byte)0;
        }
    }
}
