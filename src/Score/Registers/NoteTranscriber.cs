using System.Collections.Immutable;

namespace LakhNes.Score.Registers;

/// <summary>
/// Reads notes off a register log, as nesmdb does: a small model of the chip follows the registers sample by sample and says
/// which note, volume and timbre each voice has.
/// </summary>
/// <remarks>
/// The model is nesmdb's, not the hardware's (the cycle-exact chip is <c>Dsp.Apu</c>): what it gets wrong, such as counters
/// that go below zero or a frame counter at 240 Hz in floating point, stands in NES-MDB's data, so it is kept to the letter.
/// </remarks>
public sealed class NoteTranscriber
{
    private const double SamplesPerSecond = 44100;

    private static readonly byte[] LengthTable =
    [
        10,
        254,
        20,
        2,
        40,
        4,
        80,
        6,
        160,
        8,
        60,
        10,
        14,
        12,
        26,
        14,
        12,
        16,
        24,
        18,
        48,
        20,
        96,
        22,
        192,
        24,
        72,
        26,
        16,
        28,
        32,
        30,
    ];

    private readonly Voice[] _voices = [new(), new(), new(), new()];
    private readonly Sounding[] _sounding = new Sounding[NesVoices.Count];
    private readonly ImmutableArray<NesEvent>.Builder _events = ImmutableArray.CreateBuilder<NesEvent>();
    private readonly double _clock;
    private readonly double _period4,
        _period5; // seconds between quarter frames of the 4- and 5-step sequence

    private double _period,
        _elapsed;
    private long _ticks;
    private bool _sequenceWritten;
    private int _linearCounter,
        _linearLoad;
    private bool _linearReload;

    private NoteTranscriber(int clock)
    {
        bool ntsc = Math.Abs(clock - RegisterLog.NtscClock) < 2;
        _clock = clock;
        _period4 = 1 / (ntsc ? 240.0 : 200.0);
        _period5 = 1 / (ntsc ? 192.0 : 160.0);
        _period = _period4;
    }

    /// <summary>The notes, velocities and timbres of a log, in samples. A note that still sounds ends with the log.</summary>
    public static NesScore Transcribe(RegisterLog log) => new NoteTranscriber(log.Clock).Run(log);

    private NesScore Run(RegisterLog log)
    {
        int next = 0;
        for (long sample = 0; sample < log.Length; sample++)
        {
            bool changed = AdvanceFrameCounter();
            for (; next < log.Writes.Length && log.Writes[next].Time == sample; next++)
            {
                Write(log.Writes[next].Address - 0x4000, log.Writes[next].Value);
                changed = true;
            }
            if (changed)
                Emit(sample);
        }
        for (int v = 0; v < NesVoices.Count; v++)
        {
            if (_sounding[v].Note != 0)
                _events.Add(NesEvent.NoteOff(log.Length, (NesVoice)v));
        }
        return new NesScore(TimeUnit.Sample, _events.DrainToImmutable(), log.Length);
    }

    /// <summary>A sample's worth of the frame counter; true where a quarter frame came.</summary>
    private bool AdvanceFrameCounter()
    {
        bool quarter = false,
            half = false;
        if (_sequenceWritten)
        {
            quarter = half = true; // a write to $4017 ticks everything once
            _sequenceWritten = false;
        }
        _elapsed += 1 / SamplesPerSecond;
        if (_elapsed > _period)
        {
            quarter = true;
            half = _ticks % 2 == 1;
            _elapsed -= _period;
            _ticks++;
        }
        if (quarter)
            QuarterFrame();
        if (half)
            HalfFrame();
        return quarter;
    }

    private void QuarterFrame()
    {
        Voice triangle = _voices[(int)NesVoice.Triangle];
        if (_linearReload)
            _linearCounter = _linearLoad;
        else
            _linearCounter--;
        if (!triangle.Halt)
            _linearReload = false;
        _voices[(int)NesVoice.Pulse1].ClockEnvelope();
        _voices[(int)NesVoice.Pulse2].ClockEnvelope();
        _voices[(int)NesVoice.Noise].ClockEnvelope();
    }

    private void HalfFrame()
    {
        foreach (Voice voice in _voices)
        {
            if (!voice.Halt)
                voice.Length--;
        }
        _voices[(int)NesVoice.Pulse1].ClockSweep(isPulse1: true);
        _voices[(int)NesVoice.Pulse2].ClockSweep(isPulse1: false);
    }

    private void Write(int register, byte value)
    {
        if (register < 0x10)
            WriteVoice((NesVoice)(register >> 2), register & 3, value);
        else if (register == 0x15)
            WriteStatus(value);
        else if (register == 0x17)
            (_period, _elapsed, _ticks, _sequenceWritten) = ((value & 0x80) != 0 ? _period5 : _period4, 0, 0, true);
    }

    private void WriteStatus(byte value)
    {
        for (int v = 0; v < NesVoices.Count; v++)
        {
            _voices[v].Enabled = (value >> v & 1) != 0;
            if (!_voices[v].Enabled)
                _voices[v].Length = 0;
        }
    }

