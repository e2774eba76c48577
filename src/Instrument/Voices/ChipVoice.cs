using LakhNes.Dsp.Apu;
using LakhNes.Instrument.Notes;
using LakhNes.Instrument.Settings;

namespace LakhNes.Instrument.Voices;

/// <summary>
/// One channel of the chip that plays one note at a time: walks the note through its step sequences and keeps the registers
/// in line with it. What the registers are is the derived class's part.
/// </summary>
internal abstract class ChipVoice(ApuVoice id, VoiceContext context)
{
    // pitch dithering happens on sixteenths of a frame, all else on whole frames
    private const int SlicesPerFrame = 16;

    private readonly StepSequence[] _shapes = ShapeSteps.Of(id);
    private StepTimer _steps;
    private StepPlayer _volume,
        _timbre,
        _pitch,
        _arpeggio;
    private long _start;
    private long _slice;

    /// <summary>The channel.</summary>
    public ApuVoice Id { get; } = id;

    /// <summary>The note that sounds, its release included; null: none.</summary>
    public PlayedNote? Note { get; private set; }

    /// <summary>The note was let go and its release runs.</summary>
    public bool Released { get; private set; }

    /// <summary>MIDI channel of the note that plays or played last; -1 before the first.</summary>
    public int MidiChannel { get; private set; } = -1;

    /// <summary>Count of note starts on all voices when this one started: the lowest is the oldest.</summary>
    public long StartOrder { get; private set; }

    /// <summary>CPU cycle of the next tick; <see cref="long.MaxValue"/> while no note sounds.</summary>
    public virtual long NextTick =>
        Note is null or { IsUnstruck: true } ? long.MaxValue : Math.Min(NextSlice, _steps.Next(Context.Clock));

    /// <summary>The note goes on by itself when its key goes up.</summary>
    public virtual bool IsOneShot => false;

    /// <summary>What all voices share.</summary>
    protected VoiceContext Context { get; } = context;

    /// <summary>How the note sounds that this voice plays or played last.</summary>
    protected VoiceSettings Settings => Context.Midi.Sound(MidiChannel, Id);

    /// <summary>The registers.</summary>
    protected ChipRegisters Registers => Context.Registers;

    /// <summary>Semitones by which the arpeggio mode shifts the note.</summary>
    protected int Offset { get; private set; }

    /// <summary>Timer periods by which the unison mode shifts the note.</summary>
    protected int DetunePeriods { get; private set; }

    /// <summary>The steps that sound.</summary>
    public VoiceSteps Steps =>
        Note is null
            ? VoiceSteps.None
            : new(
                (sbyte)_volume.PlaceIn(Settings.VolumeSteps),
                (sbyte)_timbre.PlaceIn(Settings.TimbreSteps),
                (sbyte)_pitch.PlaceIn(Settings.PitchSteps),
                (sbyte)_arpeggio.PlaceIn(Settings.ArpeggioSteps)
            );

    /// <summary>Semitones of the arpeggio sequence's step.</summary>
    protected int ArpeggioStep => _arpeggio.Value(Settings.ArpeggioSteps, 0);

    /// <summary>Timer periods of the pitch sequence's step.</summary>
    protected int PitchStep => _pitch.Value(Settings.PitchSteps, 0);

    /// <summary>Duty or noise mode of the note that sounds, by itself, settings, sequence and controllers.</summary>
    public virtual int Timbre =>
        Context.Midi.Timbre(
            Note!,
            _timbre.Value(Settings.TimbreSteps, Note!.Timbre == PlayedNote.OwnTimbre ? Settings.Timbre : Note.Timbre)
        );

    // a composed note's own, frame by frame, where the sound has neither a sequence nor an envelope
    private StepSequence VolumeSteps =>
        Note is { Shape: > 0 and int shape }
        && Settings is { VolumeSteps.Length: 0, HardwareEnvelope: false, StepClock: StepClock.Frame }
            ? _shapes[shape - 1]
            : Settings.VolumeSteps;

    /// <summary>The chip volume, 0 to 15; 0 only where something says silence.</summary>
    protected int Level => Quantise(Loudness * _volume.Value(VolumeSteps, 15) / 15);

    /// <summary>The level before the volume sequence, not rounded.</summary>
    protected double Loudness => Settings.Volume * Context.Midi.Loudness(Note!, Settings.VelocityCurve);

    private bool HasSlices => Context.Settings.ExactPitch;

    private long NextSlice =>
        _start + ((HasSlices ? _slice : NextFrameSlice) * Context.Clock.HalfCyclesPerFrame / (2 * SlicesPerFrame));

    private long NextFrameSlice => (_slice + SlicesPerFrame - 1) / SlicesPerFrame * SlicesPerFrame;

    /// <summary>Forgets every note; the registers have just been initialised.</summary>
    public virtual void Reset()
    {
        Detach();
        MidiChannel = -1;
        StartOrder = 0;
    }

    /// <summary>Starts a note; one that sounds here is cut.</summary>
    /// <param name="cycle">CPU cycle of its register writes.</param>
    /// <param name="note">The note.</param>
    /// <param name="order">Count of note starts so far.</param>
    /// <param name="offset">Semitones added to its key.</param>
    /// <param name="detunePeriods">Timer periods added to its period.</param>
    public void Start(long cycle, PlayedNote note, long order, int offset = 0, int detunePeriods = 0)
    {
        // with glide on, a note that overlaps the one before it on the same line goes on in its sequences
        bool overlaps =
            Note is { IsUnstruck: false } before && !Released && before.Line == note.Line && note.Line != NoteLine.Poly;
        bool legato = overlaps && Settings.GlideMilliseconds > 0;
        Take(note, offset, detunePeriods);
        note.IsUnstruck = false;
        StartOrder = order;
        Released = false;
        if (!legato)
            Restart(cycle);
        OnStart(cycle, restart: !legato);
        Apply(cycle);
    }

