using LakhNes.Demo;
using LakhNes.Score.Midi;

namespace LakhNes.Score.Tests;

public class DemoSongTests
{
    private static string DemoFile
    {
        get
        {
            DirectoryInfo? folder = new(AppContext.BaseDirectory);
            while (folder != null && !File.Exists(Path.Combine(folder.FullName, "LakhNes.Plugin.sln")))
                folder = folder.Parent;
            return Path.Combine(folder!.FullName, "demo", "demo.mid");
        }
    }

    [Fact]
    public void TheCommittedFileIsWhatTheSourceBuilds() =>
        Assert.True(
            File.ReadAllBytes(DemoFile).AsSpan().SequenceEqual(DemoSong.Build().ToBytes()),
            "demo/demo.mid is out of date: dotnet run --project demo -- demo/demo.mid"
        );

    [Fact]
    public void ItIsAboutHalfAMinuteOfFourVoices()
    {
        MidiFile song = MidiFile.Read(DemoFile);
        Assert.InRange(song.TempoMap().SecondsOfTick(song.EndTick), 28, 36);
        Assert.Equal([0, 1, 2, 9], song.Tracks.Skip(1).Select(t => t.Events.First(e => e.IsChannelMessage).Channel));
    }

    [Fact]
    public void EveryVoiceIsMonophonicAndEveryNoteEnds()
    {
        foreach (MidiTrack track in DemoSong.Build().Tracks)
        {
            int sounding = -1;
            foreach (MidiEvent e in track.Events.Where(e => e.IsNoteOn || e.IsNoteOff))
            {
                Assert.Equal(e.IsNoteOff ? e.Data1 : -1, sounding);
                sounding = e.IsNoteOn ? e.Data1 : -1;
            }
            Assert.Equal(-1, sounding);
        }
    }
}
