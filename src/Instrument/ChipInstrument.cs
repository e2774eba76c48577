using LakhNes.Dsp.Apu;
using LakhNes.Instrument.Notes;
using LakhNes.Instrument.Pitch;
using LakhNes.Instrument.Settings;
using LakhNes.Instrument.Tunings;
using LakhNes.Instrument.Voices;
using LakhNes.Score.Percussion;

namespace LakhNes.Instrument;

/// <summary>
/// Plays notes on the chip: finds voices for them and writes the registers, each write stamped with its CPU cycle. All calls come
/// from one thread, in the order of their cycles; none allocates, throws or loops without bound.
/// </summary>
public sealed partial class ChipInstrument
{
    private readonly ChipRegisters _registers;
    private readonly InstrumentClock _clock = new();
    private readonly MidiState _midi;
    private readonly NoteTable _notes = new();
    private readonly KeyPitches _pitches = new();
    private readonly ArpeggioPattern _pattern = new();
    private readonly NoiseVoice _noise;
    private readonly DmcVoice _dmc;
    private readonly ChipVoice[] _voices;
    private long _now;
    private long _starts;

    /// <summary>Makes an instrument. <see cref="Reset"/> must come before the first note.</summary>
    /// <param name="chip">Takes the register writes.</param>
    /// <param name="settings">The sound; may be changed between calls and is followed from the next tick or note on.</param>
    public ChipInstrument(IApuRegisters chip, InstrumentSettings settings)
    {
        Settings = settings;
        _registers = new ChipRegisters(chip);
        _midi = new MidiState(settings);
        var context = new VoiceContext(_registers, settings, _clock, _midi, _notes, _pitches);
        _noise = new NoiseVoice(context);
        _dmc = new DmcVoice(context);
        _voices =
        [
            new PulseVoice(ApuVoice.Pulse1, context),
            new PulseVoice(ApuVoice.Pulse2, context),
            new TriangleVoice(context),
            _noise,
            _dmc,
        ];
    }

    /// <summary>The sound.</summary>
    public InstrumentSettings Settings { get; }

    /// <summary>The memory of the sample that plays: the chip's <see cref="ApuChip.DmcMemory"/> must be set to it.</summary>
    public IDmcMemory SampleMemory => _dmc;

    /// <summary>A note sounds, its release included.</summary>
    public bool IsSounding
    {
        get
        {
            foreach (ChipVoice voice in _voices)
            {
                if (voice.Note is not null)
                    return true;
            }

            return false;
        }
    }

    /// <summary>How long a note can sound on after its key is let go, in seconds, with the present settings and tempo.</summary>
    public double ReleaseSeconds
    {
        get
        {
            // drums and samples go to their end whatever the key does
            double longest = DrumMap.LongestFrames * _clock.FrameSeconds;
            bool samples =
                Settings.VoiceMode == VoiceMode.Channels
                || (Settings.VoiceMode is VoiceMode.Arpeggio or VoiceMode.Solo && Settings.SoloVoice == ApuVoice.Dmc);
            longest = Math.Max(longest, _dmc.LongestSeconds(factory: samples));
            for (ApuVoice voice = ApuVoice.Pulse1; voice <= ApuVoice.Dmc; voice++)
            {
                VoiceSettings settings = Settings[voice];
                if (settings.VolumeSteps.Release < 0)
                    continue;
                int steps = settings.VolumeSteps.Length - settings.VolumeSteps.Release;
                longest = Math.Max(longest, steps * _clock.StepSeconds(settings.StepClock));
            }

            return longest;
        }
    }

    /// <summary>What <see cref="GainOf"/> or <see cref="PanOf"/> say may have changed since this was last set to false.</summary>
    public bool MixChanged { get; set; } = true;

    /// <summary>Notes that ended since <see cref="ClearEndedNotes"/>, at most 256; later ones are not reported.</summary>
    public ReadOnlySpan<EndedNote> EndedNotes => _notes.Ended;

    /// <summary>Forgets the ended notes.</summary>
    public void ClearEndedNotes() => _notes.ClearEnded();

