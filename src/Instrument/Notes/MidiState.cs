using LakhNes.Dsp.Apu;
using LakhNes.Instrument.Settings;

namespace LakhNes.Instrument.Notes;

/// <summary>What controllers say about a note, by the dialect's rules. The voices ask here.</summary>
internal sealed class MidiState
{
    /// <summary>MIDI channels.</summary>
    public const int Channels = 16;

    /// <summary>General MIDI's drum channel, channel 10.</summary>
    public const int DrumChannel = 9;

    /// <summary>Channel of generated notes: no controller of the player's reaches it.</summary>
    public const int GeneratedChannel = Channels;

    private const double MpeMemberBendRange = 48;
    private const int MaxMembers = 15;

    // MPE's lower zone counts its members up from the channel above its manager, the upper zone down from the one below its own
    private const int LowerManager = 0;
    private const int UpperManager = Channels - 1;

    private readonly InstrumentSettings _settings;
    private readonly MidiChannel[] _channels = new MidiChannel[Channels + 1];
    private double _lowerBendRange = MpeMemberBendRange;
    private double _upperBendRange = MpeMemberBendRange;
    private int _lowerMembers = MaxMembers;
    private int _upperMembers;

    public MidiState(InstrumentSettings settings)
    {
        _settings = settings;
        for (int i = 0; i < _channels.Length; i++)
            _channels[i] = new MidiChannel();
    }

    /// <summary>One channel's controllers.</summary>
    public MidiChannel this[int channel] => _channels[channel];

    /// <summary>As after power-on: all controllers at rest, an MPE lower zone of 15 member channels.</summary>
    public void Reset()
    {
        foreach (MidiChannel channel in _channels)
            channel.Reset();
        _lowerBendRange = _upperBendRange = MpeMemberBendRange;
        _lowerMembers = MaxMembers;
        _upperMembers = 0;
    }

    /// <summary>The channel carries single notes of an MPE zone.</summary>
    public bool IsMember(int channel) => ManagerOf(channel) >= 0;

    /// <summary>The channel's hits go through the drum map.</summary>
    public bool IsDrums(int channel) =>
        channel == DrumChannel && _settings.MidiDialect != MidiDialect.NesMdb && !IsMember(channel);

    /// <summary>A controller of <paramref name="from"/> is meant for notes of <paramref name="channel"/> too.</summary>
    public bool Reaches(int from, int channel) => from == channel || from == ManagerOf(channel);

    /// <summary>The pedal holds notes of the channel.</summary>
    public bool Sustains(int channel) => _channels[channel].Sustain || Manager(channel) is { Sustain: true };

    /// <summary>
    /// How a channel's notes sound on a voice: by their program where programs are followed, else by the voice's settings.
    /// </summary>
    /// <param name="channel">MIDI channel, <see cref="GeneratedChannel"/>, or -1 before the first note.</param>
    /// <param name="voice">The voice.</param>
    public VoiceSettings Sound(int channel, ApuVoice voice)
    {
        VoiceSettings own = _settings[voice];
        if (_settings.Programs != ProgramMeaning.GeneralMidi || (uint)channel >= Channels || IsDrums(channel))
            return own;
        int program = _channels[channel].Program;
        if (program < 0 && IsMember(channel))
            program = _channels[0].Program;
        return program < 0 || _settings.MidiDialect == MidiDialect.NesMdb ? own : GeneralMidiSounds.Of(program, voice) ?? own;
    }

    /// <summary>All pitch bend of a note, in semitones.</summary>
    public double Bend(int channel)
    {
        MidiChannel own = _channels[channel];
        if (Manager(channel) is { } manager)
            return (own.Bend * MemberBendRange(channel)) + (manager.Bend * Range(manager));
        return own.Bend * Range(own);
    }

    /// <summary>Vibrato that wheel, pressure and note expression ask for, 0 to 1.</summary>
    public double Vibrato(PlayedNote note)
    {
        MidiChannel own = _channels[note.Channel];
        double sum = own.Modulation + own.Pressure + note.Pressure + note.Vibrato;
        if (Manager(note.Channel) is { } manager)
            sum += manager.Modulation + manager.Pressure;
        return Math.Min(1, sum);
    }

