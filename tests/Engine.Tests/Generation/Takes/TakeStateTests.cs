using System.Text;
using FsCheck.Xunit;
using LakhNes.Engine.Generation.Takes;
using LakhNes.Engine.Hosting;
using LakhNes.Engine.State;

namespace LakhNes.Engine.Tests.Generation.Takes;

public class TakeStateTests
{
    private const int Quarter = SongRig.Rate / 2;

    private static readonly (string, double)[] On = [("Mode", 1), ("Run", 1), ("Begin", 1), ("Seed", 7)];

    // a state with three takes, the second kept, the last with late notes; made once, since composing takes its time
    private static readonly Lazy<byte[]> Saved = new(() =>
    {
        using SongRig rig = new SongRig(parameters: On).Render(1, [], 1);
        rig.Again(9 * Quarter);
        rig.Turn("Variation", 1);
        rig.Again(9 * Quarter);
        rig.Turn("Keep Take", 1);
        rig.Turn("Mode", 4);
        rig.Again(5 * Quarter);
        Assert.Equal(3, rig.Takes().Length);
        return rig.Engine.SaveState();
    });

    [Fact]
    public void TakesComeBackAsTheyWere()
    {
        using ChipEngine loaded = new();
        Assert.True(loaded.TryLoadState(Saved.Value, out string error), error);
        Assert.Equal([false, true, false], loaded.Takes.Select(take => take.Kept));
        Assert.Equal([0, 1, 1], loaded.Takes.Select(take => take.Settings.Variation));
        Assert.All(
            loaded.Takes,
            take =>
                Assert.True(
                    take
                        is {
                            Open: false,
                            Model: "default",
                            Notes.Length: > 10,
                            Tempos: [{ Tempo: 120, Beats: 4, BeatUnit: 4 }, ..]
                        }
                )
        );
        Assert.Equal(Saved.Value, loaded.SaveState());
    }

    [Fact]
    public void NamesAndFavouritesComeBack()
    {
        using ChipEngine loaded = new(),
            again = new();
        Assert.True(loaded.TryLoadState(Saved.Value, out string error), error);
        Take first = loaded.Takes[0];
        Assert.True(loaded.NameTake(first.Number, "Verse \u00E4 \"one\""));
        Assert.True(loaded.FavourTake(first.Number, true));
        Assert.True(again.TryLoadState(loaded.SaveState(), out error), error);
        Assert.Equal(["Verse \u00E4 \"one\"", "", ""], again.Takes.Select(take => take.Name));
        Assert.Equal([true, false, false], again.Takes.Select(take => take.Favourite));
        Assert.True(again.CanUndoTake is false);
    }

    [Fact]
    public void AKeptTakePlaysTheSameInAnotherInstanceWithoutAModel()
    {
        using SongRig rig = new(parameters: On),
            other = new(model: false);
        EngineEvent[] heard = rig.Again(12 * Quarter);
        rig.Turn("Keep Take", 1);
        Assert.True(other.Engine.TryLoadState(rig.Engine.SaveState(), out string error), error);
        Assert.Equal(heard, other.Again(12 * Quarter));
        Assert.NotEmpty(heard);
    }

    [Fact]
    public void ABounceOfARestoredProjectDropsWhatCameTooLate()
    {
        using SongRig rig = new(parameters: On) { Offline = false };
        rig.WaitForModel();
        EngineEvent[] live = rig.TooFast(14 * Quarter);

        using SongRig other = new();
        Assert.True(other.Engine.TryLoadState(rig.Engine.SaveState(), out string error), error);
        EngineEvent[] bounced = other.Again(14 * Quarter);
        Assert.Equal(Onsets(live), Onsets(bounced));
        Assert.NotEmpty(Onsets(live));
        Assert.Equal(0, other.Engine.LateNotes);
    }

    [Fact]
    public void AStateWithoutTakesHasNoneAndTakesTheOldOnesAway()
    {
        using ChipEngine engine = new();
        Assert.True(engine.TryLoadState(Saved.Value, out _));
        Assert.True(engine.TryLoadState(StateChunk.Wrap("{\"engine\":{}}"u8), out string error), error);
        Assert.Empty(engine.Takes);
        Assert.False(engine.UndoTake());
    }

    [Property(MaxTest = 200)]
    public bool DamageUnderARightChecksumIsRefusedOrHarmless(int at, byte to, bool cut)
    {
        byte[] payload = Saved.Value[20..];
        int takes = Encoding.UTF8.GetString(payload).IndexOf("\"takes\"", StringComparison.Ordinal);
        int place = takes + (int)((uint)at % (uint)(payload.Length - takes));
        if (cut)
            payload = payload[..place];
        else
            payload[place] = to;

        using ChipEngine engine = new();
        Assert.True(engine.TryLoadState(Saved.Value, out _));
        byte[] before = engine.SaveState();
        if (!engine.TryLoadState(StateChunk.Wrap(payload), out string error))
            return error.Length > 0 && before.SequenceEqual(engine.SaveState());
        byte[] again = engine.SaveState();
        Assert.True(engine.Takes.Length <= 48);
        Assert.True(engine.TryLoadState(again, out error), error);
        Assert.Equal(again, engine.SaveState());
        return true;
    }

    [Fact]
    public void WhatATakeDoesNotSayIsAsInAFreshInstance()
    {
        using ChipEngine engine = new();
        Assert.True(
            engine.TryLoadState(StateChunk.Wrap("{\"takes\":{\"count\":1,\"0\":{\"number\":1}}}"u8), out string error),
            error
        );
        Assert.Single(engine.Takes);
        Assert.True(engine.TryLoadState(engine.SaveState(), out error), error);
    }

    [Theory]
    [InlineData("{\"count\":1}")]
    [InlineData("{\"count\":49}")]
    [InlineData("{\"count\":1,\"0\":{\"number\":1,\"tempo\":120,\"notes\":\"AAAA\"}}")]
    [InlineData("{\"count\":1,\"0\":{\"number\":1,\"tempo\":120,\"notes\":\"AAAAAAAA+H8AAA==\"}}")]
    [InlineData("{\"count\":1,\"0\":{\"number\":1,\"tempo\":120,\"promptLength\":3}}")]
    [InlineData("{\"count\":1,\"0\":{\"number\":1,\"tempo\":120,\"segments\":\"AAAAAAAAAAABAAAA\"}}")]
    [InlineData("{\"count\":1,\"0\":{\"number\":1,\"tempo\":0}}")]
    [InlineData("{\"count\":1,\"0\":{\"number\":1,\"tempos\":\"AAAA\"}}")]
    [InlineData("{\"count\":1,\"0\":{\"number\":1,\"tempos\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAABAQ=\"}}")]
    [InlineData("{\"count\":2,\"0\":{\"number\":2,\"tempo\":120},\"1\":{\"number\":2,\"tempo\":120}}")]
    public void NonsenseIsRefused(string takes)
    {
        using ChipEngine engine = new();
        Assert.False(engine.TryLoadState(StateChunk.Wrap(Encoding.UTF8.GetBytes($"{{\"takes\":{takes}}}")), out string error));
        Assert.NotEmpty(error);
    }

    private static IEnumerable<(int Offset, short Channel, short Key)> Onsets(IEnumerable<EngineEvent> sent) =>
        sent.Where(e => e.Kind == EngineEventKind.NoteOn).Select(e => (e.Offset, e.Channel, e.Key));
}
