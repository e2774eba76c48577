namespace LakhNes.Score.Trackers;

/// <summary>A channel as FamiTracker plays it: macros and effects move the timer's period from where it is.</summary>
internal sealed class FamiTrackerChannel(int channel, Func<int, int> periodOf) : PlayerChannel
{
    // an effect's volume counts in eighths of the chip's
    private const int VolumeUnit = 8;
    private const int VibratoTurn = 64; // phases
    private const int FinePitchRest = 0x80;

    // FamiTracker's depths, in timer periods
    private static readonly double[] Depths = [1, 1.5, 2.5, 4, 5, 7, 10, 12, 14, 17, 22, 30, 44, 64, 96, 128];

    private int _volume = MostVolume * VolumeUnit,
        _macroVolume = MostVolume,
        _defaultDuty,
        _period,
        _target,
        _chord,
        _chordStep,
        _slide, // timer periods a tick, up below 0
        _glide, // towards the target
        _volumeSlide,
        _vibratoSpeed,
        _vibratoDepth,
        _vibratoPhase,
        _finePitch = FinePitchRest,
        _pendingCut = -1; // of this row's note
    private bool _slides; // towards a note that an effect named

    /// <inheritdoc/>
    public override int Level
    {
        get
        {
            if (!Gate || _volume == 0 || _macroVolume == 0)
                return 0;
            return Math.Max(_volume / VolumeUnit * _macroVolume / MostVolume, 1);
        }
    }

    /// <inheritdoc/>
    public override int Period
    {
        get
        {
            int vibrato = (int)(Depths[_vibratoDepth] * Math.Sin(_vibratoPhase * 2 * Math.PI / VibratoTurn));
            int period = _period - (_vibratoSpeed > 0 ? vibrato : 0) + FinePitchRest - _finePitch;
            return channel == (int)NesVoice.Noise ? period & 15 : Math.Clamp(period, 0, LongestPeriod);
        }
    }

    /// <inheritdoc/>
    public override void Take(TrackerCell cell, TrackerInstrument? instrument, double slideTicks, double volumeTicks)
    {
        Instrument = instrument ?? Instrument;
        _pendingCut = -1;
        if (cell.Volume >= 0)
            _volume = cell.Volume * VolumeUnit;
        foreach (TrackerEffect effect in cell.Effects)
            TakeEffect(effect);
        if (cell.Note >= 0)
        {
            Strike(cell);
        }
        else if (cell.Note == TrackerCell.Halt)
        {
            Gate = false;
        }
        else if (cell.Note == TrackerCell.Release)
        {
            Release();
        }
        foreach (TrackerEffect effect in cell.Effects.Where(effect => effect.Code is 'Q' or 'R'))
            SlideBy(effect.Value >> 4, (effect.Value & 15) * (effect.Code == 'Q' ? 1 : -1));
    }

    /// <inheritdoc/>
    protected override void Move()
    {
        _volume = Math.Clamp(_volume + _volumeSlide, 0, (MostVolume * VolumeUnit) + VolumeUnit - 1);
        MoveMacros();
        if (_chord != 0)
            MoveChord();
        MovePitch();
        if (_vibratoSpeed > 0)
            _vibratoPhase = (_vibratoPhase + _vibratoSpeed) % VibratoTurn;
    }

    private void Strike(TrackerCell cell)
    {
        Begin(cell);
        CutAfter = _pendingCut;
        int period = periodOf(Note);
        if (_glide > 0 && !_slides && _period > 0)
            _target = period;
        else
            (_period, _target) = (period, period);
        if (_slides)
            (_slides, _glide) = (false, 0);
        _chordStep = 0;
        Duty = _defaultDuty;
        _macroVolume = MostVolume;
        foreach (MacroKind kind in Enum.GetValues<MacroKind>())
            Restart(kind);
    }

    private void SlideBy(int speed, int semitones)
    {
        Note = Math.Clamp(Note + semitones, 0, TrackerCell.Notes - 1);
        (_target, _glide, _slides) = (periodOf(Note), (speed * 2) + 1, true);
    }

    private void TakeEffect(TrackerEffect effect)
    {
        int value = effect.Value;
        switch (effect.Code)
        {
            case '0':
                (_chord, _chordStep) = (value, 0);
                break;
            case '1' or '2':
                (_slide, _glide, _slides) = (effect.Code == '1' ? -value : value, 0, false);
                break;
            case '3':
                (_glide, _slide, _slides) = (value, 0, false);
                break;
            case '4':
                (_vibratoSpeed, _vibratoDepth) = (value >> 4, value & 15);
                if (_vibratoSpeed == 0)
                    _vibratoPhase = 0;
                break;
            case 'A':
                _volumeSlide = (value >> 4) - (value & 15);
                break;
            case 'P':
                _finePitch = value;
                break;
            case 'S':
                (CutAfter, _pendingCut) = (value, value);
                break;
            case 'V':
                Duty = _defaultDuty = value & 3;
                break;
        }
    }

    private void MoveMacros()
    {
        if (Step(MacroKind.Volume) is { } volume)
            _macroVolume = Math.Clamp(volume, 0, MostVolume);
        if (Step(MacroKind.Arpeggio) is { } step)
            MoveArpeggio(step);
        if (Step(MacroKind.Pitch) is { } pitch)
            _period += pitch;
        if (Step(MacroKind.HighPitch) is { } high)
            _period += high << 4;
        if (Step(MacroKind.Duty) is { } duty)
            Duty = duty;
        if (channel != (int)NesVoice.Noise)
            _period = Math.Clamp(_period, 0, LongestPeriod);
    }

    private void MoveArpeggio(int step)
    {
        const int Fixed = 1,
            Relative = 2;
        int setting = Instrument?[MacroKind.Arpeggio]?.Setting ?? 0;
        if (setting == Relative)
            Note = Math.Clamp(Note + step, 0, TrackerCell.Notes - 1);
        bool atRest = setting == Fixed && Ended(MacroKind.Arpeggio);
        // a slide towards a note goes on where the arpeggio adds nothing
        if (step == 0 && setting == 0 && _glide > 0)
            return;
        _period = periodOf(
            setting == Fixed && !atRest ? step
            : setting == Relative || atRest ? Note
            : Note + step
        );
    }

    private void MoveChord()
    {
        int second = _chord >> 4,
            third = _chord & 15;
        int added = _chordStep switch
        {
            1 => second,
            2 => third,
            _ => 0,
        };
        _period = periodOf(Note + added);
        _chordStep = (_chordStep + 1) % (third == 0 ? 2 : 3);
    }

    private void MovePitch()
    {
        if (_glide > 0 && _period != _target)
            _period = _period < _target ? Math.Min(_period + _glide, _target) : Math.Max(_period - _glide, _target);
        else if (_slide != 0 && _period > 0)
            _period = Math.Clamp(_period + _slide, 1, LongestPeriod);
    }
}
