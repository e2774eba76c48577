using System.Runtime.InteropServices;
using LakhNes.Concurrency;
using LakhNes.Dsp.Apu;
using LakhNes.Engine.Hosting;
using LakhNes.Engine.Parameters;
using LakhNes.Instrument;
using LakhNes.Instrument.Settings;

namespace LakhNes.Engine;

// The audio thread: splits a block at every event and renders the pieces.
public sealed partial class ChipEngine
{
    private const double DefaultTempo = 120;
    private const int Voices = 5;

    // what the window plays, on its way to the audio thread
    private readonly SpscRing<EngineEvent> _played = new(256);

    /// <summary>
    /// Plays an event at the start of the next block. For one thread, the window's; while the engine is inactive nothing is
    /// played.
    /// </summary>
    /// <returns>False where too many wait.</returns>
    public bool Play(in EngineEvent e) => _played.TryPush(e with { Offset = 0 });

    /// <summary>Renders one block on the audio thread. Never throws, allocates, locks or waits.</summary>
    /// <param name="block">
    /// Events in and output out; before activation its output is cleared and only parameter events count.
    /// </param>
    public void Process(ref AudioBlock block)
    {
        block.EventsOutCount = 0;
        block.Silent = true;
        _instrument.ClearEndedNotes();
        TakeEdits();
        if (!IsActive)
        {
            for (int left = _played.Count; left > 0; left--)
                _played.TryPop(out _);
            foreach (ref readonly EngineEvent change in block.Events)
                ApplyIfParameter(in change);
            Clear(in block);
            return;
        }

        FollowMaster();
        BeginWatch();
        _instrument.SetTempo(block.Transport.Tempo > 0 ? block.Transport.Tempo : DefaultTempo);
        _improviser.BeginBlock(in _settings.Generation, ref block, RunToHere());
        for (int left = _played.Count; left > 0 && _played.TryPop(out EngineEvent played); left--)
            Apply(in played, ref block, 0);
        int next = 0;
        for (int done = 0; ; )
        {
            while (next < block.Events.Length && (block.Events[next].Offset <= done || done >= block.Frames))
                Apply(in block.Events[next++], ref block, done);
            if (done >= block.Frames)
                break;

            int end = next < block.Events.Length ? Math.Min(block.Events[next].Offset, block.Frames) : block.Frames;
            int frames = _improviser.Run(ref block, RunToHere(), done, Math.Min(end - done, _maxFrames));
            if (_watched is not null)
                WatchNotes(_watched);
            RenderSegment(ref block, done, frames);
            _improviser.Advance(frames);
            if (_watched is not null)
                _positionShown = _improviser.Map.Position;
            done += frames;
        }

        if (_watched is not null)
            EndWatch(_watched);
        _improviser.EndBlock();
        ShowTuning();
        ShowHealth();
    }

    private long RunToHere()
    {
        long cycle = _renderer.CycleOfSample(_renderer.Position);
        RunInstrument(cycle);
        return cycle;
    }

    private void Apply(ref readonly EngineEvent e, ref AudioBlock block, int offset)
    {
        if (_improviser.TakesCue(in e))
            return;
        long cycle = RunToHere();
        switch (e.Kind)
        {
            case EngineEventKind.NoteOn:
                ApuVoice? voice = e.Index is > 0 and <= Voices ? (ApuVoice)(e.Index - 1) : null;
                _instrument.NoteOn(cycle, e.Channel, e.Key, e.Value, e.NoteId, voice);
                break;
            case EngineEventKind.NoteOff:
                _instrument.NoteOff(cycle, e.Channel, e.Key, e.NoteId);
                break;
            case EngineEventKind.NoteChoke:
                _instrument.Choke(cycle, e.Channel, e.Key, e.NoteId);
                break;
            case EngineEventKind.Controller when TurnsParameter(in e):
                _improviser.Follow(in _settings.Generation, ref block, cycle, offset);
                break;
            case EngineEventKind.Controller:
                _instrument.Controller(cycle, e.Channel, (int)e.Index, e.Value);
                if (ChipInstrument.EndsNotes((int)e.Index))
                    _improviser.EndAnswer(e.Index == ChipInstrument.AllSoundOffController, ref block, cycle, offset);
                break;
            case EngineEventKind.PitchBend:
                _instrument.PitchBend(cycle, e.Channel, e.Value);
                break;
            case EngineEventKind.ChannelPressure:
                _instrument.ChannelPressure(cycle, e.Channel, e.Value);
                break;
            case EngineEventKind.KeyPressure:
                _instrument.KeyPressure(cycle, e.Channel, e.Key, e.Value);
                break;
            case EngineEventKind.NoteTuning:
                _instrument.NoteTuning(cycle, e.Channel, e.Key, e.NoteId, e.Value);
                break;
            case EngineEventKind.NoteVolume:
                _instrument.NoteVolume(cycle, e.Channel, e.Key, e.NoteId, e.Value);
                break;
            case EngineEventKind.NoteVibrato:
                _instrument.NoteVibrato(cycle, e.Channel, e.Key, e.NoteId, e.Value);
                break;
            case EngineEventKind.KeyTuning:
                TuneKey(cycle, in e);
                break;
            // NES-MDB's files name General MIDI programs, which are no presets of ours
            case EngineEventKind.Program when _settings.Instrument.MidiDialect == MidiDialect.NesMdb:
                break;
            case EngineEventKind.Preset:
            case EngineEventKind.Program when _settings.Instrument.Programs == ProgramMeaning.Presets:
                ApplyPreset((int)Math.Min(e.Index, int.MaxValue));
                break;
            case EngineEventKind.Program:
                _instrument.Program(cycle, e.Channel, (int)Math.Min(e.Index, int.MaxValue));
                break;
            case EngineEventKind.Parameter:
                ApplyIfParameter(in e);
                _improviser.Follow(in _settings.Generation, ref block, cycle, offset);
                break;
        }

        _improviser.Hear(ref block, cycle, offset);
    }

