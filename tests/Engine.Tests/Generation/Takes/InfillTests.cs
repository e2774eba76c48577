using FsCheck.Xunit;
using LakhNes.Engine.Generation;
using LakhNes.Engine.Generation.Requests;
using LakhNes.Engine.Generation.Takes;
using LakhNes.Engine.Hosting;
using LakhNes.Generator;
using LakhNes.Generator.Composition;
using LakhNes.Generator.Decoding;
using LakhNes.Generator.Evaluation;
using LakhNes.Score;
using LakhNes.Score.Text;

namespace LakhNes.Engine.Tests.Generation.Takes;

/// <summary>Chosen bars and voices of a take are composed anew, the rest is kept.</summary>
public sealed class InfillTests : IDisposable
{
    private const int Quarter = SongRig.Rate / 2;
    private const int Bars = 6;

    private static readonly VoiceSet Triangle = default(VoiceSet).With(NesVoice.Triangle);

    // a state with one take of five bars from beat 6 on; made once, since composing takes its time
    private static readonly Lazy<byte[]> Saved = new(() =>
    {
        using SongRig rig = new SongRig(parameters: [("Mode", 1), ("Run", 1), ("Begin", 1), ("Seed", 7)]).Render(1, [], 1);
        rig.Again(Bars * 4 * Quarter);
        Assert.Equal(Bars - 1, Assert.Single(rig.Takes()).Bars);
        return rig.Engine.SaveState();
    });

    private readonly SongRig _rig = new();

    public InfillTests() => Assert.True(_rig.Engine.TryLoadState(Saved.Value, out string error), error);

    private Take Original => _rig.Takes()[0];

    private static HeardNote[] Notes(Take take) => [.. take.Notes];

    public void Dispose() => _rig.Dispose();

    [Fact]
    public void TheBarsOfATakeAreThoseOfTheSong()
    {
        Assert.Equal((6.0, 0.0, 4.0), (Original.Start, Original.BarLine % 4, Original.BarLength));
        Assert.Equal([6, 8, 12, 16, 20, 24], Enumerable.Range(1, Bars).Select(bar => Math.Round(Original.StartOfBar(bar), 3)));
        Take waltz = Original with { BarLine = 3, BarLength = 3, Start = 4, End = 12.001 };
        Assert.Equal(
            (3, 4.0, 6.0, 9.0, 12.001),
            (waltz.Bars, waltz.StartOfBar(1), waltz.StartOfBar(2), waltz.StartOfBar(3), waltz.StartOfBar(4))
        );
    }

    [Theory]
    [InlineData(1, 1, 0b0100)]
    [InlineData(2, 3, 0b0001)]
    [InlineData(5, 5, 0b1010)]
    [InlineData(2, 4, 0b1111)]
    [InlineData(1, 5, 0b0100)]
    [InlineData(1, 5, 0b1111)]
    public void OnlyTheChosenBarsAndVoicesAreComposedAnew(int first, int last, int voices)
    {
        Take before = Original,
            filled = Fill(new TakeInfill(1, first, last, new VoiceSet(voices)));
        Assert.Equal([1, 2], _rig.Takes().Select(take => take.Number));
        Assert.Equal(Notes(before), Notes(Original));
        AssertRestIsKept(before, filled, first, last, new VoiceSet(voices));
        AssertSound(Original, filled);
        Assert.NotEqual(Notes(before), Notes(filled));
        Assert.Contains(
            filled.Notes,
            note =>
                note is { Origin: NoteOrigin.Composed, Note: > 0 }
                && new VoiceSet(voices).Contains(note.Voice)
                && note.Position >= before.StartOfBar(first)
                && note.Position < before.StartOfBar(last + 1)
        );
        Assert.Equal(
            (1, before.Start, before.End, false, false),
            (filled.InfillOf, filled.Start, filled.End, filled.Kept, filled.Open)
        );
    }

    [Fact]
    public void TheSameGivesTheSameAndTheNextVariationAnother()
    {
        var wanted = new TakeInfill(1, 2, 4, Triangle);
        Take one = Fill(wanted),
            again = Fill(wanted),
            other = Fill(wanted, 1);
        Assert.Equal(Notes(one), Notes(again));
        Assert.NotEqual(Notes(one), Notes(other));
        Assert.Equal((0, 1), (one.Settings.Variation, other.Settings.Variation));

        // in another instance, after other infills, with another seed
        using SongRig fresh = new();
        Assert.True(fresh.Engine.TryLoadState(Saved.Value, out _));
        Assert.Equal(Notes(other), Notes(Fill(fresh, wanted, 1)));
        fresh.Set("Seed", 8);
        Assert.NotEqual(Notes(other), Notes(Fill(fresh, wanted, 1)));
    }

