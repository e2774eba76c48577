using LakhNes.Dsp.Apu;
using LakhNes.Instrument.Notes;
using LakhNes.Instrument.Settings;
using LakhNes.Score.Percussion;

namespace LakhNes.Instrument.Voices;

/// <summary>Noise ($400C-$400F): the drum map's hits, and all 16 periods in both modes from the keyboard.</summary>
internal sealed class NoiseVoice(VoiceContext context) : ChipVoice(ApuVoice.Noise, context)
{
    /// <summary>
    /// Key that plays the darkest noise; the 15 above are ever brighter, the next 16 the same in the other mode.
    /// </summary>
    public const int LowestKey = 36;

    private const int Periods = 16;

    // hits closer than this many frames count as one beat
    private const int SameBeatFrames = 2;

    private Drum _drum;
    private bool _isDrum;
    private int _frame;
    private bool _envelope;

    /// <inheritdoc/>
    public override bool IsOneShot => _isDrum;

    /// <inheritdoc/>
    protected override bool IsOver => _isDrum && _frame >= _drum.Frames;

    private static int Bit => 1 << (int)ApuVoice.Noise;

    /// <summary>A hit must give way to the one that sounds: it came just before and matters more.</summary>
    public bool Outranks(Drum hit) => Note is not null && _isDrum && _frame < SameBeatFrames && _drum.Rank > hit.Rank;

    /// <inheritdoc/>
    public override int Timbre => (_isDrum ? _drum.ShortMode : Math.Clamp(base.Timbre, 0, 1) == 1 ^ InOtherMode) ? 1 : 0;

    /// <inheritdoc/>
    public override void Reset()
    {
        base.Reset();
        _isDrum = false;
        _envelope = false;
    }

    /// <inheritdoc/>
    protected override void OnStart(long cycle, bool restart)
    {
        _isDrum = Note!.Line == NoteLine.Drums && DrumMap.TryFind(Note.Key, out _drum);
        _frame = 0;
        bool envelope = Settings.HardwareEnvelope && !_isDrum;
        bool loadLength = _envelope || envelope;
        _envelope = envelope;
        if (envelope)
            Registers.FrameUnitUsers |= Bit;
        else
            Registers.FrameUnitUsers &= ~Bit;
        // the register that starts the envelope over also loads the length counter, which the last envelope may have run out
        if (loadLength)
            Registers.Write(cycle, ApuRegister.NoiseLength, ChipRegisters.LongestLength);
    }

    /// <inheritdoc/>
    protected override void OnFrame(long cycle) => _frame++;

    /// <inheritdoc/>
    protected override void Apply(long cycle)
    {
        int level = _isDrum ? DrumLevel() : Level;
        bool shortMode = Timbre == 1;
        int period = _isDrum ? DrumPeriod() : KeyPeriod();
        Registers.Set(cycle, ApuRegister.NoisePeriod, (shortMode ? ApuRegister.ShortMode : 0) | period);
        int shape =
            _envelope && level > 0
                ? (Settings.EnvelopeLoop ? ApuRegister.Halt : 0) | Settings.EnvelopePeriod
                : ChipRegisters.Silent | level;
        Registers.Set(cycle, ApuRegister.Noise, shape);
    }

    /// <inheritdoc/>
    protected override void Quiet(long cycle)
    {
        Registers.Set(cycle, ApuRegister.Noise, ChipRegisters.Silent);
        Registers.FrameUnitUsers &= ~Bit;
    }

    private int KeyStep =>
        (((Note!.Key + Offset + Settings.Transpose - LowestKey) % (2 * Periods)) + (2 * Periods)) % (2 * Periods);

    private bool InOtherMode => Context.Settings.MidiDialect != MidiDialect.NesMdb && KeyStep >= Periods;

    private int KeyPeriod()
    {
        // NES-MDB numbers the periods 1 (dark) to 16 (bright)
        int brightness = Context.Settings.MidiDialect == MidiDialect.NesMdb ? Note!.Key - 1 : KeyStep % Periods;
        int bend = (int)Math.Round(Context.Midi.Bend(Note!.Channel) + Note.Tuning, MidpointRounding.AwayFromZero);
        return Math.Clamp(Periods - 1 - brightness - ArpeggioStep - bend + PitchStep, 0, Periods - 1);
    }

    private int DrumPeriod() =>
        _drum.Period <= _drum.LastPeriod
            ? Math.Min(_drum.Period + _frame, _drum.LastPeriod)
            : Math.Max(_drum.Period - _frame, _drum.LastPeriod);

    private int DrumLevel()
    {
        double left = (double)(_drum.Frames - _frame) / _drum.Frames;
        return Quantise(Loudness * _drum.Level / 15 * left * left);
    }
}
