using System.CommandLine;
using System.Runtime.InteropServices;
using LakhNes.App;
using LakhNes.App.Playing;
using LakhNes.App.Window;
using LakhNes.Plugin.Core;
using LakhNes.Score;
using LakhNes.Score.Midi;
using LakhNes.Ui;

var audio = new Option<string>("--audio")
{
    Description = "What plays: on Linux JACK (PipeWire too) where a server runs, ALSA otherwise; on Windows WASAPI.",
    DefaultValueFactory = _ => DesktopSystem.Names[0],
};
audio.AcceptOnlyFromAmong(DesktopSystem.Names);
var device = new Option<string?>("--device")
{
    Description = "The output: ALSA's name of it, a JACK client that has inputs, Windows' identifier.",
};
var rate = new Option<int?>("--rate") { Description = "Samples a second; a JACK server has its own, elsewhere 48000." };
var block = new Option<int>("--block") { Description = "Samples rendered at once, 16 to 8192.", DefaultValueFactory = _ => 128 };
var latency = new Option<int>("--latency")
{
    Description = "Milliseconds the output buffers; a JACK server has its own.",
    DefaultValueFactory = _ => 20,
};
var song = new Option<string?>("--play") { Description = "A MIDI file that is played from the start.", HelpName = "SONG.mid" };
var seconds = new Option<double?>("--seconds") { Description = "Ends after this much sound." };
var noWindow = new Option<bool>("--no-window") { Description = "Plays without a window; MIDI devices play it." };
var root = new RootCommand("LakhNES without a host: its window, MIDI devices and the computer's keys (Z is C3, Q is C4).")
{
    audio,
    device,
    rate,
    block,
    latency,
    song,
    seconds,
    noWindow,
};
block.Validators.Add(result => Within(result, block, 16, 8192));
latency.Validators.Add(result => Within(result, latency, 1, 2000));
root.SetAction(parsed =>
{
    try
    {
        Start(parsed);
        return 0;
    }
    catch (Exception failure) when (failure is AppException or IOException or UnauthorizedAccessException or ScoreFormatException)
    {
        Console.Error.WriteLine($"lakhnes-app: {failure.Message}");
        if (!parsed.GetValue(noWindow))
            DesktopSystem.ShowError(failure.Message);
        return 1;
    }
});
ParseResult given = root.Parse(args);
int status = given.Invoke();
return given.Errors.Count > 0 ? 2 : status;

void Start(ParseResult parsed)
{
    string? path = parsed.GetValue(song);
    MidiFile? file = path is null ? null : MidiFile.Read(path);
    var wanted = new OutputOptions(
        parsed.GetValue(device),
        parsed.GetValue(rate),
        parsed.GetValue(block),
        parsed.GetValue(latency)
    );
    using IAudioOutput output = DesktopSystem.Open(parsed.GetValue(audio)!, wanted);
    using var player = new Player(InstalledModel.Source, output.SampleRate, wanted.BlockFrames, parsed.GetValue(seconds));
    if (file is not null)
        player.Play(SongEvents.Of(file, output.SampleRate));
    using IAppWindow? window = parsed.GetValue(noWindow) ? null : DesktopSystem.OpenWindow(player);
    using IDisposable? midi = DesktopSystem.TryOpenMidi(player, out string error);
    if (midi is null)
        Console.Error.WriteLine($"lakhnes-app: no MIDI devices: {error}");
    // told to end, it leaves a JACK server as a client should
    bool told = false;
    using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, BeTold);
    using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, BeTold);
    try
    {
        output.Start(player);
        if (window is not null)
            window.Run(IsOver);
        while (window is null && !IsOver())
            Thread.Sleep(Editor.FrameMilliseconds);
    }
    finally
    {
        // before what it plays goes
        output.Stop();
    }

    if (output.Failure is { } failure)
        throw new AppException($"the output failed: {failure}");

    bool IsOver() => output.IsOver || Volatile.Read(ref told);

    void BeTold(PosixSignalContext signal)
    {
        signal.Cancel = true;
        Volatile.Write(ref told, true);
    }
}

static void Within(System.CommandLine.Parsing.OptionResult result, Option<int> option, int least, int most)
{
    if (result.GetValueOrDefault<int>() is var value && (value < least || value > most))
        result.AddError($"{option.Name} goes from {least} to {most}.");
}