    [Fact]
    public void APartInWhichNothingStaysIsChosenFromCandidatesAsAnAnswerIs()
    {
        var whole = new TakeInfill(1, 1, Bars - 1, VoiceSet.All);
        var voice = whole with { Voices = Triangle };
        (Take first, Take one) = (Fill(whole), Fill(voice));
        _rig.Set("Choose From", 8);
        Assert.NotEqual(Notes(first), Notes(Fill(whole)));
        Assert.Equal(Notes(one), Notes(Fill(voice)));
    }

    [Fact]
    public void OfCandidatesTheOneIsKeptAfterWhichWhatFollowsIsLikeliest()
    {
        using SharedModel model = SharedModel.Acquire(SongRig.ModelPath);
        using var composer = new LiveComposer(model.Model, new CaptureHistory());
        int[] counts = [1, 2, 4, 8];
        double[] nats = new double[counts.Length];
        foreach ((int bar, int voices) in new[] { (1, 0b0100), (2, 0b0011), (3, 0b1010) })
        {
            var wanted = new TakeInfill(1, bar, bar, new VoiceSet(voices));
            double least = double.PositiveInfinity;
            for (int i = 0; i < counts.Length; i++)
            {
                _rig.Set("Choose From", counts[i]);
                double after = NatsAfter(composer, Fill(wanted), bar, wanted.Voices);
                Assert.InRange(after, 0, least + 0.01);
                nats[i] += least = after;
            }
        }

        Assert.True(nats[^1] < nats[0] - 1, $"{nats[^1]} nats after the best of 8, {nats[0]} after the first");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    public void HowUnlikelyTheEndOfWhatWasHeardIsDependsOnNothingElse(int tokensAtOnce)
    {
        using SharedModel model = SharedModel.Acquire(SongRig.ModelPath);
        using LiveComposer used = new(model.Model, new CaptureHistory()),
            fresh = new(model.Model, new CaptureHistory());
        NatsAfter(used, Original, 2, VoiceSet.All);
        NatsAfter(used, Fill(new TakeInfill(1, 3, 3, Triangle)), 3, VoiceSet.All);
        double expected = NatsAfter(fresh, Original, 3, VoiceSet.All, 100);
        Assert.True(expected > 1);
        double weighed = NatsAfter(used, Original, 3, VoiceSet.All, tokensAtOnce);
        Assert.Equal(expected, weighed, 0.01);

        // though all of it is known by now
        Assert.Equal(weighed, NatsAfter(used, Original, 3, VoiceSet.All, tokensAtOnce), 1e-6);
    }

    [Fact]
    public void TheEndThatIsWeighedIsTheTwoBarsAfterThePart()
    {
        using SharedModel model = SharedModel.Acquire(SongRig.ModelPath);
        using var composer = new LiveComposer(model.Model, new CaptureHistory());
        double weighed = NatsAfter(composer, Original, 2, VoiceSet.All);
        int[] tokens = composer.AllTokens.ToArray();
        int bar = model.Model.Vocabulary.IdOf(BarSymbol.Bar),
            first = Enumerable.Range(0, tokens.Length).Where(i => tokens[i] == bar).ToArray()[^3];
        Assert.Equal(Nats(tokens) - Nats(tokens[..first]), weighed, 0.01);

        double Nats(int[] told)
        {
            using var decoder = new TransformerXlDecoder(model.Model, new DecoderOptions());
            return Evaluator.Prime(decoder, told) * (told.Length - 1);
        }
    }

    [Fact]
    public void AnInfillCanBeFilledInAgain()
    {
        Take one = Fill(new TakeInfill(1, 2, 2, Triangle)),
            two = Fill(new TakeInfill(one.Number, 4, 4, Triangle));
        AssertRestIsKept(one, two, 4, 4, Triangle);
        Assert.Equal(2, two.InfillOf);
    }

    [Fact]
    public void AsManyInfillsAsCanBeListedLeaveTheTakeThatTheyAreOf()
    {
        for (int variation = 0; variation < 17; variation++)
            Fill(new TakeInfill(1, 5, 5, Triangle), variation);
        Assert.Equal([1, .. Enumerable.Range(4, 15)], _rig.Takes().Select(take => take.Number));
    }

    [Fact]
    public void UndoTakesItBackAndLeavesTheParameters()
    {
        _rig.Set("Variation", 5);
        Fill(new TakeInfill(1, 1, 2, Triangle), 9);
        Assert.True(_rig.Engine.UndoTake());
        Assert.Equal(1, Assert.Single(_rig.Takes()).Number);
        Assert.Equal(5, _rig.Engine.GetParameter(LakhNes.Engine.Parameters.ParameterTable.Find("Variation")!.Index));
    }

    [Fact]
    public void AStateStoresItAndKeptItPlaysInAnyBlockSizeAndLive()
    {
        _rig.Engine.KeepTake(1, true);
        Take filled = Fill(new TakeInfill(1, 2, 4, VoiceSet.All));
        _rig.Engine.KeepTake(filled.Number, true);
        byte[] state = _rig.Engine.SaveState();
        using SongRig loaded = Load(state);
        Assert.Equal(state, loaded.Engine.SaveState());
        Assert.Equal([0, 1], loaded.Takes().Select(take => take.InfillOf));
        Assert.All(loaded.Takes(), take => Assert.Equal((filled.BarLine, 4.0, 5), (take.BarLine, take.BarLength, take.Bars)));
        Assert.Equal(Notes(filled), Notes(loaded.Takes()[1]));

        EngineEvent[] expected = Play(state, offline: true, 480);
        Assert.NotEmpty(expected);
        foreach (int block in new[] { 1, 441, 4096 })
            Assert.Equal(expected, Play(state, offline: true, block));
        Assert.Equal(expected, Play(state, offline: false, 64));
        Assert.Equal(
            filled
                .Notes.Skip(filled.PromptLength)
                .Where(note => note.Note > 0)
                .Select(note => (long)Math.Round(note.Position * Quarter, MidpointRounding.AwayFromZero)),
            expected.Where(e => e.Kind == EngineEventKind.NoteOn).Select(e => (long)e.Offset)
        );
    }

    [Theory]
    [InlineData(2, 1, 1, 1, "there is no take 2")]
    [InlineData(1, 0, 1, 1, "take 1 has bars 1 to 5, not 0 to 1")]
    [InlineData(1, 3, 2, 1, "take 1 has bars 1 to 5, not 3 to 2")]
    [InlineData(1, 2, 6, 1, "take 1 has bars 1 to 5, not 2 to 6")]
    [InlineData(1, 1, 1, 0, "no voice is chosen")]
    public void WhatIsNotThereIsRefused(int number, int first, int last, int voices, string reason)
    {
        Assert.False(
            _rig.Engine.TryInfillTake(new TakeInfill(number, first, last, new VoiceSet(voices)), out _, out string error)
        );
        Assert.Equal(reason, error);
        Assert.Single(_rig.Takes());
    }

    [Fact]
    public void WithoutAModelItSaysSoAndNothingIsLost()
    {
        using SongRig without = Load(Saved.Value);
        var wanted = new TakeInfill(1, 1, 1, Triangle);
        Assert.False(without.Engine.TryInfillTake(in wanted, out _, out string error));
        Assert.Equal("there is no model to compose with", error);

        without.Engine.UseModel(new("missing.onnx"));
        Assert.True(without.Engine.TryInfillTake(in wanted, out InfillTask? task, out error), error);
        Eventually.True(() => task.IsDone);
        Assert.Contains("missing.onnx", task.Error);
        Assert.Equal(Notes(Original), Notes(Assert.Single(without.Takes())));

        // and once there is one it works
        without.Engine.UseModel(new(SongRig.ModelPath));
        Fill(without, wanted);
    }

    [Fact]
    public void AProjectThatIsClosedOrLoadedMeanwhileGetsNoTake()
    {
        Assert.True(
            _rig.Engine.TryInfillTake(new TakeInfill(1, 1, 5, VoiceSet.All), out InfillTask? task, out string error),
            error
        );
        Assert.False(_rig.Engine.TryInfillTake(new TakeInfill(1, 1, 1, Triangle), out _, out error));
        Assert.Equal("another infill is being composed", error);
        Assert.True(_rig.Engine.TryLoadState(Saved.Value, out _));
        Eventually.True(() => task.IsDone);
        Assert.Equal("the takes are another project's now", task.Error);
        Assert.Single(_rig.Takes());

        Assert.True(_rig.Engine.TryInfillTake(new TakeInfill(1, 1, 5, VoiceSet.All), out task, out error), error);
        _rig.Engine.Dispose();
        Assert.Equal((true, "the generator was closed"), (task.IsDone, task.Error));
    }

    [Fact]
    public void ItIsComposedBesideATakeThatIsBeingPlayedAndNeitherIsHarmed()
    {
        using SongRig alone = Load(Saved.Value),
            beside = Load(Saved.Value);
        foreach (SongRig rig in new[] { alone, beside })
        {
            rig.Engine.UseModel(new(SongRig.ModelPath));
            foreach ((string name, double value) in new[] { ("Mode", 4), ("Run", 1) })
                rig.Set(name, value);
            rig.Render(8 * Quarter, [], 480);
        }

        Take filled = Fill(beside, new TakeInfill(1, 2, 4, Triangle));
        foreach (SongRig rig in new[] { alone, beside })
        {
            rig.Render(16 * Quarter, [], 480);
            rig.Block(64, [SongRig.Set(0, "Run", 0)]);
        }

        Assert.Equal(alone.Sent, beside.Sent);
        Take played = Assert.Single(beside.Takes(), take => take.Start == 0 || take.InfillOf == 0 && take.Number > 1);
        Assert.Equal(Notes(alone.Takes()[^1]), Notes(played));
        AssertRestIsKept(Original, filled, 2, 4, Triangle);
    }

    [Property(MaxTest = 12)]
    public void AnyPartOfItLeavesTheRest(byte from, byte length, byte voices, byte variation)
    {
        int first = 1 + (from % 5),
            last = Math.Min(5, first + (length % 5));
        var chosen = new VoiceSet(1 + (voices % 15));
        Take filled = Fill(new TakeInfill(1, first, last, chosen), variation);
        AssertRestIsKept(Original, filled, first, last, chosen);
        AssertSound(Original, filled);
        Assert.True(_rig.Engine.UndoTake());
    }

    // of the two bars after a bar of a take
    private static double NatsAfter(LiveComposer composer, Take take, int bar, VoiceSet voices, int tokensAtOnce = 32)
    {
        var history = new CaptureHistory(4096);
        double from = take.StartOfBar(bar + 1),
            to = Math.Min(from + (2 * take.BarLength), take.End);
        HeardNote[] heard = [.. take.Notes.Where((note, i) => i < take.PromptLength || note.Position < to)];
        foreach (HeardNote note in heard.Where(note => note.Origin != NoteOrigin.Dropped))
            history.Add(in note);
        CompositionRequest request = take.Request;
        (request.Kind, request.CapturedFrom, request.CapturedCount, request.GivenCount) = (RequestKind.Begin, 0, heard.Length, 0);
        (request.Start, request.StartTime, request.End) = (to, to, double.PositiveInfinity);
        request.PromptFrom = double.NegativeInfinity;
        request.Settings.Voices = voices;
        composer.Take(in request, history);
        double? nats = null;
        while (!composer.Weigh(from, tokensAtOnce, ref nats)) { }
        return nats.Value;
    }

    private static SongRig Load(byte[] state)
    {
        var rig = new SongRig(model: false);
        Assert.True(rig.Engine.TryLoadState(state, out string error), error);
        return rig;
    }

    private static EngineEvent[] Play(byte[] state, bool offline, int block)
    {
        using SongRig rig = Load(state);
        rig.Offline = offline;
        rig.Render((Bars * 4 * Quarter) + 100, [], block);
        ContinueTests.AssertPaired(rig.Sent);
        return [.. rig.Sent];
    }

    private Take Fill(TakeInfill wanted, int? variation = null) => Fill(_rig, wanted, variation);

    private static Take Fill(SongRig rig, TakeInfill wanted, int? variation = null)
    {
        Assert.True(rig.Engine.TryInfillTake(in wanted, out InfillTask? task, out string error, variation), error);
        Eventually.True(() => task.IsDone);
        Assert.Equal("", task.Error);
        Assert.Equal(1, task.Progress);
        return Assert.Single(rig.Takes(), take => take.Number == task.Number);
    }

    private static void AssertRestIsKept(Take before, Take after, int first, int last, VoiceSet voices)
    {
        double from = before.StartOfBar(first),
            to = before.StartOfBar(last + 1);
        Assert.Equal(Rest(before), Rest(after));
        Assert.Equal(before.PromptLength, after.PromptLength);

        // other voices with their ends, the chosen ones with the notes that begin outside
        IEnumerable<HeardNote> Rest(Take take) =>
            take.Notes.Where(
                (note, i) =>
                    i < take.PromptLength
                    || !voices.Contains(note.Voice)
                    || (note.Note > 0 && (note.Position < from || note.Position >= to))
            );
    }

    // one note at a time on a voice, each ended: only what the take itself ended needs no end
    private static void AssertSound(Take before, Take take)
    {
        Assert.Equal(
            take.Notes.Skip(take.PromptLength).Select(note => note.Position).Order(),
            take.Notes.Skip(take.PromptLength).Select(note => note.Position)
        );
        foreach (IGrouping<NesVoice, HeardNote> voice in take.Notes.Skip(take.PromptLength).GroupBy(note => note.Voice))
        {
            HeardNote[] notes = [.. voice];
            Assert.True(
                notes[^1].Note == 0 || notes[^1] == before.Notes.Last(note => note.Voice == voice.Key),
                $"{notes[^1]} hangs"
            );
            for (int i = 1; i < notes.Length; i++)
                Assert.True(
                    notes[i].Note == 0
                        ? notes[i - 1].Note > 0 && notes[i].Position > notes[i - 1].Position
                        : notes[i - 1].Note == 0,
                    $"{voice.Key}: {notes[i - 1]}, {notes[i]}"
                );
        }
    }
}
