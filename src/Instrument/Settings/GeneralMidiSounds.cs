using LakhNes.Dsp.Apu;

namespace LakhNes.Instrument.Settings;

/// <summary>
/// The 128 programs of General MIDI (RP-003) as sounds of the console's pulses and triangle. Notes keep their keys. Drums are no
/// program: <see cref="Score.Percussion.DrumMap"/> has them.
/// </summary>
public static class GeneralMidiSounds
{
    /// <summary>How many programs there are.</summary>
    public const int Count = 128;

    private static readonly string[] Names =
    [
        "Acoustic Grand Piano",
        "Bright Acoustic Piano",
        "Electric Grand Piano",
        "Honky-tonk Piano",
        "Electric Piano 1",
        "Electric Piano 2",
        "Harpsichord",
        "Clavinet",
        "Celesta",
        "Glockenspiel",
        "Music Box",
        "Vibraphone",
        "Marimba",
        "Xylophone",
        "Tubular Bells",
        "Dulcimer",
        "Drawbar Organ",
        "Percussive Organ",
        "Rock Organ",
        "Church Organ",
        "Reed Organ",
        "Accordion",
        "Harmonica",
        "Tango Accordion",
        "Acoustic Guitar (nylon)",
        "Acoustic Guitar (steel)",
        "Electric Guitar (jazz)",
        "Electric Guitar (clean)",
        "Electric Guitar (muted)",
        "Overdriven Guitar",
        "Distortion Guitar",
        "Guitar Harmonics",
        "Acoustic Bass",
        "Electric Bass (finger)",
        "Electric Bass (pick)",
        "Fretless Bass",
        "Slap Bass 1",
        "Slap Bass 2",
        "Synth Bass 1",
        "Synth Bass 2",
        "Violin",
        "Viola",
        "Cello",
        "Contrabass",
        "Tremolo Strings",
        "Pizzicato Strings",
        "Orchestral Harp",
        "Timpani",
        "String Ensemble 1",
        "String Ensemble 2",
        "Synth Strings 1",
        "Synth Strings 2",
        "Choir Aahs",
        "Voice Oohs",
        "Synth Voice",
        "Orchestra Hit",
        "Trumpet",
        "Trombone",
        "Tuba",
        "Muted Trumpet",
        "French Horn",
        "Brass Section",
        "Synth Brass 1",
        "Synth Brass 2",
        "Soprano Sax",
        "Alto Sax",
        "Tenor Sax",
        "Baritone Sax",
        "Oboe",
        "English Horn",
        "Bassoon",
        "Clarinet",
        "Piccolo",
        "Flute",
        "Recorder",
        "Pan Flute",
        "Blown Bottle",
        "Shakuhachi",
        "Whistle",
        "Ocarina",
        "Lead 1 (square)",
        "Lead 2 (sawtooth)",
        "Lead 3 (calliope)",
        "Lead 4 (chiff)",
        "Lead 5 (charang)",
        "Lead 6 (voice)",
        "Lead 7 (fifths)",
        "Lead 8 (bass + lead)",
        "Pad 1 (new age)",
        "Pad 2 (warm)",
        "Pad 3 (polysynth)",
        "Pad 4 (choir)",
        "Pad 5 (bowed)",
        "Pad 6 (metallic)",
        "Pad 7 (halo)",
        "Pad 8 (sweep)",
        "FX 1 (rain)",
        "FX 2 (soundtrack)",
        "FX 3 (crystal)",
        "FX 4 (atmosphere)",
        "FX 5 (brightness)",
        "FX 6 (goblins)",
        "FX 7 (echoes)",
        "FX 8 (sci-fi)",
        "Sitar",
        "Banjo",
        "Shamisen",
        "Koto",
        "Kalimba",
        "Bagpipe",
        "Fiddle",
        "Shanai",
        "Tinkle Bell",
        "Agogo",
        "Steel Drums",
        "Woodblock",
        "Taiko Drum",
        "Melodic Tom",
        "Synth Drum",
        "Reverse Cymbal",
        "Guitar Fret Noise",
        "Breath Noise",
        "Seashore",
        "Bird Tweet",
        "Telephone Ring",
        "Helicopter",
        "Applause",
        "Gunshot",
    ];

