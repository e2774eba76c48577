using System.Formats.Tar;
using System.IO.Compression;
using LakhNes.Cli.Audio;
using LakhNes.Conversion;
using LakhNes.Conversion.Audio;
using LakhNes.Conversion.Formats;
using LakhNes.Dsp.Apu.Tests.Support;
using LakhNes.Engine;
using LakhNes.Instrument.Presets;
using LakhNes.Instrument.Settings;
using LakhNes.Score;
using LakhNes.Score.Beats;
using LakhNes.Score.Midi;
using LakhNes.Score.Tests;
using Xunit.Abstractions;

namespace LakhNes.Cli.Tests;

/// <summary>A song's own notes, played by the band that is made of it, against the song.</summary>
public sealed class BandSoundTests(ITestOutputHelper output)
{
    private const int Rate = 44_100;
    private const double Seconds = 40;
    private const double Limit = 2; // dB
    private const int TicksPerQuarter = 24; // a tick is a console frame
    private const int FamousSongs = 7;
    private const int NoiseC2 = 36,
        VolumeController = 11;

    [SkippableFact]
    public void TenSongsAreWithinTwoDecibelsOfThemselves()
    {
        List<Song> songs = [.. Shared.Songs().Select(path => Song.Open(path + ".vgm")), .. NesMdb()];
        Assert.Equal(10, songs.Count);
        List<double> all = [];
        foreach (Song song in songs)
        {
            double difference = Difference(song, song);
            output.WriteLine(FormattableString.Invariant($"{song.Name}: {difference:0.00} dB"));
            all.Add(difference);
        }

        // the measure tells songs apart
        Assert.True(Difference(songs[0], songs[1]) > 2 * Limit);
        Assert.All(all, difference => Assert.InRange(difference, 0, Limit));
    }

    // the notes and the band of one song against the sound of another
    private static double Difference(Song played, Song song)
    {
        SongBars heard = SongBars.Of(played.Score)!;
        InstrumentSettings settings = BandPreset.Of(heard, played.Registers, out _);
        using var engine = new ChipEngine(background: false);
        Assert.True(
            engine.TryLoadPreset(PresetFile.Write("band", nameof(PresetCategory.Keys), settings), out string error),
            error
        );
        List<double> ours = [];
        new SongRenderer(engine, Notes(heard), Rate, Seconds, 0).Render(
            samples =>
            {
                for (int i = 0; i < samples.Length; i += 2)
                    ours.Add(samples[i]);
            },
            new Progress<double>()
        );
        // the song from its first note on, as its bars are
        float[] theirs = new float[(int)(Seconds * Rate)];
        new RegisterLogPlayer(song.Registers, Rate).Read(theirs);
        long first = song.Score.In(TimeUnit.Sample).Events[0].Time;
        return SpectrumDifference.Decibels([.. ours], [.. theirs.Skip((int)first).Select(sample => (double)sample)]);
    }

    private static MidiFile Notes(SongBars song)
    {
        List<MidiTrack> tracks = [new([MidiEvent.Tempo(0, (int)Math.Round(TicksPerQuarter * 1e6 * song.FrameSeconds))], 1)];
        foreach (NesVoice voice in Enum.GetValues<NesVoice>())
        {
            List<MidiEvent> events = [];
            Dictionary<long, int> peaks = NoteFrames.Of(song, voice).ToDictionary(note => note.Start, note => note.Peak);
            foreach (VoiceNote note in song.Notes[(int)voice])
            {
                if (!peaks.TryGetValue(note.Start, out int peak))
                    continue;
                int key = voice == NesVoice.Noise ? NoiseC2 + note.Key - 1 : note.Key;
                events.Add(MidiEvent.Controller(note.Start, (int)voice, VolumeController, (int)Math.Round(peak * 127 / 15.0)));
                events.Add(MidiEvent.NoteOn(note.Start, (int)voice, key, 100));
                events.Add(MidiEvent.NoteOff(note.Start + note.Length, (int)voice, key));
            }

            MidiEvent[] ordered =
            [
                .. events
                    .OrderBy(e => e.Tick)
                    .ThenBy(e =>
                        e.Kind == MidiEventKind.NoteOff ? 0
                        : e.IsNoteOn ? 2
                        : 1
                    ),
            ];
            if (ordered.Length > 0)
                tracks.Add(new MidiTrack(ordered, ordered[^1].Tick));
        }

        return new MidiFile(MidiFileFormat.Simultaneous, MidiDivision.Musical(TicksPerQuarter), tracks);
    }

    // of NES-MDB's validation songs some that are spread over it
    private static IEnumerable<Song> NesMdb()
    {
        using GZipStream gzip = new(File.OpenRead(Shared.Path("data", "nesmdb_midi.tar.gz")), CompressionMode.Decompress);
        using TarReader tar = new(gzip);
        SortedDictionary<string, byte[]> files = new(StringComparer.Ordinal);
        while (tar.GetNextEntry() is { } entry)
        {
            if (!entry.Name.Contains("/valid/", StringComparison.Ordinal) || entry.DataStream is not { } data)
                continue;
            using MemoryStream bytes = new();
            data.CopyTo(bytes);
            files[entry.Name] = bytes.ToArray();
        }

        int count = 0;
        foreach ((string name, byte[] bytes) in files.Where((_, i) => i % 7 == 3))
        {
            Song song = Song.Read(bytes, name, SongFormat.Midi);
            if (song.Seconds < 20 || SongBars.Of(song.Score) is null)
                continue;
            yield return song;
            if (++count == FamousSongs)
                yield break;
        }
    }
}