    /// <summary>Goes on with another note's pitch and velocity, without starting the sound anew.</summary>
    public void MoveTo(long cycle, PlayedNote note, int offset)
    {
        Take(note, offset, DetunePeriods);
        note.IsUnstruck = false;
        OnMove();
        Apply(cycle);
    }

    /// <summary>Has a note that is not struck: nothing is heard of it.</summary>
    /// <param name="note">The note.</param>
    /// <param name="order">Count of note starts so far.</param>
    public void Reserve(PlayedNote note, long order)
    {
        Take(note, 0, 0);
        StartOrder = order;
        Released = false;
    }

    /// <summary>Leaves a note that was never struck.</summary>
    public void LeaveUnstruck() => Detach();

    /// <summary>The note's key went up.</summary>
    public void Release(long cycle)
    {
        if (Note is null || Released)
            return;
        if (Note.IsUnstruck)
        {
            Detach();
            return;
        }

        Released = true;
        if (IsOneShot)
            return;
        if (!HasRelease)
        {
            Silence(cycle);
            return;
        }

        _volume.Release(VolumeSteps);
        _timbre.Release(Settings.TimbreSteps);
        _pitch.Release(Settings.PitchSteps);
        _arpeggio.Release(Settings.ArpeggioSteps);
        // the first step after the release lasts as long as any other
        _steps.Start(Settings.StepClock, cycle);
        Apply(cycle);
    }

    /// <summary>Cuts the note.</summary>
    public void Silence(long cycle)
    {
        if (Note is null)
            return;
        Quiet(cycle);
        Detach();
    }

    /// <summary>Does what is due at <see cref="NextTick"/>.</summary>
    public virtual void Tick(long cycle)
    {
        if (_steps.Next(Context.Clock) <= cycle)
        {
            _steps.Advance(Context.Clock, cycle);
            AdvanceSequences();
        }

        if (NextSlice <= cycle)
        {
            _slice = HasSlices ? _slice : NextFrameSlice;
            OnSlice();
            if (_slice % SlicesPerFrame == 0)
                OnFrame(cycle);
            _slice++;
        }

        if (_volume.Finished || IsOver)
            Silence(cycle);
        else
            Apply(cycle);
    }

    /// <summary>Something that the note depends on has changed.</summary>
    public void Refresh(long cycle)
    {
        if (Note is { IsUnstruck: false })
            Apply(cycle);
    }

    /// <summary>A level as the chip has it, 0 to 15: a soft note is soft, not missing.</summary>
    protected static int Quantise(double level) =>
        level <= 0 ? 0 : Math.Clamp((int)Math.Round(level, MidpointRounding.AwayFromZero), 1, 15);

    /// <summary>The note sounds on after its key is let go.</summary>
    protected virtual bool HasRelease => VolumeSteps.Release >= 0;

    /// <summary>A one-shot sound has come to its end.</summary>
    protected virtual bool IsOver => false;

    /// <summary>CPU cycles since the note started.</summary>
    protected long Age(long cycle) => cycle - _start;

    /// <summary>
    /// A note was taken, its sequences started anew (<paramref name="restart"/>) or not. <see cref="Apply"/> follows.
    /// </summary>
    protected abstract void OnStart(long cycle, bool restart);

    /// <summary>Brings the registers in line with the note.</summary>
    protected abstract void Apply(long cycle);

    /// <summary>Silences the channel.</summary>
    protected abstract void Quiet(long cycle);

    /// <summary>The note was exchanged without a start.</summary>
    protected virtual void OnMove() { }

    /// <summary>A video frame has passed.</summary>
    protected virtual void OnFrame(long cycle) { }

    /// <summary>A sixteenth of a frame has passed, or a whole one where nothing needs sixteenths.</summary>
    protected virtual void OnSlice() { }

    /// <summary>Lets the note go without touching the chip.</summary>
    protected void Detach()
    {
        if (Note is not { } note)
            return;
        Note = null;
        Released = false;
        note.Voices &= ~(1 << (int)Id);
        // a line with one voice may come back to a held note; elsewhere a note without a voice is over
        bool mayReturn = note.IsOn && note.Line is <= NoteLine.Noise or NoteLine.Unison or NoteLine.Arpeggio;
        if (note.Voices == 0 && !mayReturn)
            Context.Notes.Remove(note);
    }

    private void Take(PlayedNote note, int offset, int detunePeriods)
    {
        if (Note != note)
            Detach();
        Note = note;
        note.Voices |= 1 << (int)Id;
        MidiChannel = note.Channel;
        Offset = offset;
        DetunePeriods = detunePeriods;
    }

    private void Restart(long cycle)
    {
        _start = cycle;
        _slice = 1;
        _steps.Start(Settings.StepClock, cycle);
        _volume.Start();
        _timbre.Start();
        _pitch.Start();
        _arpeggio.Start();
    }

    private void AdvanceSequences()
    {
        _volume.Advance(VolumeSteps);
        _timbre.Advance(Settings.TimbreSteps);
        _pitch.Advance(Settings.PitchSteps);
        _arpeggio.Advance(Settings.ArpeggioSteps);
    }
}
