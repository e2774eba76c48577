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

    private readonly InstrumentSettings _settings;
    private readonly MidiChannel[] _channels = new MidiChannel[Channels + 1];
    private double _memberBendRange = MpeMemberBendRange;
    private int _members = MaxMembers;

    public MidiState(InstrumentSettings settings)
    {
        _settings = settings;
        for (int i = 0; i < _channels.Length; i++) _channels[i] = new MidiChannel();
    }

    /// <summary>One channel's controllers.</summary>
    public MidiChannel this[int channel] => _channels[channel];

    /// <summary>As after power-on: all controllers at rest, an MPE zone of 15 member channels.</summary>
    public void Reset()
    {
        foreach (MidiChannel channel in _channels) channel.Reset();
        _memberBendRange = MpeMemberBendRange;
        _members = MaxMembers;
    }

    /// <summary>The channel carries single notes of the MPE lower zone.</summary>
    public bool IsMember(int channel) => _settings.MidiDialect == MidiDialect.Mpe && channel >= 1 && channel <= _members;

    /// <summary>The channel's hits go through the drum map.</summary>
    public bool IsDrums(int channel) =>
        channel == DrumChannel && _settings.MidiDialect != MidiDialect.NesMdb && !IsMember(channel);

    /// <summary>A controller of <paramref name="from"/> is meant for notes of <paramref name="channel"/> too.</summary>
    public bool Reaches(int from, int channel) => from == channel || (from == 0 && IsMember(channel));

    /// <summary>The pedal holds notes of the channel.</summary>
    public bool Sustains(int channel) => _channels[channel].Sustain || (IsMember(channel) && _channels[0].Sustain);

    /// <summary>All pitch bend of a note, in semitones.</summary>
    public double Bend(int channel)
    {
        MidiChannel own = _channels[channel], manager = _channels[0];
        if (IsMember(channel)) return (own.Bend * _memberBendRange) + (manager.Bend * Range(manager));
        return own.Bend * Range(own);
    }

    /// <summary>Vibrato that wheel, pressure and note expression ask for, 0 to 1.</summary>
    public double Vibrato(PlayedNote note)
    {
        MidiChannel own = _channels[note.Channel];
        double sum = own.Modulation + own.Pressure + note.Pressure + note.Vibrato;
        if (IsMember(note.Channel)) sum += _channels[0].Modulation + _channels[0].Pressure;
        return Math.Min(1, sum);
    }

    /// <summary>Part of the voice's volume that velocity, expression and note expression leave, 0 and up.</summary>
    public double Loudness(PlayedNote note, VelocityCurve curve)
    {
        // in NES-MDB's files a velocity is the chip's volume itself, and CC11 has already replaced it
        if (_settings.MidiDialect == MidiDialect.NesMdb) return note.Velocity * note.Volume;

        double velocity = curve switch
        {
            VelocityCurve.Fixed => 1,
            VelocityCurve.Soft => Math.Sqrt(note.Velocity),
            VelocityCurve.Hard => note.Velocity * note.Velocity,
            _ => note.Velocity,
        };
        double expression = _channels[note.Channel].Expression;
        if (IsMember(note.Channel)) expression *= _channels[0].Expression;
        return velocity * expression * note.Volume;
    }

    /// <summary>Duty or noise mode of a note, before it is brought into the voice's range.</summary>
    /// <param name="note">The note.</param>
    /// <param name="own">What the voice's settings and its sequence say.</param>
    public int Timbre(PlayedNote note, int own)
    {
        MidiChannel channel = _channels[note.Channel];
        if (_settings.MidiDialect == MidiDialect.NesMdb && note.Line != NoteLine.Generated) return channel.Timbre;
        if (!IsMember(note.Channel)) return own;
        // the middle of MPE's third dimension leaves the timbre alone, its ends move it by two
        return own + (int)Math.Round((channel.Brightness - 0.5) * 4, MidpointRounding.AwayFromZero);
    }

    /// <summary>Gain that CC7 asks for, 0 to 1: 40 log10(value / 127) decibels.</summary>
    public double Gain(int channel)
    {
        double volume = _channels[channel].Volume;
        if (IsMember(channel)) volume *= _channels[0].Volume;
        return volume * volume;
    }

    /// <summary>Pan that CC10 asks for, -1 to 1.</summary>
    public double Pan(int channel)
    {
        double pan = _channels[channel].Pan;
        if (IsMember(channel)) pan += _channels[0].Pan;
        return Math.Clamp(pan, -1, 1);
    }

    /// <summary>Data entry (CC6 or CC38) for the parameter that the channel has selected.</summary>
    /// <param name="channel">0 to 15.</param>
    /// <param name="data">0 to 127.</param>
    /// <param name="fine">CC38 rather than CC6.</param>
    public void DataEntry(int channel, int data, bool fine)
    {
        MidiChannel state = _channels[channel];
        if (state.RpnHigh != 0) return;
        if (state.RpnLow == 0) SetBendRange(channel, data, fine);
        else if (state.RpnLow == 6 && channel == 0 && !fine && _settings.MidiDialect == MidiDialect.Mpe) SetZone(data);
    }

    private void SetBendRange(int channel, int data, bool fine)
    {
        bool member = IsMember(channel);
        double old = member ? _memberBendRange : Range(_channels[channel]);
        // CC6 gives semitones, CC38 cents
        double range = fine ? Math.Floor(old) + (Math.Min(data, 99) / 100.0) : data;
        if (member) _memberBendRange = Math.Min(range, 96);
        else _channels[channel].BendRange = Math.Min(range, 24);
    }

    // MPE configuration message: how many member channels the zone has; ranges return to their defaults
    private void SetZone(int members)
    {
        _members = Math.Min(members, MaxMembers);
        _memberBendRange = MpeMemberBendRange;
        _channels[0].BendRange = double.NaN;
    }

    private double Range(MidiChannel channel) => double.IsNaN(channel.BendRange) ? _settings.BendRange : channel.BendRange;
}