    private void WriteVoice(NesVoice number, int register, byte value)
    {
        Voice voice = _voices[(int)number];
        bool pulse = number <= NesVoice.Pulse2,
            first = number == NesVoice.Pulse1;
        switch (register, number)
        {
            case (0, NesVoice.Triangle):
                voice.Halt = (value & 0x80) != 0;
                _linearLoad = value & 0x7F;
                break;
            case (0, _):
                if (pulse)
                    voice.Timbre = value >> 6;
                voice.Halt = (value & 0x20) != 0;
                voice.ConstantVolume = (value & 0x10) != 0;
                voice.Volume = value & 15;
                break;
            case (1, _) when pulse:
                voice.SweepEnabled = (value & 0x80) != 0;
                voice.SweepWritten = true;
                voice.FindSweepTarget(first); // before the new shift and sign are known
                voice.SweepPeriod = value >> 4 & 7;
                voice.SweepNegate = (value & 8) != 0;
                voice.SweepShift = value & 7;
                break;
            case (2, NesVoice.Noise):
                voice.Timbre = value >> 7;
                voice.Timer = value & 15;
                break;
            case (2, _):
                voice.Timer = voice.Timer & 0x700 | value;
                if (pulse)
                    voice.FindSweepTarget(first);
                break;
            case (3, _):
                if (voice.Enabled)
                    voice.Length = LengthTable[value >> 3];
                if (number == NesVoice.Triangle)
                    _linearReload = true;
                else
                    voice.EnvelopeStart = true;
                if (number == NesVoice.Noise)
                    break;
                voice.Timer = voice.Timer & 0xFF | (value & 7) << 8;
                if (pulse)
                    voice.FindSweepTarget(first);
                break;
        }
    }

    /// <summary>Turns what the voices do now into events where it differs from before.</summary>
    private void Emit(long sample)
    {
        for (int v = 0; v < NesVoices.Count; v++)
        {
            NesVoice voice = (NesVoice)v;
            Sounding was = _sounding[v],
                now = Now(voice);
            if (now == was)
                continue;
            _sounding[v] = now;
            if (now.Note != was.Note)
                _events.Add(now.Note == 0 ? NesEvent.NoteOff(sample, voice) : NesEvent.NoteOn(sample, voice, now.Note));
            if (now.Note != 0 && voice.HasVelocity() && (now.Note != was.Note || now.Velocity != was.Velocity))
                _events.Add(NesEvent.Velocity(sample, voice, now.Velocity));
            if (now.Timbre != was.Timbre)
                _events.Add(NesEvent.Timbre(sample, voice, now.Timbre));
        }
    }

    private Sounding Now(NesVoice number)
    {
        Voice voice = _voices[(int)number];
        int volume = voice.ConstantVolume ? voice.Volume : voice.EnvelopeLevel,
            note = 0;
        switch (number)
        {
            case NesVoice.Triangle:
                if (Math.Min(voice.Length, _linearCounter) > 0)
                    note = NoteOf(number, _clock / (32.0 * (voice.Timer + 1)));
                break;
            case NesVoice.Noise:
                if (voice.Length > 0 && volume > 0)
                    note = 16 - voice.Timer;
                break;
            default:
                if (voice.Length > 0 && volume > 0 && voice.Timer >= 8 && voice.SweepTarget < 0x800)
                    note = NoteOf(number, _clock / (16.0 * (voice.Timer + 1)));
                break;
        }
        return new Sounding(note, note == 0 ? 0 : volume, voice.Timbre);
    }

    /// <summary>The MIDI key nearest to a frequency, 0 (silent) outside what the voice's symbols hold.</summary>
    private static int NoteOf(NesVoice voice, double hertz)
    {
        int note = (int)Math.Round(69 + 12 * Math.Log2(hertz / 440));
        return voice.Plays(note) ? note : 0;
    }

    /// <summary>What is heard of a voice.</summary>
    private readonly record struct Sounding(int Note, int Velocity, int Timbre);

    /// <summary>A voice's registers, counters and units.</summary>
    private sealed class Voice
    {
        private int _envelopeDivider,
            _sweepDivider = 1;

        public bool Enabled { get; set; } = true;
        public bool Halt { get; set; }
        public bool ConstantVolume { get; set; }
        public int Volume { get; set; }
        public int Timbre { get; set; }
        public int Timer { get; set; }
        public int Length { get; set; }
        public bool EnvelopeStart { get; set; }
        public int EnvelopeLevel { get; private set; }
        public bool SweepEnabled { get; set; }
        public bool SweepWritten { get; set; }
        public bool SweepNegate { get; set; }
        public int SweepPeriod { get; set; }
        public int SweepShift { get; set; }
        public int SweepTarget { get; private set; }

        public void ClockEnvelope()
        {
            if (EnvelopeStart)
            {
                (EnvelopeStart, EnvelopeLevel, _envelopeDivider) = (false, 15, 0);
                return;
            }
            if (++_envelopeDivider <= Volume)
                return;
            _envelopeDivider = 0;
            if (EnvelopeLevel > 0)
                EnvelopeLevel--;
            else if (Halt)
                EnvelopeLevel = 15;
        }

        public void ClockSweep(bool isPulse1)
        {
            if (!SweepEnabled)
                return;
            if (--_sweepDivider <= 0)
            {
                FindSweepTarget(isPulse1);
                if (Timer >= 8 && SweepTarget < 0x800 && SweepShift > 0)
                    Timer = Math.Max(SweepTarget, 0);
                _sweepDivider = SweepPeriod + 1;
            }
            if (SweepWritten)
                (_sweepDivider, SweepWritten) = (SweepPeriod + 1, false);
        }

        /// <summary>Where the sweep would go; pulse 1 subtracts one more (ones' complement).</summary>
        public void FindSweepTarget(bool isPulse1)
        {
            int shifted = Timer >> SweepShift;
            SweepTarget = SweepNegate ? Timer - shifted - (isPulse1 ? 1 : 0) : Timer + shifted;
        }
    }
}
