namespace LakhNes.Dsp.Apu;

// Registers, and what they and the frame counter do to the channels.
public sealed partial class ApuChip
{
    /// <inheritdoc/>
    public void Write(long cycle, int address, byte value)
    {
        RunTo(cycle);
        int register = address & 3;
        switch (address)
        {
            case >= ApuRegister.Pulse1 and < ApuRegister.Pulse2:
                _state.Pulse1.Settle(Cycle);
                _state.Pulse1.Write(register, value);
                break;
            case >= ApuRegister.Pulse2 and < ApuRegister.Triangle:
                _state.Pulse2.Settle(Cycle);
                _state.Pulse2.Write(register, value);
                break;
            case >= ApuRegister.Triangle and < ApuRegister.Noise:
                _state.Triangle.Settle(Cycle);
                _state.Triangle.Write(register, value);
                break;
            case >= ApuRegister.Noise and < ApuRegister.DmcRate:
                _state.Noise.Settle(Cycle);
                _state.Noise.Write(register, value, Timing);
                break;
            case >= ApuRegister.DmcRate and <= ApuRegister.DmcLength:
                _state.Dmc.Settle(Cycle);
                _state.Dmc.Write(register, value, Timing);
                break;
            case ApuRegister.Status:
                SettleAll();
                WriteEnables(value);
                RefreshAll();
                Flush();
                return;
            case ApuRegister.FrameCounter:
                _state.Frame.Write(value, Cycle, Timing);
                ScheduleControl();
                return;
            default:
                return;
        }
        ApuVoice voice = (ApuVoice)((address - ApuRegister.Pulse1) >> 2);
        if (HasLengthWrites(voice))
            _state.WritesApplyAt = Cycle + 1;
        Refresh(voice);
        ScheduleControl();
        Flush();
    }

    /// <summary>
    /// Reads $4015: bits 0-3 length counters running, 4 sample bytes left, 6 frame interrupt, 7 sample interrupt; bit 5 is the
    /// bus's, here 0. Clears the frame interrupt.
    /// </summary>
    /// <param name="cycle">CPU cycle of the read.</param>
    public byte ReadStatus(long cycle)
    {
        RunTo(cycle);
        int status =
            (_state.Pulse1.Length.IsRunning ? 0x01 : 0)
            | (_state.Pulse2.Length.IsRunning ? 0x02 : 0)
            | (_state.Triangle.Length.IsRunning ? 0x04 : 0)
            | (_state.Noise.Length.IsRunning ? 0x08 : 0)
            | (_state.Dmc.IsActive ? 0x10 : 0)
            | (_state.Frame.ReadFlag(Cycle) ? 0x40 : 0)
            | (_state.Dmc.Irq ? 0x80 : 0);
        return (byte)status;
    }

    private void WriteEnables(byte value)
    {
        _state.Pulse1.Length.SetEnabled((value & 0x01) != 0);
        _state.Pulse2.Length.SetEnabled((value & 0x02) != 0);
        _state.Triangle.Length.SetEnabled((value & 0x04) != 0);
        _state.Noise.Length.SetEnabled((value & 0x08) != 0);
        _state.Dmc.SetEnabled((value & 0x10) != 0, Cycle);
    }

    private void ClockFrame(FrameClocks clocks)
    {
        if ((clocks & FrameClocks.Quarter) != 0)
        {
            _state.Pulse1.ClockQuarterFrame();
            _state.Pulse2.ClockQuarterFrame();
            _state.Triangle.ClockQuarterFrame();
            _state.Noise.ClockQuarterFrame();
        }
        if ((clocks & FrameClocks.Half) != 0)
        {
            _state.Pulse1.ClockHalfFrame();
            _state.Pulse2.ClockHalfFrame();
            _state.Triangle.ClockHalfFrame();
            _state.Noise.ClockHalfFrame();
        }
    }

    private bool HasLengthWrites(ApuVoice voice) =>
        voice switch
        {
            ApuVoice.Pulse1 => _state.Pulse1.Length.HasWrites,
            ApuVoice.Pulse2 => _state.Pulse2.Length.HasWrites,
            ApuVoice.Triangle => _state.Triangle.Length.HasWrites,
            ApuVoice.Noise => _state.Noise.Length.HasWrites,
            _ => false,
        };

    private void ApplyLengthWrites()
    {
        _state.WritesApplyAt = Never;
        _state.Pulse1.Length.ApplyWrites();
        _state.Pulse2.Length.ApplyWrites();
        _state.Triangle.Length.ApplyWrites();
        _state.Noise.Length.ApplyWrites();
    }

    private void SettleAll()
    {
        _state.Pulse1.Settle(Cycle);
        _state.Pulse2.Settle(Cycle);
        _state.Triangle.Settle(Cycle);
        _state.Noise.Settle(Cycle);
        _state.Dmc.Settle(Cycle);
    }

    private void RefreshAll()
    {
        for (ApuVoice voice = ApuVoice.Pulse1; voice <= ApuVoice.Dmc; voice++)
            Refresh(voice);
        ScheduleControl();
    }

    private void Refresh(ApuVoice voice)
    {
        switch (voice)
        {
            case ApuVoice.Pulse1:
                _state.Pulse1.Refresh();
                break;
            case ApuVoice.Pulse2:
                _state.Pulse2.Refresh();
                break;
            case ApuVoice.Triangle:
                _state.Triangle.Refresh();
                break;
            case ApuVoice.Noise:
                _state.Noise.Refresh();
                break;
            default:
                _state.Dmc.Refresh();
                break;
        }
        Report(voice, Cycle);
    }

    private void Report(ApuVoice voice, long cycle)
    {
        int level = Level(voice);
        if (level == _reported[(int)voice])
            return;
        _reported[(int)voice] = level;
        LevelChanges changes = voice <= ApuVoice.Pulse2 ? _pulseChanges : _otherChanges;
        changes.Add(new LevelChange(cycle, voice, level), Listener);
    }

    private void Flush()
    {
        _pulseChanges.Report(Listener);
        _otherChanges.Report(Listener);
    }

    private void ReportAll()
    {
        for (ApuVoice voice = ApuVoice.Pulse1; voice <= ApuVoice.Dmc; voice++)
            Report(voice, Cycle);
        Flush();
    }

    private long OwnFetchAt => !CpuFetches && _state.Dmc.FetchPending ? OwnFetchCycle(_state.Dmc.FetchRequestedAt) : Never;

    private void ScheduleControl()
    {
        long sample = Math.Min(Math.Min(_state.Dmc.StartsAt, _state.Dmc.StopsAt), OwnFetchAt + 1);
        _nextControl = Math.Min(Math.Min(_state.Frame.Next, _state.WritesApplyAt), sample);
    }
}
