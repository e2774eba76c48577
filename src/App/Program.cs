using System.CommandLine;
using LakhNes.App.Alsa;
using LakhNes.App.Playing;
using LakhNes.App.Window;
using LakhNes.Plugin.Core;
using LakhNes.Score;
using LakhNes.Score.Midi;

var device = new Option<string>("--device") { Description = "ALSA's name of the output.", DefaultValueFactory = _ => "default" };
var rate = new Option<int>("--rate") { Description = "Samples a second.", DefaultValueFactory = _ => 48_000 };
var block = new Option<int>("--block") { Description = "Samples rendered at once, 16 to 8192.", DefaultValueFactory = _ => 128 };
var latency = new Option<int>("--latency") { Description = "Milliseconds the output buffers.", DefaultValueFactory = _ => 20 };
var song = new Option<string?>("--play") { Description = "A MIDI file that is played from the start.", HelpName = "SONG.mid" };
var seconds = new Option<double?>("--seconds") { Description = "Ends after this much sound." };
var noWindow = new Option<bool>("--no-window") { Description = "Plays without a window; MIDI devices play it." };
var root = new RootCommand("LakhNES without a host: its window, MIDI devices and the computer's keys (Z is C3, Q is C4).")
{
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
        return 1;
    }
});
ParseResult given = root.Parse(args);
int status = given.Invoke();
return given.Errors.Count > 0 ? 2 : status;

void Start(ParseResult parsed)
{
    int sampleRate = parsed.GetValue(rate);
    string? path = parsed.GetValue(song);
    SongEvents? events = path is null ? null : SongEvents.Of(MidiFile.Read(path), sampleRate);
    using var player = new Player(InstalledModel.Source, sampleRate, parsed.GetValue(block), parsed.GetValue(seconds));
    if (events is not null)
        player.Play(events);
    using AppWindow? window = parsed.GetValue(noWindow) ? null : AppWindow.Open(player);
    using AlsaOutput output = AlsaOutput.Open(parsed.GetValue(device)!, player, parsed.GetValue(latency));
    using AlsaMidi? midi = AlsaMidi.TryOpen(player, out string error);
    if (midi is null)
        Console.Error.WriteLine($"lakhnes-app: no MIDI devices: {error}");
    if (window is not null)
        window.Run(() => output.IsOver);
    else
        output.WaitForEnd();
    if (output.Failure is { } failure)
        throw new AppException($"the output failed: {failure}");
}

static void Within(System.CommandLine.Parsing.OptionResult result, Option<int> option, int least, int most)
{
    if (result.GetValueOrDefault<int>() is var value && (value < least || value > most))
        result.AddError($"{option.Name} goes from {least} to {most}.");
}
