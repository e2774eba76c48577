using System.Diagnostics;

namespace LakhNes.Hosts.Tests;

/// <summary>MIDI devices of the program without a host, by ALSA's own library; the kernel need have no sequencer.</summary>
public class MidiDeviceTests
{
    private const byte Key = 60;

    [SkippableFact]
    public void AKeyboardPlaysIt()
    {
        using var folder = new TestFolder();
        var sequencer = new Sequencer(folder);
        using Process app = Start(folder, sequencer.Environment, "100000");
        try
        {
            Wait(() => sequencer.IsTold, "it does not listen");
            // not to the kernel's clock, itself, or what sends nothing
            Assert.Equal([Sequencer.Keys], sequencer.Heard);
            sequencer.NoteOn(Sequencer.Keys, Key);
            Wait(() => AlsaFile.Loudest(folder) > 0.01f, "a key does not play");
            sequencer.Controller14(Sequencer.Keys, 7, 0);
            Wait(() => AlsaFile.Loudest(folder) < 0.01f, "the volume is not heard");
            sequencer.Controller14(Sequencer.Keys, 7, 127);
            Wait(() => AlsaFile.Loudest(folder) > 0.01f, "the volume does not come back");
            sequencer.NoteOff(Sequencer.Keys, Key);
            Wait(() => AlsaFile.Loudest(folder) < 0.01f, "a note does not end with its key");

            sequencer.Appear(Sequencer.Lights);
            sequencer.Appear(Sequencer.Pads);
            Wait(() => sequencer.Heard.Length > 1, "what is plugged in later is not listened to");
            Assert.Equal([Sequencer.Keys, Sequencer.Pads], sequencer.Heard);
            sequencer.NoteOn(Sequencer.Pads, Key);
            Wait(() => AlsaFile.Loudest(folder) > 0.01f, "what was plugged in later does not play");
        }
        finally
        {
            app.Kill();
            app.WaitForExit();
        }
    }

    /// <summary>The range of the wheel is a registered parameter, and ALSA has one event for its four messages.</summary>
    [SkippableFact]
    public void ARegisteredParameterSetsHowFarTheWheelBends()
    {
        const int BendRange = 0;
        const double C4 = 261.63;
        using var folder = new TestFolder();
        var sequencer = new Sequencer(folder);
        using Process app = Start(folder, sequencer.Environment, "100000");
        try
        {
            Wait(() => sequencer.IsTold, "it does not listen");
            sequencer.NoteOn(Sequencer.Keys, Key);
            WaitForFrequency(C4);
            foreach (byte semitones in (byte[])[12, 7])
            {
                sequencer.RegisteredParameter(Sequencer.Keys, BendRange, semitones);
                sequencer.Bend(Sequencer.Keys, 8191);
                WaitForFrequency(C4 * Math.Pow(2, semitones / 12.0));
                sequencer.Bend(Sequencer.Keys, 0);
                WaitForFrequency(C4);
            }
        }
        finally
        {
            app.Kill();
            app.WaitForExit();
        }

        void WaitForFrequency(double hertz) =>
            Eventually.True(
                () => Math.Abs(AlsaFile.Rises(folder) - hertz) < hertz / 100,
                () => $"{AlsaFile.Rises(folder)} Hz and not {hertz:0}"
            );
    }

    [SkippableFact]
    public void WithoutASequencerItSaysSoInALineAndPlays()
    {
        using var folder = new TestFolder();
        var nothing = new Dictionary<string, string>(new Sequencer(folder).Environment)
        {
            ["LAKHNES_SEQUENCER"] = folder["none"],
        };
        using Process app = Start(folder, nothing, "1", "--play", Built.DemoSong);
        string said = app.StandardError.ReadToEnd();
        app.WaitForExit();
        Assert.Equal("lakhnes-app: no MIDI devices: No such file or directory\n", said);
        Assert.Equal(0, app.ExitCode);
        Assert.Contains(AlsaFile.Heard(folder), sample => sample > 0.01f);
    }

    private static Process Start(
        TestFolder folder,
        IReadOnlyDictionary<string, string> environment,
        string seconds,
        params string[] options
    )
    {
        string[] arguments = ["--audio", "alsa", "--no-window", "--seconds", seconds, .. options];
        var start = new ProcessStartInfo(Built.App, arguments) { RedirectStandardError = true };
        foreach ((string name, string value) in AlsaFile.Home(folder).Concat(environment))
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    private static void Wait(Func<bool> done, string otherwise) => Eventually.True(done, () => otherwise);
}
