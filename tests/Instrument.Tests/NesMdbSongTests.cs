using System.Buffers.Binary;
using LakhNes.Dsp.Apu;
using LakhNes.Instrument.Settings;
using LakhNes.Instrument.Tests.Support;
using LakhNes.Score.Midi;
using Xunit.Abstractions;

namespace LakhNes.Instrument.Tests;

/// <summary>
/// NES-MDB's MIDI files, made from a game's register logs, are played in their dialect and set against those logs as libvgm
/// renders them: channel for channel the sound must be the game's.
/// </summary>
public class NesMdbSongTests(ITestOutputHelper output)
{
    private const int SampleRate = 44_100;

    [SkippableTheory]
    [InlineData("202_LawnMower_02_03LevelClear")]
    [InlineData("202_LawnMower_03_04OutofFuel")]
    public void AnNesMdbFileSoundsLikeItsGame(string song)
    {
        string folder = SharedFolder();
        MidiFile midi = MidiFile.Read(Path.Combine(folder, "score", song + ".mid"));
        // the noise channel's hits start anywhere in its random sequence, so its limit is wider
        (string, int, double)[] parts = [("", -1, 1.0), (".p1", 0, 0.5), (".p2", 1, 0.5), (".tr", 2, 1.2), (".no", 9, 2.6)];
        foreach ((string suffix, int channel, double limit) in parts)
        {
            double[] reference = ReadWave(Path.Combine(folder, "apu", song + suffix + ".wav"));
            double[] played = Render(midi, channel, reference.Length);
            double distance = ThirdOctaves.Distance(
                new ThirdOctaves(reference, SampleRate),
                new ThirdOctaves(played, SampleRate)
            );
            output.WriteLine($"{song}{suffix}: {distance:F2} dB");
            Assert.InRange(distance, 0, limit);
        }
    }

    private static double[] Render(MidiFile midi, int channel, int length)
    {
        var chip = new ApuChip();
        var renderer = new ApuRenderer(chip) { Filter = ConsoleFilter.Off };
        renderer.Configure(SampleRate, length);
        var instrument = new ChipInstrument(
            chip,
            new InstrumentSettings { VoiceMode = VoiceMode.Channels, MidiDialect = MidiDialect.NesMdb }
        );
        instrument.Reset(ApuRegion.Ntsc, chip.Timing.CpuClock, 0);
        double secondsPerTick = midi.TempoMap().SecondsOfTick(1);
        foreach (MidiEvent e in midi.Tracks.SelectMany(track => track.Events).Where(e => e.IsChannelMessage).OrderBy(e => e.Tick))
        {
            if (channel >= 0 && e.Channel != channel)
                continue;
            long cycle = (long)(e.Tick * secondsPerTick * chip.Timing.CpuClock);
            if (e.IsNoteOn)
                instrument.NoteOn(cycle, e.Channel, e.Data1, e.Data2 / 127.0, -1);
            else if (e.IsNoteOff)
                instrument.NoteOff(cycle, e.Channel, e.Data1, -1);
            else if (e.Kind == MidiEventKind.Controller)
                instrument.Controller(cycle, e.Channel, e.Data1, e.Data2 / 127.0);
        }

        var left = new double[length];
        renderer.Render(length);
        renderer.ReadMain(left, new double[length]);
        return left;
    }

    private static double[] ReadWave(string path)
    {
        ReadOnlySpan<byte> bytes = File.ReadAllBytes(path);
        int at = 12;
        while (!bytes.Slice(at, 4).SequenceEqual("data"u8))
            at += 8 + BinaryPrimitives.ReadInt32LittleEndian(bytes[(at + 4)..]);
        var samples = new double[BinaryPrimitives.ReadInt32LittleEndian(bytes[(at + 4)..]) / 2];
        for (int i = 0; i < samples.Length; i++)
            samples[i] = BinaryPrimitives.ReadInt16LittleEndian(bytes[(at + 8 + (2 * i))..]) / 32768.0;
        double mean = samples.Average();
        return [.. samples.Select(sample => sample - mean)];
    }

    private static string SharedFolder()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string here = Path.Combine(folder.FullName, "shared", "fixtures");
            if (Directory.Exists(here))
                return here;
        }

        string? set = Environment.GetEnvironmentVariable("LAKHNES_SHARED");
        Skip.If(set is null, "no shared/fixtures above the repository and LAKHNES_SHARED is not set");
        return Path.Combine(set!, "fixtures");
    }
}