    /// <summary>Part of the voice's volume that velocity, expression and note expression leave, 0 and up.</summary>
    public double Loudness(PlayedNote note, VelocityCurve curve)
    {
        // in NES-MDB's files a velocity is the chip's volume itself, and CC11 has already replaced it
        if (_settings.MidiDialect == MidiDialect.NesMdb)
            return note.Velocity * note.Volume;

        double velocity = curve switch
        {
            VelocityCurve.Fixed => 1,
            VelocityCurve.Soft => Math.Sqrt(note.Velocity),
            VelocityCurve.Hard => note.Velocity * note.Velocity,
            _ => note.Velocity,
        };
        double expression = _channels[note.Channel].Expression;
        if (Manager(note.Channel) is { } manager)
            expression *= manager.Expression;
        return velocity * expression * note.Volume;
    }

    /// <summary>Duty or noise mode of a note, before it is brought into the voice's range.</summary>
    /// <param name="note">The note.</param>
    /// <param name="own">What the voice's settings and its sequence say.</param>
    public int Timbre(PlayedNote note, int own)
    {
        MidiChannel channel = _channels[note.Channel];
        if (_settings.MidiDialect == MidiDialect.NesMdb && note.Line != NoteLine.Generated)
            return channel.Timbre;
        if (!IsMember(note.Channel))
            return own;
        // the middle of MPE's third dimension leaves the timbre alone, its ends move it by two
        return own + (int)Math.Round((channel.Brightness - 0.5) * 4, MidpointRounding.AwayFromZero);
    }

    /// <summary>Gain that CC7 asks for, 0 to 1: 40 log10(value / 127) decibels.</summary>
    public double Gain(int channel)
    {
        double volume = _channels[channel].Volume;
        if (Manager(channel) is { } manager)
            volume *= manager.Volume;
        return volume * volume;
    }

    /// <summary>Pan that CC10 asks for, -1 to 1.</summary>
    public double Pan(int channel)
    {
        double pan = _channels[channel].Pan;
        if (Manager(channel) is { } manager)
            pan += manager.Pan;
        return Math.Clamp(pan, -1, 1);
    }

    /// <summary>Data entry (CC6 or CC38) for the parameter that the channel has selected.</summary>
    /// <param name="channel">0 to 15.</param>
    /// <param name="data">0 to 127.</param>
    /// <param name="fine">CC38 rather than CC6.</param>
    public void DataEntry(int channel, int data, bool fine)
    {
        MidiChannel state = _channels[channel];
        if (state.RpnHigh != 0)
            return;
        if (state.RpnLow == 0)
            SetBendRange(channel, data, fine);
        else if (state.RpnLow == 6 && !fine && _settings.MidiDialect == MidiDialect.Mpe)
            SetZone(channel, data);
    }

    private void SetBendRange(int channel, int data, bool fine)
    {
        bool member = IsMember(channel);
        double old = member ? MemberBendRange(channel) : Range(_channels[channel]);
        // CC6 gives semitones, CC38 cents
        double range = fine ? Math.Floor(old) + (Math.Min(data, 99) / 100.0) : data;
        if (member && ManagerOf(channel) == LowerManager)
            _lowerBendRange = Math.Min(range, 96);
        else if (member)
            _upperBendRange = Math.Min(range, 96);
        else
            _channels[channel].BendRange = Math.Min(range, 24);
    }

    // MPE configuration message: how many member channels a manager's zone has; its ranges return to their defaults. The zone
    // that was set last takes the channels that it wants from the other (MPE 1.1, 2.2.3)
    private void SetZone(int manager, int members)
    {
        members = Math.Min(members, MaxMembers);
        if (manager == LowerManager)
        {
            _lowerMembers = members;
            _lowerBendRange = MpeMemberBendRange;
            _upperMembers = Math.Min(_upperMembers, Math.Max(0, MaxMembers - 1 - members));
        }
        else if (manager == UpperManager)
        {
            _upperMembers = members;
            _upperBendRange = MpeMemberBendRange;
            if (members > 0)
                _lowerMembers = Math.Min(_lowerMembers, Math.Max(0, MaxMembers - 1 - members));
        }
        else
        {
            return;
        }

        _channels[manager].BendRange = double.NaN;
    }

    // the manager channel of a member's zone, or -1
    private int ManagerOf(int channel)
    {
        if (_settings.MidiDialect != MidiDialect.Mpe)
            return -1;
        if (channel > LowerManager && channel <= LowerManager + _lowerMembers)
            return LowerManager;
        return channel < UpperManager && channel >= UpperManager - _upperMembers ? UpperManager : -1;
    }

    private MidiChannel? Manager(int channel) => ManagerOf(channel) is >= 0 and int manager ? _channels[manager] : null;

    private double MemberBendRange(int channel) => ManagerOf(channel) == LowerManager ? _lowerBendRange : _upperBendRange;

    private double Range(MidiChannel channel) => double.IsNaN(channel.BendRange) ? _settings.BendRange : channel.BendRange;
}
