using System.Text.Json;
using LakhNes.Dsp.Apu;
using LakhNes.Instrument.Settings;

namespace LakhNes.Instrument.Presets;

/// <summary>An instrument's settings as JSON, for presets and for the plugin's state.</summary>
public static class SettingsJson
{
    private static readonly string[] VoiceNames = ["pulse1", "pulse2", "triangle", "noise", "dmc"];

    /// <summary>Writes the settings as one JSON object.</summary>
    /// <param name="writer">Stands where a value is expected.</param>
    /// <param name="settings">What to write.</param>
    public static void Write(Utf8JsonWriter writer, InstrumentSettings settings)
    {
        writer.WriteStartObject();
        Visit(new SettingsWriter(writer), settings);
        writer.WriteEndObject();
    }

    /// <summary>Reads settings. A missing field takes its default, an unknown one is ignored.</summary>
    /// <param name="element">What <see cref="Write"/> wrote.</param>
    /// <param name="settings">Receives the settings; untouched where the result is false.</param>
    /// <param name="error">The first field of a wrong type or outside its range; empty where there is none.</param>
    public static bool TryRead(JsonElement element, InstrumentSettings settings, out string error)
    {
        var read = new InstrumentSettings();
        var reader = new SettingsReader(element);
        try
        {
            Visit(reader, read);
            error = reader.Error;
        }
        catch (InvalidOperationException exception)
        {
            // an escape in some field's name that is no valid UTF-16
            error = exception.Message;
        }

        if (error.Length > 0)
            return false;
        settings.CopyFrom(read);
        return true;
    }

    /// <summary>Goes through an instrument's fields: the one list of their names and ranges.</summary>
    public static void Visit(ISettingsFields fields, InstrumentSettings s)
    {
        s.VoiceMode = fields.Choice("voiceMode", s.VoiceMode);
        s.MidiDialect = fields.Choice("midiDialect", s.MidiDialect);
        s.BendRange = fields.Number("bendRange", s.BendRange, 0, 24);
        s.ModulationCents = fields.Number("modulationCents", s.ModulationCents, 0, 200);
        s.ExactPitch = fields.Flag("exactPitch", s.ExactPitch);
        s.UnisonVoices = fields.Whole("unisonVoices", s.UnisonVoices, 2, 3);
        s.UnisonDetune = fields.Whole("unisonDetune", s.UnisonDetune, 0, 16);
        s.SoloVoice = fields.Choice("soloVoice", s.SoloVoice);
        s.Programs = fields.Choice("programChange", s.Programs);
        s.ArpeggioClock = fields.Choice("arpeggioClock", s.ArpeggioClock);
        s.ArpeggioOrder = fields.Choice("arpeggioOrder", s.ArpeggioOrder);
        s.ArpeggioOctaves = fields.Whole("arpeggioOctaves", s.ArpeggioOctaves, 1, 4);
        ISettingsFields voices = fields.Open("voices");
        for (ApuVoice voice = ApuVoice.Pulse1; voice <= ApuVoice.Dmc; voice++)
        {
            ISettingsFields voiceFields = voices.Open(VoiceNames[(int)voice]);
            Visit(voiceFields, s[voice]);
            voiceFields.Close();
        }

        voices.Close();
        s.Samples = SamplesJson.Visit(fields, s.Samples);
    }

    private static void Visit(ISettingsFields fields, VoiceSettings v)
    {
        v.GainDecibels = fields.Number("gainDecibels", v.GainDecibels, -60, 12);
        v.Pan = fields.Number("pan", v.Pan, -1, 1);
        v.Mute = fields.Flag("mute", v.Mute);
        v.Volume = fields.Whole("volume", v.Volume, 0, 15);
        v.VelocityCurve = fields.Choice("velocityCurve", v.VelocityCurve);
        v.Timbre = fields.Whole("timbre", v.Timbre, 0, 3);
        v.Transpose = fields.Whole("transpose", v.Transpose, -48, 48);
        v.DetuneCents = fields.Number("detuneCents", v.DetuneCents, -100, 100);
        v.GlideMilliseconds = fields.Number("glideMilliseconds", v.GlideMilliseconds, 0, 2000);
        v.VibratoDepthCents = fields.Number("vibratoDepthCents", v.VibratoDepthCents, 0, 200);
        v.VibratoRateHertz = fields.Number("vibratoRateHertz", v.VibratoRateHertz, 0.1, 20);
        v.VibratoDelayMilliseconds = fields.Number("vibratoDelayMilliseconds", v.VibratoDelayMilliseconds, 0, 2000);
        v.HardwareEnvelope = fields.Flag("hardwareEnvelope", v.HardwareEnvelope);
        v.EnvelopePeriod = fields.Whole("envelopePeriod", v.EnvelopePeriod, 0, 15);
        v.EnvelopeLoop = fields.Flag("envelopeLoop", v.EnvelopeLoop);
        v.Sweep = fields.Flag("sweep", v.Sweep);
        v.SweepPeriod = fields.Whole("sweepPeriod", v.SweepPeriod, 0, 7);
        v.SweepUp = fields.Flag("sweepUp", v.SweepUp);
        v.SweepShift = fields.Whole("sweepShift", v.SweepShift, 0, 7);
        v.StepClock = fields.Choice("stepClock", v.StepClock);
        fields.Steps("volumeSteps", v.VolumeSteps, 0, 15);
        fields.Steps("timbreSteps", v.TimbreSteps, 0, 3);
        fields.Steps("pitchSteps", v.PitchSteps, -127, 127);
        fields.Steps("arpeggioSteps", v.ArpeggioSteps, -96, 96);
    }
}
