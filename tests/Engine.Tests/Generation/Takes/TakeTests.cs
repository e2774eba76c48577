using LakhNes.Engine.Generation.Requests;
using LakhNes.Engine.Generation.Takes;
using LakhNes.Engine.Generation.Takes.Export;
using LakhNes.Engine.Hosting;
using LakhNes.Score;

namespace LakhNes.Engine.Tests.Generation.Takes;

public class TakeTests
{
    private const int Quarter = SongRig.Rate / 2;

    private static readonly (string, double)[] On = [("Mode", 1), ("Run", 1), ("Begin", 1), ("Seed", 7)];

    [Fact]
    public void AnAnswerIsATakeOfWhatWasPlayedAndWhatWasComposed()
    {
        using SongRig rig = new SongRig(parameters: On).Render(16 * Quarter, SongRig.Phrase(), 512);
        rig.Block(64, [SongRig.Set(0, "Run", 0)]);
        Take take = Assert.Single(rig.Takes());
        Assert.Equal((7, "default", 120, 0), (take.Settings.Seed, take.Model, take.Tempo, take.Dropped));
        Assert.Equal((false, false, true), (take.Kept, take.Open, take.InSong));
        Assert.Equal(rig.Onsets.First(), take.Start * Quarter);
        Assert.Equal(16.0, take.End, 1e-3);

        HeardNote[] prompt = [.. take.Notes.Take(take.PromptLength).Where(note => note.Note > 0)];
        Assert.Equal([60, 64, 67, 72, 67, 64, 62, 60], prompt.Select(note => (int)note.Note));
        Assert.All(prompt, note => Assert.Equal(NoteOrigin.Played, note.Origin));
        Assert.Equal(Enumerable.Range(0, 8).Select(i => i / 2.0), prompt.Select(note => note.Position));

        HeardNote[] composed = [.. take.Notes.Skip(take.PromptLength).Where(note => note.Note > 0)];
        Assert.All(composed, note => Assert.Equal(NoteOrigin.Composed, note.Origin));
        Assert.Equal(
            rig.Onsets,
            composed.Select(note => (long)Math.Round(note.Position * Quarter, MidpointRounding.AwayFromZero))
        );
    }

    /// <summary>
    /// A new tempo with every block, and from beat 9 on bars of three: files hold each note at the time when it was heard.
    /// </summary>
    [Fact]
    public void ATakeKnowsTheTempoUnderWhichItWasHeard()
    {
        const int block = 480;
        using var rig = new SongRig(parameters: On);
        double position = 0;
        rig.Host = _ => new Transport
        {
            Playing = true,
            HasSongPosition = true,
            Tempo = Tempo(position),
            SongPosition = position,
            Numerator = position < 9 ? 4 : 3,
            Denominator = 4,
            BarStart = position < 9 ? Math.Floor(position / 4) * 4 : Math.Floor(position / 3) * 3,
        };
        EngineEvent[] phrase = SongRig.Phrase();
        while (position < 24)
        {
            rig.Render(rig.Sample + block, phrase, block);
            position += Tempo(position) / 60 * block / SongRig.Rate;
        }

        rig.Block(64, [SongRig.Set(0, "Run", 0)]);
        Take take = Assert.Single(rig.Takes());
        NesScore score = TakeScore.Of(take, played: false, out _);
        double[] heard = [.. rig.Onsets.Select(onset => onset / (double)SongRig.Rate)],
            written = [.. score.Events.Where(e => e.Kind == NesEventKind.NoteOn).Select(e => e.Time / score.Unit.PerSecond)];
        Assert.True(heard.Length > 10);
        Assert.Equal(heard.Length, written.Length);
        for (int i = 1; i < heard.Length; i++)
            Assert.Equal(heard[i] - heard[0], written[i] - written[0], 0.002);
        Assert.InRange(take.Tempos.Length, 50, 256);
        Assert.Equal((3, 9.0), (take.Tempos[^1].Beats, take.Tempos.First(point => point.Beats == 3).BarStart));

        static double Tempo(double position) => position < 4 ? 120 : 120 + (4 * (position - 4));
    }

    [Fact]
    public void TheSameSongAgainIsTheSameTake()
    {
        using SongRig rig = new SongRig(parameters: On).Render(16 * Quarter, SongRig.Phrase(), 512);
        EngineEvent[] first = rig.Again(16 * Quarter);
        Assert.Equal(first, rig.Again(16 * Quarter));
        Assert.NotEmpty(first);
        Assert.Equal(16.0, Assert.Single(rig.Takes()).End, 1e-3);

        // heard for longer it is the same, longer
        EngineEvent[] longer = rig.Again(20 * Quarter);
        Assert.Equal(
            first.Where(e => e.Offset < 16 * Quarter && e.Kind == EngineEventKind.NoteOn),
            longer.Where(e => e.Offset < 16 * Quarter && e.Kind == EngineEventKind.NoteOn)
        );
        Take take = Assert.Single(rig.Takes());
        Assert.Equal((1, 20.0), (take.Number, Math.Round(take.End, 3)));
    }

