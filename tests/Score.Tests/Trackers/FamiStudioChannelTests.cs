using System.Text;
using LakhNes.Score.Registers;
using LakhNes.Score.Trackers;

namespace LakhNes.Score.Tests.Trackers;

/// <summary>What FamiStudio's player does and FamiTracker's does not, tick by tick.</summary>
public class FamiStudioChannelTests
{
    private const double TickSamples = 44100 / 60.0988;
    private const int Ticks = 24;

    // an attack, a sequence of pitches, and an arpeggio
    private const string Attack = "Envelope Type=\"Volume\" Length=\"3\" Values=\"4,8,15\"",
        Falls = "Envelope Type=\"Pitch\" Length=\"1\" Loop=\"0\" Relative=\"True\" Values=\"2\"",
        Octaves = "Envelope Type=\"Arpeggio\" Length=\"2\" Loop=\"0\" Values=\"0,12\"";

    private static readonly int A3 = ScorePlayer.TimerOf(NesVoice.Pulse1, 69, RegisterLog.NtscClock),
        A4 = ScorePlayer.TimerOf(NesVoice.Pulse1, 81, RegisterLog.NtscClock),
        B3 = ScorePlayer.TimerOf(NesVoice.Pulse1, 71, RegisterLog.NtscClock);

    [Fact]
    public void ANoteWithoutAttackGoesOnInItsSequencesAlsoAfterANoteThatHasEnded()
    {
        int[] levels =
        [
            .. Play([Attack], "Square1", Note(0, "A3", 6), Note(6, "B3", 6, "Attack=\"False\""), Note(12, "A3", 6))
                .Select(tick => tick[0] & 15),
        ];
        Assert.Equal([4, 8, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 4, 8, 15, 15, 15, 15, 0], levels[..19]);
    }

    [Fact]
    public void PitchesAddUpWithArpeggioSlideAndFinePitch()
    {
        int[] periods = Periods([Falls, Octaves], Note(0, "A3", 8, "FinePitch=\"-3\""));
        Assert.Equal(Enumerable.Range(0, 8).Select(tick => (tick % 2 == 0 ? A3 : A4) - 3 + (2 * (tick + 1))), periods[..8]);

        // a slide of eight ticks, in halves of a period, rounded up
        int step = (int)Math.Ceiling(2 * (A3 - B3) / 8.0);
        Assert.Equal(
            Enumerable.Range(1, 8).Select(tick => Math.Max(B3 + (int)Math.Floor(((2 * (A3 - B3)) - (step * tick)) / 2.0), B3)),
            Periods([], Note(0, "A3", 8, "SlideTarget=\"B3\""))[..8]
        );
    }

    [Fact]
    public void AVibratoStandsInPlaceOfTheSequenceOfPitchesUntilItIsTakenOffAndANoteStruck()
    {
        // speed 9: a turn of seven ticks; depth 6: nine periods
        int[] turn = [.. Enumerable.Range(0, 7).Select(i => (int)Math.Round(-Math.Sin(i * 2 * Math.PI / 7) * 9))];
        int[] periods = Periods(
            [Falls],
            Note(0, "A3", 10, "VibratoSpeed=\"9\" VibratoDepth=\"6\""),
            Effects(10, "VibratoSpeed=\"0\" VibratoDepth=\"0\""),
            Note(14, "A3", 4)
        );
        Assert.Equal([.. turn, .. turn[..3]], periods[..10].Select(period => period - A3));
        Assert.Equal([2, 4, 6, 8], periods[14..18].Select(period => period - A3));

        // struck again while it lasts, it begins its turn anew
        periods = Periods([], Note(0, "A3", 5, "VibratoSpeed=\"9\" VibratoDepth=\"6\""), Note(5, "A3", 5));
        Assert.Equal([.. turn[..5], .. turn[..5]], periods[..10].Select(period => period - A3));
    }

    [Fact]
    public void NoiseIsMovedByArpeggioAndSlideAlone()
    {
        int[] noises = Noises([Falls], Note(0, "A3", 6, "VibratoSpeed=\"9\" VibratoDepth=\"6\" FinePitch=\"5\""));
        Assert.Single(noises[..6].Distinct());
        noises = Noises(["Envelope Type=\"Arpeggio\" Length=\"2\" Loop=\"0\" Values=\"0,3\""], Note(0, "A3", 4));
        Assert.Equal([0, 13, 0, 13], noises[..4].Select(noise => (noise - noises[0]) & 15));
        noises = Noises([], Note(0, "C3", 8, "SlideTarget=\"E3\""));
        Assert.Equal(4, (noises[0] - noises[7]) & 15);
        // the same dark noise twenty above: it slides all the way, over the end of the sixteen
        noises = Noises([], Note(0, "C3", 20, "SlideTarget=\"G#4\""));
        Assert.Equal(16, noises[..20].Distinct().Count());
    }

    [Fact]
    public void AVolumeSlidesToItsTargetByTheNextVolume()
    {
        int[] levels =
        [
            .. Play([], "Square1", Note(0, "A3", 16, "Volume=\"15\" VolumeSlideTarget=\"3\""), Effects(12, "Volume=\"9\""))
                .Select(tick => tick[0] & 15),
        ];
        Assert.Equal([14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 9, 9], levels[..14]);
    }

    [Fact]
    public void VolumesAreMultipliedToTheNearest()
    {
        int[] levels =
        [
            .. Play(["Envelope Type=\"Volume\" Length=\"1\" Values=\"8\""], "Square1", Note(0, "A3", 4, "Volume=\"7\""))
                .Select(tick => tick[0] & 15),
        ];
        Assert.Equal(4, levels[0]);
    }

    private static string Note(int time, string value, int duration, string more = "") =>
        $"Note Time=\"{time}\" Value=\"{value}\" Duration=\"{duration}\" Instrument=\"Lead\" {more}";

    private static string Effects(int time, string effects) => $"Note Time=\"{time}\" {effects}";

    private static int[] Periods(string[] envelopes, params string[] notes) =>
        [.. Play(envelopes, "Square1", notes).Select(tick => tick[2] | ((tick[3] & 7) << 8))];

    private static int[] Noises(string[] envelopes, params string[] notes) =>
        [.. Play(envelopes, "Noise", notes).Select(tick => tick[0xE] & 15)];

    // the registers after each tick
    private static byte[][] Play(string[] envelopes, string channel, params string[] notes)
    {
        string text =
            "Project Version=\"4.5.0\" TempoMode=\"FamiStudio\"\nInstrument Name=\"Lead\"\n"
            + string.Join("\n", envelopes)
            + $"\nSong Name=\"S\" Length=\"1\" PatternLength=\"{Ticks}\" BeatLength=\"4\" NoteLength=\"1\" Groove=\"1\"\n"
            + $"Channel Type=\"{channel}\"\nPattern Name=\"P\"\n"
            + string.Join("\n", notes)
            + "\nPatternInstance Time=\"0\" Pattern=\"P\"\n";
        TrackerModule module = TrackerFile.Read(Encoding.UTF8.GetBytes(text), "a.txt");
        Assert.Empty(module.Warnings);
        RegisterLog log = ModulePlayer.Play(module, 0, "a", 60).Registers;
        byte[][] ticks = new byte[Ticks][];
        byte[] registers = new byte[0x18];
        int next = 0;
        for (int tick = 0; tick < Ticks; tick++)
        {
            for (; next < log.Writes.Length && log.Writes[next].Time < (tick + 0.5) * TickSamples; next++)
                registers[log.Writes[next].Address - 0x4000] = log.Writes[next].Value;
            ticks[tick] = [.. registers];
        }

        return ticks;
    }
}
