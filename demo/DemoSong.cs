using LakhNes.Score.Midi;

namespace LakhNes.Demo;

/// <summary>
/// "First Light over the Cartridge": the demo song, written for this project. A minor, 150 quarters a minute, twenty bars:
/// intro 2, A 8, B 4, A' 4, ending 2, which turns to A major.
/// </summary>
/// <remarks>
/// A bar is a text of notes, each <c>name octave : sixteenths</c>, and <c>-</c> a rest. After the length, <c>.</c> makes it
/// short, <c>~</c> holds it to the next note, <c>!</c> accents it, <c>^</c> scoops into it from a semitone below and
/// <c>v</c> lets it fall at its end. Chords are spelled low to high. A drum bar is sixteen letters (see <see cref="Part"/>).
/// </remarks>
public static class DemoSong
{
    private const int Bars = 20, QuartersPerMinute = 150;

    private static readonly string[] Lead =
    [
        // intro: silence, then four notes that fall into the tune
        "-:16",
        "-:12 E5:1 D5:1 C5:1 B4:1",
        // A: a rise of a sixth that is answered, then again a step higher
        "A4:2! B4:2 C5:2 E5:4^ D5:2 C5:2 B4:2",
        "C5:6! A4:2 F4:2 A4:2 C5:4",
        "B4:2! C5:2 D5:2 G5:4^ F5:2 E5:2 D5:2",
        "E5:6! C5:2 G4:2 C5:2 E5:2 D5:2",
        "C5:2! D5:2 E5:2 A5:4^ G5:2 E5:2 D5:2",
        "C5:6! D5:2 E5:2 F5:2 A5:4",
        "G5:3! F5:3 D5:2 E5:3! D5:3 G#4:2",
        "A4:8~ E4:2. A4:2. C5:2. E5:2.",
        // B: long notes over fast chords, then three and three and two
        "A5:6~^ G5:2 F5:4 C5:4",
        "B4:4 D5:4 G5:6~^ F5:2",
        "E5:3! G5:3 B4:2 C5:3! E5:3 A4:2",
        "D5:3! F5:3 A5:2 G#5:4! E5:2. B5:2.",
        // A': the countermelody on top, the tune below it
        "C5:2! D5:2 E5:2 A5:4^ G5:2 E5:2 D5:2",
        "C5:6! D5:2 E5:2 F5:2 A5:4",
        "G5:3! F5:3 D5:2 E5:3! G#5:3 B5:2",
        "C6:6! A5:2 F5:2 A5:2 C6:4",
        // ending: up by steps to the major third
        "B5:3! C6:3 D6:2 B5:3! C6:3 D6:2",
        "E6:6! C#6:2 A5:8~v",
    ];

    // bars 3-6 are an echo of the lead and are made from it
    private static readonly string[] Harmony =
    [
        "A3C4E4A4*16",
        "F3A3C4F4*8 G3B3D4G4*8",
        "", "", "", "",
        "A3C4E4A4*16",
        "F3A3C4F4*16",
        "G3B3D4F4*8 E3G#3B3D4*8",
        "A3C4E4A4*8 A4:2. E4:2. C4:2. A3:2.",
        "F3A3C4E4A4C4/32",
        "G3B3D4F4B4D4/32",
        "E3G3B3E4/16 A3C4E4A4/16",
        "D3F3A3D4/16 E3G#3B3D4/16",
        "A4:2! B4:2 C5:2 E5:4 D5:2 C5:2 B4:2",
        "A4:6! F4:2 A4:2 A4:2 C5:4",
        "D5:3! D5:3 B4:2 B4:3! E5:3 G#5:2",
        "A5:6! F5:2 C5:2 F5:2 A5:4",
        "G5:3! A5:3 B5:2 G5:3! A5:3 B5:2",
        "A4C#5E5A5/32",
    ];

