using LakhNes.Engine.Hosting;

namespace LakhNes.Engine.Tests.Generation;

/// <summary>What hosts say beside notes: panic, stop.</summary>
public sealed class HostControlTests
{
    private const int Quarter = SongRig.Rate / 2;
    private const int AllSoundOff = 120;
    private const int AllNotesOff = 123;

    [Theory]
    [InlineData(1, AllSoundOff)]
    [InlineData(2, AllSoundOff)]
    [InlineData(3, AllSoundOff)]
    [InlineData(4, AllSoundOff)]
    [InlineData(1, AllNotesOff)]
    [InlineData(2, AllNotesOff)]
    [InlineData(3, AllNotesOff)]
    [InlineData(4, AllNotesOff)]
    public void APanicEndsWhatIsComposedAtItsSample(int mode, int controller)
    {
        using var rig = new SongRig(
            parameters:
            [
                ("Mode", mode),
                ("Run", 1),
                ("Listen Bars", 1),
                ("Answer Bars", 4),
                ("Recall", 0),
                ("Temperature", 0.95),
                ("Top K", 32),
            ]
        );
        EngineEvent[] phrase = SongRig.Phrase();
        int at = AtASoundingNote(mode, phrase);
        rig.Render(at, phrase, 512);
        Assert.NotEmpty(Sounding(rig));
        rig.Block(64, [new EngineEvent(EngineEventKind.Controller, 7, 0, Index: (uint)controller)]);
        Assert.Empty(Sounding(rig));
        Assert.All(rig.Sent.Where(e => e.Offset >= at), e => Assert.Equal((EngineEventKind.NoteOff, at + 7), (e.Kind, e.Offset)));

        // the answer has ended, and no other begins at once
        rig.Render(at + (Quarter / 8), [], 512);
        Assert.Empty(Sounding(rig));
        if (mode is 1 or 3)
        {
            rig.Render(at + (8 * Quarter), [], 512);
            Assert.DoesNotContain(rig.Onsets, onset => onset > at);
        }
    }

    /// <summary>All-sound-off leaves no release behind; all-notes-off does.</summary>
    [Fact]
    public void APanicCutsTheReleaseOfComposedNotes()
    {
        bool Rings(int controller)
        {
            using var rig = new SongRig(parameters: [("Mode", 4), ("Run", 1)]);
            foreach (Dsp.Apu.ApuVoice voice in Enum.GetValues<Dsp.Apu.ApuVoice>())
            {
                rig.Engine.EditSteps(
                    voice,
                    steps =>
                    {
                        steps.VolumeSteps.Set(
                            [15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15],
                            loop: -1,
                            release: 0
                        );
                    }
                );
            }

            int at = AtASoundingNote(4, []);
            rig.Render(at, [], 512);
            rig.Block(64, [new EngineEvent(EngineEventKind.Controller, 0, 0, Index: (uint)controller)]);
            return Enumerable.Range(0, 5).Any(voice => rig.Engine.ActivityOf((Dsp.Apu.ApuVoice)voice).Key >= 0);
        }

        Assert.False(Rings(AllSoundOff));
        Assert.True(Rings(AllNotesOff));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void AStopEndsWhatComposesByItself(int mode)
    {
        using var rig = new SongRig(parameters: [("Mode", mode), ("Run", 1), ("Listen Bars", 1), ("Answer Bars", 1)]);
        rig.Render(6 * Quarter, [], 512);
        Assert.NotEmpty(rig.Sent);
        rig.Host = _ => new Transport { Tempo = 120 };
        rig.Block(64, []);
        int stopped = (int)rig.Sample;
        rig.Render(stopped + (16 * Quarter), [], 512);
        Assert.DoesNotContain(rig.Sent, e => e.Offset >= stopped);
        Assert.Empty(Sounding(rig));

        // it goes on with the song
        Func<long, Transport> song = SongRig.At(120);
        long start = rig.Sample;
        rig.Host = sample => song(sample - start);
        rig.Render(start + (6 * Quarter), [], 512);
        Assert.Contains(rig.Onsets, onset => onset >= start);
    }

    [Theory]
    [InlineData("Run")]
    [InlineData("Mode")]
    [InlineData("Trigger")]
    public void ItComposesWithoutASongWhereItIsAskedTo(string asked)
    {
        using var rig = new SongRig(parameters: [("Mode", 4), ("Run", 1)]);
        rig.Render(2 * Quarter, [], 512);
        rig.Host = _ => new Transport { Tempo = 120 };
        rig.Block(64, []);
        if (asked != "Trigger")
            rig.Block(64, [SongRig.Set(0, asked, 0)]);
        int at = (int)rig.Sample;
        rig.Render(at + (4 * Quarter), [SongRig.Set(at, asked, asked == "Mode" ? 4 : 1)], 512);
        Assert.Contains(rig.Onsets, onset => onset > at);
    }

    [Fact]
    public void AHostWithoutASongHearsItFromTheStart()
    {
        using var rig = new SongRig(parameters: [("Mode", 4), ("Run", 1)]) { Host = _ => new Transport { Tempo = 120 } };
        rig.Render(4 * Quarter, [], 512);
        Assert.NotEmpty(rig.Sent);
    }

    // a sample in the first answer in the middle of a note that lasts
    private static int AtASoundingNote(int mode, EngineEvent[] phrase)
    {
        using var rig = new SongRig(
            parameters:
            [
                ("Mode", mode),
                ("Run", 1),
                ("Listen Bars", 1),
                ("Answer Bars", 4),
                ("Recall", 0),
                ("Temperature", 0.95),
                ("Top K", 32),
            ]
        );
        rig.Render(20 * Quarter, phrase, 512);
        foreach (EngineEvent on in rig.Sent.Where(e => e.Kind == EngineEventKind.NoteOn))
        {
            int end = rig
                .Sent.First(e => e.Kind == EngineEventKind.NoteOff && e.Channel == on.Channel && e.Offset > on.Offset)
                .Offset;
            int middle = (on.Offset + end) / 2;

            // nothing else begins or ends there
            bool alone = !rig.Sent.Any(e => e.Offset >= middle - 64 && e.Offset < middle + 64);
            if (end - on.Offset > 4000 && middle < 20 * Quarter && alone)
                return middle;
        }

        Assert.Fail("no note lasts");
        return 0;
    }

    // what the engine has begun and not ended
    private static short[] Sounding(SongRig rig)
    {
        var sounding = new Dictionary<short, short>();
        foreach (EngineEvent e in rig.Sent)
        {
            if (e.Kind == EngineEventKind.NoteOn)
                sounding[e.Channel] = e.Key;
            else
                sounding.Remove(e.Channel);
        }

        return [.. sounding.Values];
    }
}