    // the sounds: duties are 0 for 12.5 %, 1 for 25 %, 2 for 50 %
    private static readonly Sound Piano = new(2, [15, 12, 10, 9, 8, 7, 7, 6, 6, 5, 5, 4, 4, 4, 3, 3, 3, 2, 2, 2, 1], 21);
    private static readonly Sound Bright = new(1, [15, 12, 10, 8, 7, 6, 5, 4, 4, 3, 3, 2, 2, 1], 14);
    private static readonly Sound Bell = new(2, [14, 12, 10, 9, 8, 7, 6, 5, 5, 4, 4, 3, 3, 2, 2, 2, 1, 1, 0], 12);
    private static readonly Sound Mallet = new(2, [15, 11, 8, 6, 4, 3, 2, 1, 0], 7);
    private static readonly Sound Organ = new(2, [12, 11, 11], 0);
    private static readonly Sound Pluck = new(1, [15, 12, 9, 8, 7, 6, 5, 5, 4, 4, 3, 3, 2, 2, 1, 1, 0], 14);
    private static readonly Sound Muted = new(0, [15, 10, 6, 3, 1, 0], 5);
    private static readonly Sound Drive = new(0, [15, 14, 13, 12, 12, 11], 0);
    private static readonly Sound Bass = new(2, [15, 13, 12, 11, 11, 10, 10, 9], 0);
    private static readonly Sound Strings = new(1, [7, 9, 10, 11, 12, 12, 11], 0, vibrato: 6);
    private static readonly Sound Ensemble = new(1, [3, 5, 7, 8, 9, 10, 11, 11, 10], 0, vibrato: 5);
    private static readonly Sound Brass = new(1, [8, 12, 14, 13, 12, 11], 0, vibrato: 5);
    private static readonly Sound Reed = new(0, [10, 13, 12, 11], 0, vibrato: 8);
    private static readonly Sound Pipe = new(2, [6, 9, 10, 10, 9], 0, vibrato: 8);
    private static readonly Sound Square = new(2, [14, 13, 12], 0);
    private static readonly Sound Saw = new(0, [14, 13, 12], 0);
    private static readonly Sound Pad = new(2, [2, 3, 4, 5, 6, 7, 8, 8, 9, 9, 8], 0, vibrato: 5);

    // eight programs a family, in General MIDI's order
    private static readonly Sound[] Map =
    [
        Piano,
        Bright,
        Piano,
        Bright,
        Pluck,
        Pluck,
        Bright,
        Muted,
        Bell,
        Bell,
        Bell,
        Bell,
        Mallet,
        Mallet,
        Bell,
        Pluck,
        Organ,
        Organ,
        Drive,
        Organ,
        Reed,
        Reed,
        Reed,
        Reed,
        Pluck,
        Pluck,
        Pluck,
        Pluck,
        Muted,
        Drive,
        Drive,
        Bell,
        Bass,
        Bass,
        Bass,
        Bass,
        Bass,
        Bass,
        Bass,
        Bass,
        Strings,
        Strings,
        Strings,
        Strings,
        Strings,
        Muted,
        Pluck,
        Mallet,
        Ensemble,
        Ensemble,
        Ensemble,
        Ensemble,
        Pad,
        Pad,
        Pad,
        Bright,
        Brass,
        Brass,
        Brass,
        Reed,
        Brass,
        Brass,
        Brass,
        Brass,
        Reed,
        Reed,
        Reed,
        Reed,
        Reed,
        Reed,
        Reed,
        Pipe,
        Pipe,
        Pipe,
        Pipe,
        Pipe,
        Pipe,
        Pipe,
        Pipe,
        Pipe,
        Square,
        Saw,
        Pipe,
        Bright,
        Drive,
        Pad,
        Square,
        Bass,
        Pad,
        Pad,
        Saw,
        Pad,
        Strings,
        Bell,
        Pad,
        Pad,
        Bell,
        Pad,
        Bell,
        Pluck,
        Bright,
        Pad,
        Pluck,
        Saw,
        Pluck,
        Pluck,
        Pluck,
        Pluck,
        Mallet,
        Reed,
        Strings,
        Reed,
        Bell,
        Mallet,
        Mallet,
        Mallet,
        Mallet,
        Mallet,
        Mallet,
        Muted,
        Muted,
        Pad,
        Pad,
        Bell,
        Bell,
        Muted,
        Pad,
        Mallet,
    ];

    /// <summary>The name of a program.</summary>
    /// <param name="program">0 to 127.</param>
    public static string NameOf(int program) => Names[program];

    /// <summary>The sound of a program on a voice; null where the voice has only its own (noise, samples).</summary>
    /// <param name="program">0 to 127.</param>
    /// <param name="voice">The voice.</param>
    public static VoiceSettings? Of(int program, ApuVoice voice) =>
        voice switch
        {
            ApuVoice.Pulse1 or ApuVoice.Pulse2 => Map[program].Pulse,
            ApuVoice.Triangle => Map[program].Triangle,
            _ => null,
        };

    /// <summary>
    /// A sound: a duty, the levels of its frames and how many frames the triangle, which has no levels, sounds (0: as long as the
    /// key).
    /// </summary>
    private sealed class Sound
    {
        private const double VibratoHertz = 5.5,
            VibratoDelay = 300;

        public Sound(int duty, sbyte[] levels, int triangleFrames, double vibrato = 0)
        {
            Pulse = new VoiceSettings { Timbre = duty };
            Pulse.VolumeSteps.Set(levels);
            Triangle = new VoiceSettings();
            if (triangleFrames > 0)
            {
                var gate = new sbyte[triangleFrames + 1];
                gate.AsSpan(0, triangleFrames).Fill(15);
                Triangle.VolumeSteps.Set(gate);
            }

            foreach (VoiceSettings voice in (VoiceSettings[])[Pulse, Triangle])
            {
                voice.VibratoDepthCents = vibrato;
                voice.VibratoRateHertz = VibratoHertz;
                voice.VibratoDelayMilliseconds = VibratoDelay;
            }
        }

        public VoiceSettings Pulse { get; }

        public VoiceSettings Triangle { get; }
    }
}