    private static readonly string[] Bass =
    [
        "A2:16~",
        "F2:8~ G2:8~",
        "A2:3 A2:3 A3:2. A2:3 A2:3 E3:2.",
        "F2:3 F2:3 F3:2. F2:3 F2:3 C3:2.",
        "G2:3 G2:3 G3:2. G2:3 G2:3 D3:2.",
        "C3:3 C3:3 G3:2. C3:3 B2:3 G2:2.",
        "A2:2. A3:2. A2:2. A3:2. A2:2. A3:2. E2:2. E3:2.",
        "F2:2. F3:2. F2:2. F3:2. F2:2. F3:2. C3:2. A2:2.",
        "G2:2. G3:2. G2:2. B2:2. E2:2. E3:2. G#2:2. B2:2.",
        "A2:2. A3:2. A2:2. A3:2. A2:2. G2:2. E2:2. E3:2.",
        "F2:6 C3:2 F3:4 C3:4",
        "G2:6 D3:2 G3:4 D3:4",
        "E2:3 E2:3 B2:2 A2:3 A2:3 E3:2",
        "D3:3 D3:3 A2:2 E2:3 E2:3 G#2:2",
        "A2:2. A3:2. A2:2. A3:2. A2:2. A3:2. E2:2. E3:2.",
        "F2:2. F3:2. F2:2. F3:2. F2:2. F3:2. C3:2. A2:2.",
        "G2:2. G3:2. G2:2. B2:2. E2:2. E3:2. G#2:2. B2:2.",
        "F2:2. F3:2. F2:2. F3:2. F2:2. F3:2. A2:2. C3:2.",
        // the triangle as three toms
        "G2:3 G2:3 B2:2 D3:1! B3:1 G3:1 D3:1 B2:1! G3:1 D3:1 G2:1",
        "A2:16~",
    ];

    private static readonly string[] Drums =
    [
        "h...h...h.h.h.hh",
        "k.h.k.h.s.s.ssSS",
        "c.h.s.h.k.k.s.hh",
        "k.h.s.hkh.k.s.o.",
        "k.h.s.h.k.k.s.hh",
        "k.h.s.hkh.k.sss.",
        "c.hks.h.k.hks.hh",
        "k.hks.hkh.k.s.o.",
        "k.hks.h.k.hks.hh",
        "k.h.s.h.s.sstTtt",
        "c...h.h.s...h.hh",
        "k...h.hks...h.o.",
        "k.h.s.h.k.h.s.hh",
        "k.h.s.h.s.sSsSSS",
        "c.hks.h.k.hks.hh",
        "k.hks.hkh.k.s.o.",
        "k.hks.h.k.hks.hh",
        "c.hks.hkk.hks.hh",
        "k.s.k.s.S.s.SsTt",
        "c...........k.k.",
    ];

    private static readonly (int Bar, string Name)[] Markers =
        [(0, "Intro"), (2, "A"), (10, "B"), (14, "A'"), (18, "Ending")];

    /// <summary>The song as a MIDI file: a track for tempo and form, then pulse 1, pulse 2, triangle and noise.</summary>
    public static MidiFile Build()
    {
        List<MidiEvent> form =
        [
            MidiEvent.TextEvent(0, MidiMeta.TrackName, "First Light over the Cartridge"),
            MidiEvent.Tempo(0, 60_000_000 / QuartersPerMinute),
            MidiEvent.TimeSignature(0, 4, 4),
            .. Markers.Select(m => MidiEvent.TextEvent(m.Bar * Part.BarTicks, MidiMeta.Marker, m.Name)),
        ];

        Part pulse1 = new("Pulse 1", channel: 0, volume: 110, pan: 50);
        pulse1.Melody(0, Lead, velocity: 96, vibrato: true);

        Part pulse2 = new("Pulse 2", channel: 1, volume: 84, pan: 78);
        pulse2.Expression(0, 45, 110, 2 * Part.BarTicks); // the intro comes nearer
        pulse2.Melody(0, Harmony[..2], velocity: 80);
        // the echo: three sixteenths behind the lead, softer, cut where the next section starts
        pulse2.Melody(2, Lead[2..6], velocity: 50, delay: 3 * Part.StepTicks);
        pulse2.Expression(6 * Part.BarTicks, 90, 90, 0);
        pulse2.Melody(6, Harmony[6..], velocity: 80);
        pulse2.Expression(10 * Part.BarTicks, 70, 110, 4 * Part.BarTicks);
        pulse2.Expression(19 * Part.BarTicks, 110, 20, Part.BarTicks);

        Part triangle = new("Triangle", channel: 2, volume: 112, pan: 64);
        triangle.Melody(0, Bass, velocity: 100);

        Part noise = new("Noise", channel: 9, volume: 92, pan: 64); // channel 10, so that the file also plays elsewhere
        noise.Rhythm(0, Drums);

        return new MidiFile(MidiFileFormat.Simultaneous, MidiDivision.Musical(Part.QuarterTicks),
        [
            new MidiTrack(form, Bars * Part.BarTicks),
            .. new[] { pulse1, pulse2, triangle, noise }.Select(p => p.ToTrack(Bars * Part.BarTicks)),
        ]);
    }
}