    /// <summary>What a voice plays now.</summary>
    public VoiceActivity ActivityOf(ApuVoice voice) =>
        _voices[(int)voice] is { Note: { } note } playing
            ? new VoiceActivity(
                note.Line == NoteLine.Generated ? (int)voice : note.Channel,
                note.Key,
                note.NoteId,
                Held: note.IsOn && !playing.Released,
                Generated: note.Line == NoteLine.Generated,
                Start: playing.StartOrder
            )
            : VoiceActivity.None;

    /// <summary>Which steps of its sequences a voice plays now.</summary>
    public VoiceSteps StepsOf(ApuVoice voice) => _voices[(int)voice].Steps;

    /// <summary>
    /// Gain that MIDI volume (CC7) puts on a voice, 0 to 1: that of the channel whose note it plays or played last.
    /// </summary>
    public double GainOf(ApuVoice voice) => _voices[(int)voice].MidiChannel is >= 0 and int channel ? _midi.Gain(channel) : 1;

    /// <summary>Pan that MIDI (CC10) puts on a voice, -1 to 1.</summary>
    public double PanOf(ApuVoice voice) => _voices[(int)voice].MidiChannel is >= 0 and int channel ? _midi.Pan(channel) : 0;

    /// <summary>Forgets notes and controllers and initialises the chip's registers, which silences it.</summary>
    /// <param name="region">The console.</param>
    /// <param name="cpuClock">Its CPU clock in hertz.</param>
    /// <param name="cycle">CPU cycle of the writes; all later cycles count from the same origin.</param>
    public void Reset(ApuRegion region, double cpuClock, long cycle)
    {
        _now = cycle;
        _starts = 0;
        _restoredAt = -1;
        _clock.Set(region, cpuClock);
        _midi.Reset();
        foreach (PlayedNote note in _notes.All)
            note.LetGo();
        foreach (ChipVoice voice in _voices)
            voice.Reset();
        RemoveSilent();
        StopArpeggio();
        _registers.Initialise(region, cycle);
        MixChanged = true;
    }

    /// <summary>CPU cycle of the next tick that <see cref="RunTo"/> will make; far ahead where none is due.</summary>
    public long NextTick
    {
        get
        {
            long due = Math.Min(_registers.NextDue, NextArpeggioStep);
            foreach (ChipVoice voice in _voices)
                due = Math.Min(due, voice.NextTick);
            return due;
        }
    }

    /// <summary>Makes the register writes of all ticks up to a cycle, that cycle included, each at its own.</summary>
    public void RunTo(long cycle)
    {
        while (true)
        {
            long due = NextTick;
            if (due > cycle)
                break;

            // a tempo that went up can leave a step overdue
            _now = Math.Max(_now, due);
            _registers.RunTo(_now);
            if (NextArpeggioStep <= _now)
                StepArpeggio(_now);
            foreach (ChipVoice voice in _voices)
            {
                if (voice.NextTick <= _now)
                    voice.Tick(_now);
            }
        }

        _now = Math.Max(_now, cycle);
    }

    /// <summary>The pitch of each key. Another one is heard from the next tick on; a reset leaves it.</summary>
    public ref readonly PitchTable Pitches => ref _pitches.Table;

    /// <summary>Gives every key another pitch.</summary>
    public void Tune(in PitchTable pitches) => _pitches.Table = pitches;

    /// <summary>Gives a key another pitch, which notes that sound take too.</summary>
    /// <param name="cycle">CPU cycle of the register writes.</param>
    /// <param name="key">MIDI key; others are ignored.</param>
    /// <param name="pitch">Semitones, 69 being 440 Hz; kept within 0 to 128.</param>
    public void TuneKey(long cycle, int key, double pitch)
    {
        cycle = Begin(cycle);
        if ((uint)key >= PitchTable.Keys || double.IsNaN(pitch))
            return;
        _pitches.Table[key] = Math.Clamp(pitch, 0, PitchTable.Keys);
        Refresh(cycle, -1);
    }

    /// <summary>Sets the tempo of step clocks that follow the song, from the next step on.</summary>
    /// <param name="quartersPerMinute">Kept within 20 to 999; 120 where it is not a number.</param>
    public void SetTempo(double quartersPerMinute) => _clock.Tempo = quartersPerMinute;
}