    private void ApplyIfParameter(ref readonly EngineEvent e)
    {
        if (e.Kind != EngineEventKind.Parameter || ParameterTable.Find(e.Index) is not { } parameter)
            return;
        double plain = parameter.Valid(e.Value);
        ShowParameter(parameter.Index, plain);
        ApplyParameter(parameter, plain);
    }

    // tick by tick: where a tick hands a voice to another MIDI channel, that channel's volume and pan count from its cycle on
    private void RunInstrument(long cycle)
    {
        long tick;
        do
        {
            tick = Math.Min(_instrument.NextTick, cycle);
            _instrument.RunTo(tick);
            if (!_instrument.MixChanged)
                continue;
            _chip.RunTo(tick);
            ApplyOutput();
        } while (tick < cycle);
    }

    private unsafe void RenderSegment(ref AudioBlock block, int start, int frames)
    {
        // a region is a different chip and clock, so it takes a power cycle
        if (_settings.Region != _chip.Region)
        {
            PowerCycle();
            _improviser.Cut(ref block, _chip.Cycle, start);
        }

        ApplyOutput();
        RunInstrument(_renderer.CycleOfSample(_renderer.Position + frames));
        _renderer.VoiceOutputs = block.Voices is not null || _watched is not null;
        _renderer.Render(frames);

        Span<double> gains = _gains.AsSpan(0, frames);
        FillGains(gains);
        Span<double> left = _left.AsSpan(0, frames),
            right = _right.AsSpan(0, frames);
        _renderer.ReadMain(left, right);
        if (!block.Offline)
            Volatile.Read(ref _audition)?.Mix(left, right, 1 / FullSwing);
        bool silent = Deliver(in block, block.Left, start, left, gains) & Deliver(in block, block.Right, start, right, gains);
        if (_watched is not null)
            WatchMain(left, right, gains);
        for (int voice = 0; _renderer.VoiceOutputs && voice < Voices; voice++)
        {
            _renderer.ReadVoice((ApuVoice)voice, left);
            if (block.Voices is not null)
                silent &= Deliver(in block, block.Voices[voice], start, left, gains);
            if (_watched is not null)
                WatchVoice(_watched, voice, left);
        }

        block.Silent &= silent;
    }

    // linear ramps, a fixed step a sample, so that bypass and gain moves neither click nor depend on how blocks are cut
    private void FillGains(Span<double> gains)
    {
        for (int i = 0; i < gains.Length; i++)
        {
            _gain = _gain < _gainTarget ? Math.Min(_gain + _gainStep, _gainTarget) : Math.Max(_gain - _gainStep, _gainTarget);
            gains[i] = _gain;
        }
    }

    private static unsafe bool Deliver(
        ref readonly AudioBlock block,
        void* output,
        int start,
        ReadOnlySpan<double> samples,
        ReadOnlySpan<double> gains
    )
    {
        if (output is null)
            return true;
        bool silent = true;
        if (block.DoublePrecision)
        {
            double* to = (double*)output + start;
            for (int i = 0; i < samples.Length; i++)
                silent &= (to[i] = samples[i] * gains[i]) == 0;
        }
        else
        {
            float* to = (float*)output + start;
            for (int i = 0; i < samples.Length; i++)
                silent &= (to[i] = (float)(samples[i] * gains[i])) == 0;
        }

        return silent;
    }

    private static unsafe void Clear(ref readonly AudioBlock block)
    {
        nuint bytes = (nuint)block.Frames * (nuint)(block.DoublePrecision ? sizeof(double) : sizeof(float));
        if (block.Left is not null)
            NativeMemory.Clear(block.Left, bytes);
        if (block.Right is not null)
            NativeMemory.Clear(block.Right, bytes);
        for (int voice = 0; block.Voices is not null && voice < Voices; voice++)
        {
            if (block.Voices[voice] is not null)
                NativeMemory.Clear(block.Voices[voice], bytes);
        }
    }
}
