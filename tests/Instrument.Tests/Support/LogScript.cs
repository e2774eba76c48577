using System.Globalization;
using System.Text;
using System.Text.Json;
using LakhNes.Dsp.Apu;
using LakhNes.Instrument.Presets;
using LakhNes.Instrument.Settings;

namespace LakhNes.Instrument.Tests.Support;

/// <summary>
/// A golden register log: what is played, then the writes expected, in one text file.
/// <code>
/// What the file shows, in words.
/// settings {"voiceMode": "Channels"}      (the preset files' JSON; optional)
/// region Pal                              (optional)
/// 0      on 1 69 127                      (video frames from the first cycle; channel 1-16, key, MIDI velocity)
/// 2.5    off 1 69 | cc 1 7 100 | bend 1 0.5 | end
/// ---
///     0  4000=BF 4002=FD 4003=08          (CPU cycle; address=value)
/// </code>
/// </summary>
internal sealed class LogScript
{
    private const long Start = 100_000;

    private readonly List<string[]> _events = [];
    private readonly InstrumentSettings _settings = new();
    private ApuRegion _region = ApuRegion.Ntsc;

    public LogScript(string text)
    {
        string[] parts = text.ReplaceLineEndings("\n").Split("---\n");
        Assert.Equal(2, parts.Length);
        Expected = string.Join('\n', parts[1].Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Words));
        foreach (string line in parts[0].Split('\n', StringSplitOptions.RemoveEmptyEntries))
            Read(line);
    }

    public string Expected { get; }

    /// <summary>Plays the script and gives the log in the form of <see cref="Expected"/>.</summary>
    public string Play()
    {
        var log = new RegisterLog();
        var instrument = new ChipInstrument(log, _settings);
        ApuTiming timing = ApuTiming.Of(_region);
        instrument.Reset(_region, timing.CpuClock, 0);
        instrument.RunTo(Start);
        // what Reset writes has a test of its own
        log.Clear();
        foreach (string[] words in _events)
        {
            long cycle = Start + (long)Math.Ceiling(Number(words[0]) * timing.CyclesPerFrame);
            int Int(int index) => (int)Number(words[index]);
            switch (words[1])
            {
                case "on":
                    instrument.NoteOn(cycle, Int(2) - 1, Int(3), Number(words[4]) / 127, -1);
                    break;
                case "off":
                    instrument.NoteOff(cycle, Int(2) - 1, Int(3), -1);
                    break;
                case "cc":
                    instrument.Controller(cycle, Int(2) - 1, Int(3), Number(words[4]) / 127);
                    break;
                case "bend":
                    instrument.PitchBend(cycle, Int(2) - 1, Number(words[3]));
                    break;
                case "pressure":
                    instrument.ChannelPressure(cycle, Int(2) - 1, Number(words[3]));
                    break;
                case "tempo":
                    instrument.SetTempo(Number(words[2]));
                    break;
                case "end":
                    instrument.RunTo(cycle);
                    break;
                default:
                    throw new FormatException($"no such event: {words[1]}");
            }
        }

        var text = new StringBuilder();
        foreach (var group in log.Writes.GroupBy(write => write.Cycle))
            text.Append(CultureInfo.InvariantCulture, $"{group.Key - Start} ")
                .AppendJoin(' ', group.Select(w => $"{w.Address:X4}={w.Value:X2}"))
                .Append('\n');
        return text.ToString().TrimEnd();
    }

    private static string Words(string line) => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private void Read(string line)
    {
        if (line.StartsWith("settings ", StringComparison.Ordinal))
        {
            using JsonDocument json = JsonDocument.Parse(line["settings ".Length..]);
            Assert.True(SettingsJson.TryRead(json.RootElement, _settings, out string error), error);
        }
        else if (line.StartsWith("region ", StringComparison.Ordinal))
        {
            _region = Enum.Parse<ApuRegion>(line["region ".Length..]);
        }
        else if (char.IsAsciiDigit(line[0]))
        {
            string[] time = line.Split(' ', 2, StringSplitOptions.RemoveEmptyEntries);
            foreach (string single in time[1].Split('|'))
                _events.Add([time[0], .. single.Split(' ', StringSplitOptions.RemoveEmptyEntries)]);
        }
    }
}