    [Fact]
    public void AKeptTakePlaysWhateverWouldBeComposedAndEndsWithItsPart()
    {
        using SongRig rig = new SongRig(parameters: On).Render(1, [], 1);
        EngineEvent[] first = rig.Again(16 * Quarter);
        rig.Turn("Keep Take", 1);
        rig.Turn("Seed", 8);
        EngineEvent[] second = rig.Again(16 * Quarter);
        Assert.Equal(first, second);
        Assert.True(Assert.Single(rig.Takes()).Kept);
        ContinueTests.AssertPaired(rig.Sent);

        // without the model too, and after its end there is silence
        rig.Engine.UseModel(null);
        EngineEvent[] longer = rig.Again(20 * Quarter);
        Assert.Equal(first.Where(e => e.Offset < 16 * Quarter - 10), longer.Where(e => e.Offset < 16 * Quarter - 10));
        Assert.DoesNotContain(longer, e => e.Kind == EngineEventKind.NoteOn && e.Offset >= 16 * Quarter);
        ContinueTests.AssertPaired(rig.Sent);

        rig.Engine.UseModel(new(SongRig.ModelPath));
        rig.Engine.KeepTake(1, false);
        Assert.NotEqual(first, rig.Again(16 * Quarter));
        Assert.Equal(2, rig.Takes().Length);
    }

    [Fact]
    public void WhatCameTooLateIsInTheTakeAsDroppedAndABounceDropsItAgain()
    {
        using var rig = new SongRig(parameters: On) { Offline = false };
        rig.WaitForModel();

        EngineEvent[] live = rig.TooFast(16 * Quarter);
        Take take = Assert.Single(rig.Takes());
        Assert.Equal(take.Dropped, take.Notes.Count(note => note.Origin == NoteOrigin.Dropped));
        Assert.Equal(
            live.Count(e => e.Kind == EngineEventKind.NoteOn),
            take.Notes.Skip(take.PromptLength).Count(note => note is { Origin: NoteOrigin.Composed, Note: > 0 })
        );

        rig.Offline = true;
        EngineEvent[] bounced = rig.Again(16 * Quarter);
        Assert.NotEmpty(Onsets(live));
        Assert.Equal(Onsets(live), Onsets(bounced));
    }

    [Fact]
    public void AVariationIsAnotherTakeAndUndoBringsTheOneBeforeBack()
    {
        using SongRig rig = new SongRig(parameters: On).Render(1, [], 1);
        EngineEvent[] first = rig.Again(12 * Quarter);
        rig.Turn("Variation", 1);
        EngineEvent[] second = rig.Again(12 * Quarter);
        Assert.NotEqual(first, second);
        Assert.Equal([0, 1], rig.Takes().Select(take => take.Settings.Variation));

        rig.Turn("Undo Take", 1);
        Assert.Equal(0, Assert.Single(rig.Takes()).Settings.Variation);
        Assert.Equal(first, rig.Again(12 * Quarter));
        rig.Turn("Clear Takes", 1);
        Assert.Empty(rig.Takes());
        Assert.True(rig.Engine.UndoTake());
        Assert.Equal(1, Assert.Single(rig.Takes()).Number);
    }

    [Fact]
    public void LoadingAStateIsNoCueToKeepOrClear()
    {
        using SongRig rig = new SongRig(parameters: On).Render(1, [], 1);
        rig.Again(12 * Quarter);
        rig.Engine.SetParameter(LakhNes.Engine.Parameters.ParameterTable.Find("Clear Takes")!.Index, 1);
        byte[] state = rig.Engine.SaveState();
        rig.Engine.SetParameter(LakhNes.Engine.Parameters.ParameterTable.Find("Clear Takes")!.Index, 0);
        Assert.True(rig.Engine.TryLoadState(state, out string error), error);
        rig.Block(64, []);
        rig.Block(64, []);
        Assert.Single(rig.Takes());
    }

    private static IEnumerable<(int Offset, short Channel, short Key)> Onsets(IEnumerable<EngineEvent> sent) =>
        sent.Where(e => e.Kind == EngineEventKind.NoteOn).Select(e => (e.Offset, e.Channel, e.Key));
}
