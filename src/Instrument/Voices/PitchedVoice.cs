using LakhNes.Dsp.Apu;
using LakhNes.Instrument.Pitch;

namespace LakhNes.Instrument.Voices;

/// <summary>A voice with an eleven-bit timer: pulse or triangle. Turns everything that moves pitch into one period.</summary>
internal abstract class PitchedVoice(ApuVoice id, VoiceContext context, int waveformSteps, int minimumPeriod)
    : ChipVoice(id, context)
{
    private TimerPitch _timer;
    private double _vibratoPhase;
    private double _vibrato;
    private bool _playedBefore;
    private double _lastPitch;
    private double _glideFrom;
    private long _glideStart;
    private double _share;
    private double _dither;
    private bool _longer;

    /// <inheritdoc/>
    public override void Reset()
    {
        base.Reset();
        _timer = new TimerPitch(Context.Clock.CpuClock, waveformSteps, minimumPeriod);
        _playedBefore = false;
    }

    /// <summary>Dithering may alternate across a change of the period's high byte.</summary>
    protected abstract bool MayDitherHighByte { get; }

    /// <inheritdoc/>
    protected override void OnStart(long cycle, bool restart)
    {
        double glideLeft = _playedBefore && Settings.GlideMilliseconds > 0 ? _lastPitch + GlideAt(cycle) - NotePitch(0) : 0;
        _playedBefore = true;
        _lastPitch = NotePitch(0);
        _glideFrom = glideLeft;
        _glideStart = cycle;
        if (!restart)
            return;
        _vibratoPhase = 0;
        _vibrato = 0;
        _dither = 0;
        _longer = false;
    }

    /// <inheritdoc/>
    protected override void OnMove() => _lastPitch = NotePitch(0);

    /// <inheritdoc/>
    protected override void OnFrame(long cycle)
    {
        bool delayed = Age(cycle) < Settings.VibratoDelayMilliseconds * Context.Clock.CpuClock / 1000;
        double cents =
            (delayed ? 0 : Settings.VibratoDepthCents) + (Context.Settings.ModulationCents * Context.Midi.Vibrato(Note!));
        _vibratoPhase += Settings.VibratoRateHertz * Context.Clock.FrameSeconds;
        _vibratoPhase -= Math.Floor(_vibratoPhase);
        // the first swing starts from the note's own pitch
        if (cents == 0)
            _vibratoPhase = 0;
        _vibrato = cents / 100 * Math.Sin(2 * Math.PI * _vibratoPhase);
    }

    /// <inheritdoc/>
    protected override void OnSlice()
    {
        // first-order error feedback: over time the longer period sounds for just its share
        _dither += _share;
        _longer = _dither >= 1;
        if (_longer)
            _dither--;
    }

    /// <summary>The timer period to sound now.</summary>
    protected int PeriodAt(long cycle)
    {
        double pitch =
            NotePitch(ArpeggioStep)
            + (Settings.DetuneCents / 100)
            + Context.Midi.Bend(Note!.Channel)
            + Note.Tuning
            + GlideAt(cycle)
            + _vibrato;
        double exact = _timer.Period(pitch);
        int shift = PitchStep + DetunePeriods;
        int shorter = (int)Math.Floor(exact) + shift;
        bool dithers = Context.Settings.ExactPitch && (MayDitherHighByte || ((shorter + 1) & 0xFF) != 0);
        _share = dithers ? TimerPitch.LongerShare(exact) : 0;
        int period = dithers ? shorter + (_longer ? 1 : 0) : (int)Math.Round(exact) + shift;
        return _timer.Limit(period);
    }

    // semitones that the glide has yet to go
    private double GlideAt(long cycle)
    {
        double length = Settings.GlideMilliseconds * Context.Clock.CpuClock / 1000;
        double passed = cycle - _glideStart;
        return passed >= length ? 0 : _glideFrom * (1 - (passed / length));
    }

    private double NotePitch(int arpeggio) =>
        _timer.Fold(Context.Pitches.Table.PitchOf(Note!.Key + Offset + Settings.Transpose + arpeggio));
}
