namespace LakhNes.Score.Trackers;

/// <summary>A channel of the module that is played: its note, macros and running effects.</summary>
internal sealed class PlayerChannel
{
    // an effect's volume counts in eighths of the chip's
    private const int VolumeUnit = 8,
        MostVolume = 15;
    private const int LongestPeriod = 2047;
    private const int VibratoTurn = 64; // phases
    private const int FinePitchRest = 0x80;

    // FamiTracker's depths, in timer periods
    private static readonly double[] Depths = [1, 1.5, 2.5, 4, 5, 7, 10, 12, 14, 17, 22, 30, 44, 64, 96, 128];

    private readonly int _channel;
    private readonly Func<int, int> _periodOf;
    private readonly MacroPlayer[] _macros = [new(), new(), new(), new(), new()];
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
        _rowsLeft,
        _rowsToRelease,
        _pendingCut = -1; // of this row's note
    private bool _slides; // towards a note that an effect named

    public PlayerChannel(int channel, Func<int, int> periodOf) => (_channel, _periodOf) = (channel, periodOf);

    /// <summary>The instrument that the next note has.</summary>
    public TrackerInstrument? Instrument { get; private set; }

    /// <summary>A note sounds, or its instrument ends it.</summary>
    public bool Gate { get; private set; }

    /// <summary>The note.</summary>
    public int Note { get; private set; }

    /// <summary>Duty or mode.</summary>
    public int Duty { get; private set; }

    /// <summary>The note is cut after so many ticks; below 0: it is not.</summary>
    public int CutAfter { get; set; } = -1;

    /// <summary>The volume column's present value.</summary>
    public int ColumnVolume => _volume / VolumeUnit;

    /// <summary>What the chip is to play: 0 to 15.</summary>
    public int Level
    {
        get
        {
            if (!Gate || _volume == 0 || _macroVolume == 0)
                return 0;
            return Math.Max(ColumnVolume * _macroVolume / MostVolume, 1);
        }
    }

    /// <summary>The chip's timer; of noise the note.</summary>
    public int Period
    {
        get
        {
            int vibrato = (int)(Depths[_vibratoDepth] * Math.Sin(_vibratoPhase * 2 * Math.PI / VibratoTurn));
            int period = _period - (_vibratoSpeed > 0 ? vibrato : 0) + FinePitchRest - _finePitch;
            return _channel == (int)NesVoice.Noise ? period & 15 : Math.Clamp(period, 0, LongestPeriod);
        }
    }

    /// <summary>Instrument, volume and effects of a row, then its note.</summary>
    /// <param name="cell">The row.</param>
    /// <param name="instrument">Its instrument; null: as before.</param>
    /// <param name="ticksPerRow">How long rows last.</param>
    public void Take(TrackerCell cell, TrackerInstrument? instrument, double ticksPerRow)
    {
        Instrument = instrument ?? Instrument;
        _pendingCut = -1;
        if (cell.Volume >= 0)
            _volume = cell.Volume * VolumeUnit;
        foreach (TrackerEffect effect in cell.Effects)
            TakeEffect(effect);
        if (cell.Note >= 0)
        {
            Strike(cell.Note, cell.KeepsMacros && Gate);
            (_rowsLeft, _rowsToRelease) = (cell.Duration, cell.ReleaseAfter);
            if (cell.SlideTo >= 0)
                SlideTo(cell.SlideTo, cell.Duration * ticksPerRow);
        }
        else if (cell.Note == TrackerCell.Halt)
        {
            Cut();
        }
        else if (cell.Note == TrackerCell.Release)
        {
            Release();
        }
        foreach (TrackerEffect effect in cell.Effects.Where(effect => effect.Code is 'Q' or 'R'))
            SlideBy(effect.Value >> 4, (effect.Value & 15) * (effect.Code == 'Q' ? 1 : -1));
    }

    /// <summary>A row begins: notes that say how long they last may end.</summary>
    /// <returns>The note's key was let go, or the note has ended.</returns>
    public bool BeginRow()
    {
        bool released = _rowsToRelease > 0 && --_rowsToRelease == 0;
        if (released)
            Release();
        if (_rowsLeft > 0 && --_rowsLeft == 0)
        {
            Cut();
            return true;
        }
        return released;
    }

    /// <summary>A tick passes.</summary>
    public void Tick()
    {
        if (CutAfter >= 0 && CutAfter-- == 0)
            Cut();
        _volume = Math.Clamp(_volume + _volumeSlide, 0, (MostVolume * VolumeUnit) + VolumeUnit - 1);
        MoveMacros();
        if (_chord != 0)
            MoveChord();
        MovePitch();
        if (_vibratoSpeed > 0)
            _vibratoPhase = (_vibratoPhase + _vibratoSpeed) % VibratoTurn;
    }

    private void SlideTo(int note, double ticks)
    {
        _target = _periodOf(note);
        _glide = Math.Max((int)Math.Ceiling(Math.Abs(_target - _period) / Math.Max(ticks, 1)), 1);
        _slides = true;
    }

    private void Strike(int note, bool keepsMacros)
    {
        Note = note;
        Gate = true;
        CutAfter = _pendingCut;
        int period = _periodOf(note);
        if (_glide > 0 && !_slides && _period > 0)
            _target = period;
        else
            (_period, _target) = (period, period);
        if (_slides)
            (_slides, _glide) = (false, 0);
        _chordStep = 0;
        if (keepsMacros)
            return;
        Duty = _defaultDuty;
        _macroVolume = MostVolume;
        for (int kind = 0; kind < _macros.Length; kind++)
            _macros[kind].Start(Instrument?[(MacroKind)kind]);
    }

    private void Cut() => Gate = false;

    private void Release()
    {
        foreach (MacroPlayer macro in _macros)
            macro.Release();
    }

    private void SlideBy(int speed, int semitones)
    {
        Note = Math.Clamp(Note + semitones, 0, TrackerCell.Notes - 1);
        (_target, _glide, _slides) = (_periodOf(Note), (speed * 2) + 1, true);
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
        if (_macros[(int)MacroKind.Volume].Step() is { } volume)
            _macroVolume = Math.Clamp(volume, 0, MostVolume);
        if (_macros[(int)MacroKind.Arpeggio].Step() is { } step)
            MoveArpeggio(step);
        if (_macros[(int)MacroKind.Pitch].Step() is { } pitch)
            _period += pitch;
        if (_macros[(int)MacroKind.HighPitch].Step() is { } high)
            _period += high << 4;
        if (_macros[(int)MacroKind.Duty].Step() is { } duty)
            Duty = duty;
        if (_channel != (int)NesVoice.Noise)
            _period = Math.Clamp(_period, 0, LongestPeriod);
    }

    private void MoveArpeggio(int step)
    {
        const int Fixed = 1,
            Relative = 2;
        int setting = Instrument?[MacroKind.Arpeggio]?.Setting ?? 0;
        if (setting == Relative)
            Note = Math.Clamp(Note + step, 0, TrackerCell.Notes - 1);
        bool atRest = setting == Fixed && _macros[(int)MacroKind.Arpeggio].Ended;
        // a slide towards a note goes on where the arpeggio adds nothing
        if (step == 0 && setting == 0 && _glide > 0)
            return;
        _period = _periodOf(
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
        _period = _periodOf(Note + added);
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
