namespace LakhNes.Instrument.Settings;

/// <summary>
/// The sound of one channel of the chip. Plain values: owned by one thread at a time, copied without allocating.
/// </summary>
public sealed class VoiceSettings
{
    /// <summary>Level in the mix, in decibels, -60 (silent) to +12.</summary>
    public double GainDecibels { get; set; }

    /// <summary>Place in the stereo field, -1 (left) to +1 (right).</summary>
    public double Pan { get; set; }

    /// <summary>The channel is left out of the mix and of its own output.</summary>
    public bool Mute { get; set; }

    /// <summary>Loudest chip volume that a note reaches, 0 to 15 (pulses and noise).</summary>
    public int Volume { get; set; } = 15;

    /// <summary>How velocity scales the volume.</summary>
    public VelocityCurve VelocityCurve { get; set; } = VelocityCurve.Linear;

    /// <summary>Duty 0-3 (12.5, 25, 50, 75 %) of a pulse, mode 0-1 (long, short) of noise; unused elsewhere.</summary>
    public int Timbre { get; set; } = 2;

    /// <summary>Transposition in semitones, -48 to 48.</summary>
    public int Transpose { get; set; }

    /// <summary>Detune in cents, -100 to 100.</summary>
    public double DetuneCents { get; set; }

    /// <summary>Time to glide from one note to the next, in milliseconds, 0 (off) to 2000.</summary>
    public double GlideMilliseconds { get; set; }

    /// <summary>Vibrato depth in cents, 0 to 200, before what wheel and pressure add.</summary>
    public double VibratoDepthCents { get; set; }

    /// <summary>Vibrato rate in hertz, 0.1 to 20.</summary>
    public double VibratoRateHertz { get; set; } = 6;

    /// <summary>Time from note-on to vibrato, in milliseconds, 0 to 2000.</summary>
    public double VibratoDelayMilliseconds { get; set; }

    /// <summary>The chip's own decay envelope shapes the volume instead of a constant one (pulses and noise).</summary>
    public bool HardwareEnvelope { get; set; }

    /// <summary>Period of the hardware envelope, 0 (fast) to 15.</summary>
    public int EnvelopePeriod { get; set; } = 4;

    /// <summary>The hardware envelope starts again at 15 when it reaches 0.</summary>
    public bool EnvelopeLoop { get; set; }

    /// <summary>The hardware sweep unit bends the pitch (pulses).</summary>
    public bool Sweep { get; set; }

    /// <summary>Period of the sweep in half frames less one, 0 to 7.</summary>
    public int SweepPeriod { get; set; } = 1;

    /// <summary>The sweep subtracts from the period: the pitch rises.</summary>
    public bool SweepUp { get; set; }

    /// <summary>Shift of the sweep, 0 to 7: smaller bends faster.</summary>
    public int SweepShift { get; set; } = 3;

    /// <summary>What the step sequences advance by.</summary>
    public StepClock StepClock { get; set; }

    /// <summary>Volume sequence: 0 to 15, multiplied with the note's volume.</summary>
    public StepSequence VolumeSteps { get; } = new();

    /// <summary>Duty or noise mode sequence: 0 to 3 (pulses), 0 to 1 (noise).</summary>
    public StepSequence TimbreSteps { get; } = new();

    /// <summary>Pitch sequence: -127 to 127 timer periods added to the note's period, not accumulated.</summary>
    public StepSequence PitchSteps { get; } = new();

    /// <summary>Arpeggio sequence: -96 to 96 semitones added to the note.</summary>
    public StepSequence ArpeggioSteps { get; } = new();

    /// <summary>Takes over another voice's settings without allocating.</summary>
    public void CopyFrom(VoiceSettings other)
    {
        GainDecibels = other.GainDecibels;
        Pan = other.Pan;
        Mute = other.Mute;
        Volume = other.Volume;
        VelocityCurve = other.VelocityCurve;
        Timbre = other.Timbre;
        Transpose = other.Transpose;
        DetuneCents = other.DetuneCents;
        GlideMilliseconds = other.GlideMilliseconds;
        VibratoDepthCents = other.VibratoDepthCents;
        VibratoRateHertz = other.VibratoRateHertz;
        VibratoDelayMilliseconds = other.VibratoDelayMilliseconds;
        HardwareEnvelope = other.HardwareEnvelope;
        EnvelopePeriod = other.EnvelopePeriod;
        EnvelopeLoop = other.EnvelopeLoop;
        Sweep = other.Sweep;
        SweepPeriod = other.SweepPeriod;
        SweepUp = other.SweepUp;
        SweepShift = other.SweepShift;
        StepClock = other.StepClock;
        VolumeSteps.CopyFrom(other.VolumeSteps);
        TimbreSteps.CopyFrom(other.TimbreSteps);
        PitchSteps.CopyFrom(other.PitchSteps);
        ArpeggioSteps.CopyFrom(other.ArpeggioSteps);
    }
}
