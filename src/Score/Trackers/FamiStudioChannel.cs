namespace LakhNes.Score.Trackers;

/// <summary>
/// A channel as FamiStudio plays it: to the pitch of a note and its arpeggio an envelope or a vibrato, a slide and the fine pitch
/// are added. Noise has no pitch but its note, which an arpeggio and a slide move.
/// </summary>
internal sealed class FamiStudioChannel(int channel, Func<int, int> periodOf) : PlayerChannel
{
    private const int VolumeUnit = 16; // a slide's volume counts in parts of the chip's
    private const int FinePitchRest = 0x80;

    // ticks of a vibrato's turn, by its speed, and timer periods to both sides, by its depth
    private static readonly int[] Turns = [0, 64, 32, 21, 16, 13, 11, 9, 8, 7, 6, 5, 4];
    private static readonly int[] Depths = [0, 1, 2, 3, 4, 6, 9, 11, 13, 16, 21, 29, 43, 63, 95, 127];

    private readonly bool _isNoise = channel == (int)NesVoice.Noise;
    private int _volume = MostVolume * VolumeUnit,
        _volumeTarget,
        _volumeStep,
        _macroVolume = MostVolume,
        _defaultDuty,
        _arpeggio,
        _pitch, // that the envelope or the vibrato adds
        _finePitch,
        _slide, // what is left of it, in SlideUnit
        _slideStep,
        _vibratoTurn, // 0: there is none
        _vibratoDepth,
        _vibratoTick;
    private bool _vibrates, // instead of the instrument's envelope
        _anew; // the next note begins its instrument anew

    // parts of a timer period, or of a noise
    private int SlideUnit => _isNoise ? 16 : 2;

    /// <inheritdoc/>
    public override int Level
    {
        get
        {
            int volume = _volume / VolumeUnit;
            if (!Gate || volume == 0 || _macroVolume == 0)
                return 0;
            return Math.Max((int)Math.Round((double)volume * _macroVolume / MostVolume), 1);
        }
    }

    /// <inheritdoc/>
    public override int Period
    {
        get
        {
            int slide = (int)Math.Floor((double)_slide / SlideUnit);
            return _isNoise
                ? (Note + _arpeggio + slide) & 15
                : Math.Clamp(periodOf(Note + _arpeggio) + _pitch + _finePitch + slide, 0, LongestPeriod);
        }
    }

    /// <inheritdoc/>
    public override void Take(TrackerCell cell, TrackerInstrument? instrument, double slideTicks, double volumeTicks)
    {
        if (cell.Note != TrackerCell.Nothing)
            CutAfter = -1;
        foreach (TrackerEffect effect in cell.Effects.Where(effect => effect.Code == '4'))
            Vibrate(effect.Value >> 4, effect.Value & 15);
        if (cell.Note >= 0)
            Strike(cell, instrument ?? Instrument, slideTicks);
        else if (cell.Note == TrackerCell.Halt)
            (Gate, _slide, _slideStep) = (false, 0, 0);
        else if (cell.Note == TrackerCell.Release)
            Release();
        foreach (TrackerEffect effect in cell.Effects)
            TakeEffect(effect);
        if (cell.Volume >= 0)
            (_volume, _volumeStep) = (cell.Volume * VolumeUnit, 0);
        if (cell.VolumeTo >= 0)
        {
            _volumeTarget = cell.VolumeTo * VolumeUnit;
            _volumeStep = StepOf(_volumeTarget - _volume, volumeTicks);
        }
    }

    /// <inheritdoc/>
    protected override void Move()
    {
        _macroVolume = Math.Clamp(Step(MacroKind.Volume) ?? _macroVolume, 0, MostVolume);
        _arpeggio = Step(MacroKind.Arpeggio) ?? _arpeggio;
        Duty = Step(MacroKind.Duty) ?? Duty;
        int pitch = Step(MacroKind.Pitch) ?? 0;
        _pitch = _vibrates ? NextOfVibrato() : _pitch + pitch;
        if (Math.Abs(_slide) <= Math.Abs(_slideStep))
            (_slide, _slideStep) = (0, 0);
        _slide += _slideStep;
        if (_volumeStep == 0)
            return;
        _volume += _volumeStep;
        if (Math.Sign(_volumeTarget - _volume) != Math.Sign(_volumeStep))
            (_volume, _volumeStep) = (_volumeTarget, 0);
    }

    // whole steps that are there in time
    private static int StepOf(int distance, double ticks) =>
        Math.Clamp(
            (int)Math.Ceiling(Math.Abs(distance) / Math.Max(ticks, 1)) * Math.Sign(distance),
            sbyte.MinValue,
            sbyte.MaxValue
        );

    private void Strike(TrackerCell cell, TrackerInstrument? instrument, double slideTicks)
    {
        bool attacks = !cell.KeepsMacros || Instrument is null || instrument is null || !instrument.SoundsAs(Instrument);
        Instrument = instrument;
        Begin(cell);
        (_slide, _slideStep) = (0, 0);
        if (cell.SlideTo is { } target)
        {
            _slide = (periodOf(cell.Note) - periodOf(target)) * SlideUnit;
            _slideStep = StepOf(-_slide, slideTicks);
            Note = target;
        }
        if (!attacks)
            return;
        if (_anew)
            _vibrates = _anew = false;
        (Duty, _macroVolume, _arpeggio, _pitch, _vibratoTick) = (_defaultDuty, MostVolume, 0, 0, 0);
        foreach (MacroKind kind in Enum.GetValues<MacroKind>())
            Restart(kind);
    }

    private void Vibrate(int speed, int depth)
    {
        (_vibratoTurn, _vibratoDepth, _vibratoTick) = (Turns[Math.Min(speed, Turns.Length - 1)], Depths[depth], 0);
        (_vibrates, _anew) = (true, depth == 0);
        if (speed == 0)
            _vibratoTurn = 0;
    }

    private int NextOfVibrato() =>
        _vibratoTurn == 0 || _vibratoDepth == 0
            ? 0
            : (int)Math.Round(-Math.Sin(_vibratoTick++ % _vibratoTurn * 2 * Math.PI / _vibratoTurn) * _vibratoDepth);

    private void TakeEffect(TrackerEffect effect)
    {
        switch (effect.Code)
        {
            case 'P':
                _finePitch = FinePitchRest - effect.Value;
                break;
            case 'S':
                CutAfter = effect.Value;
                break;
            case 'V':
                Duty = _defaultDuty = effect.Value & 3;
                break;
        }
    }
}
