using System.Globalization;
using System.Text.Json;

namespace LakhNes.Hosts.Tests.Ardour;

/// <summary>The built VST3 on a track of a real DAW.</summary>
public class ArdourTests
{
    private const double Seconds = 10;

    [SkippableFact]
    public void ASessionPlaysComesBackAndExportsTheSameTwice()
    {
        JsonElement info = HostProgram.Json("vst3-host", "info", Built.Vst3);
        using var session = new ArdourSession(Built.Vst3);

        // the first voice mode is Channels
        Dictionary<string, double> created = session.Create(
            info.Text("uid"),
            Built.DemoSong,
            Seconds,
            "Voice Mode=0",
            "Output Gain=-3.5"
        );
        Assert.Equal((0, -3.5), (created["Voice Mode"], Math.Round(created["Output Gain"], 4)));
        (Dictionary<string, double> reloaded, int notes) = session.Reload();

        Assert.InRange(notes, 50, 10_000);
        Assert.Equal(created.Keys.Order(), reloaded.Keys.Order());
        Assert.All(created, parameter => Assert.Equal(parameter.Value, reloaded[parameter.Key], 1e-4));

        Wav first = session.Export(),
            second = session.Export();
        Assert.InRange(first.Frames, Seconds * 48_000, (Seconds + 1) * 48_000);
        for (int at = 1; at < Seconds - 1; at++)
            Assert.True(first.Peak(at, at + 1) > 0.01, $"second {at} is silent");
        Wav.AssertSame(first, second, "the second export");
    }

    /// <summary>The voices' outputs are not added to the main one.</summary>
    [SkippableFact]
    public void ATrackAsArdourMakesItIsAsLoudAsThePlugin()
    {
        JsonElement info = HostProgram.Json("vst3-host", "info", Built.Vst3);
        using var session = new ArdourSession(Built.Vst3) { IsStrict = true };
        session.Create(info.Text("uid"), Built.DemoSong, Seconds, "Voice Mode=0");
        Rendering expected = Rendering.OfMidi(
            "vst3-host",
            Built.DemoSong,
            "--set",
            "Voice Mode=Channels",
            "--seconds",
            $"{Seconds}"
        );
        double decibels = 20 * Math.Log10(session.Export().Peak(0, Seconds) / expected.Audio.Peak(0, Seconds));
        Assert.InRange(decibels, -1, 1);
    }

    /// <summary>A phrase of two seconds on the track; the rest of the session is the generator's.</summary>
    [SkippableFact]
    public void WhatIsComposedIsExportedTheSameTwice()
    {
        JsonElement info = HostProgram.Json("vst3-host", "info", Built.Vst3);
        using var folder = new TestFolder();
        using var session = new ArdourSession(Built.Vst3);
        int[] keys = [60, 64, 67, 72, 67, 64, 62, 60];
        string phrase = MidiPhrase.Write(folder["phrase.mid"], keys);

        Dictionary<string, double> created = session.Create(info.Text("uid"), phrase, Seconds, "Mode=1", "Run=1");
        Assert.Equal((1, 1), (created["Mode"], created["Run"]));
        Wav first = session.Export(),
            second = session.Export();

        for (int at = 4; at < Seconds - 1; at++)
            Assert.True(first.Peak(at, at + 1) > 0.01, $"second {at} is silent");
        Wav.AssertSame(first, second, "the second export");
    }

    /// <summary>In real time a note that comes late is left out; all others are those that an offline host gets.</summary>
    [SkippableFact]
    public void WhatIsComposedIsRecordedOnATrack()
    {
        const int sixteenth = 6_000;
        JsonElement info = HostProgram.Json("vst3-host", "info", Built.Vst3);
        using var folder = new TestFolder();
        using var session = new ArdourSession(Built.Vst3);
        string phrase = MidiPhrase.Write(folder["phrase.mid"], [60, 64, 67, 72, 67, 64, 62, 60]);

        session.Create(info.Text("uid"), phrase, Seconds, "Mode=1", "Run=1", "Quantise=100");
        (double Sample, int Channel, int Key)[] recorded = session.Record(Seconds);
        Rendering.OfMidi(
            "vst3-host",
            phrase,
            "--set",
            "Mode=Continue",
            "--set",
            "Answer Length=Endless",
            "--set",
            "Run=On",
            "--set",
            "Quantise=100",
            "--seconds",
            $"{Seconds + 1}",
            "--events",
            folder["notes.txt"]
        );

        // SAMPLE note-on CHANNEL KEY VELOCITY
        HashSet<(int, int, int)> composed =
        [
            .. File.ReadAllLines(folder["notes.txt"])
                .Select(line => line.Split(' '))
                .Where(fields => fields[1] == "note-on")
                .Select(fields =>
                    Array.ConvertAll([fields[0], fields[2], fields[3]], number => int.Parse(number, CultureInfo.InvariantCulture))
                )
                .Select(note => (note[0] / sixteenth, note[1], note[2])),
        ];
        Assert.All(recorded, note => Assert.InRange(Math.Abs(Math.IEEERemainder(note.Sample, sixteenth)), 0, 13));
        HashSet<(int, int, int)> notes =
        [
            .. recorded.Select(note => ((int)Math.Round(note.Sample / sixteenth), note.Channel, note.Key)),
        ];
        Assert.Subset(composed, notes);
        Assert.InRange(notes.Count, 10, composed.Count);
    }
}
