using LakhNes.Engine.Generation.Requests;
using LakhNes.Engine.Generation.Takes;
using LakhNes.Engine.Hosting;
using LakhNes.Score;
using LakhNes.Score.Tokens;

namespace LakhNes.Engine.Tests.Generation;

public class ContinueTests
{
    private const int Quarter = SongRig.Rate / 2;

    private static readonly (string, double)[] On = [("Mode", 1), ("Run", 1), ("Begin", 1)];

    [Fact]
    public void AnAnswerBeginsOnABeatWithinFourBeatsOfThePhrasesEnd()
    {
        using var rig = new SongRig(parameters: On);
        rig.Render(20 * Quarter, SongRig.Phrase(), 512);
        Assert.NotEmpty(rig.Sent);
        long end = 4 * Quarter - (Quarter / 20),
            first = rig.Onsets.First();
        Assert.InRange(first, end, end + (4 * Quarter));
        Assert.Equal(0, first % Quarter);
        Assert.Equal(0, rig.Engine.LateNotes);
        Assert.True(rig.Onsets.Count() > 12, $"{rig.Onsets.Count()} notes in eight seconds");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(32)]
    [InlineData(441)]
    [InlineData(4096)]
    public void BlockSizeChangesNothing(int blockSize)
    {
        using SongRig reference = new SongRig(parameters: On).Render(16 * Quarter, SongRig.Phrase(), 64, 1, 777);
        using SongRig other = new SongRig(parameters: On).Render(16 * Quarter, SongRig.Phrase(), blockSize);
        Assert.Equal(reference.Sent, other.Sent);
        Assert.Equal(reference.Heard, other.Heard);
        Assert.NotEmpty(reference.Sent);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4096)]
    public void BlockSizeChangesNothingWhereCandidatesAreChosenFrom(int blockSize)
    {
        (string, double)[] parameters = [("Mode", 1), ("Run", 1), ("Choose From", 4)];
        using SongRig reference = new SongRig(parameters: parameters).Render(16 * Quarter, SongRig.Phrase(), 64, 1, 777);
        using SongRig other = new SongRig(parameters: parameters).Render(16 * Quarter, SongRig.Phrase(), blockSize);
        Assert.Equal(reference.Sent, other.Sent);
        Assert.NotEmpty(reference.Sent);
        Assert.Equal(0, reference.AllocatedBytes + reference.Engine.GeneratorAllocatedBytes);
    }

    [Fact]
    public void AChosenAnswerIsPlayedAgainFromItsTake()
    {
        (string, double)[] parameters = [("Mode", 1), ("Run", 1), ("Choose From", 4)];
        using SongRig first = new SongRig(parameters: parameters).Render(40 * Quarter, SongRig.Phrase(), 512);
        Take take = first.Engine.Takes[^1];
        IMusicText text = TokenVocabulary.Txb;

        // what a take stores is what was composed, without what was only tried
        NesEvent[] told = [.. take.Tokens.Where(token => !text.IsWait(token)).Select(token => text.EventOf(token))];
        for (NesVoice voice = 0; (int)voice < NesVoices.Count; voice++)
        {
            HeardNote[] heard = [.. take.Notes.Skip(take.PromptLength).Where(note => note.Voice == voice && note.Note > 0)];
            IEnumerable<byte> composed = told.Where(e => e.Voice == voice && e.Kind == NesEventKind.NoteOn).Select(e => e.Value);
            Assert.Equal(heard.Select(note => note.Note), composed.Take(heard.Length));
        }

        using var again = new SongRig(parameters: parameters);
        Assert.True(again.Engine.TryLoadState(first.Engine.SaveState(), out string error), error);
        again.Render(40 * Quarter, SongRig.Phrase(), 512);
        Assert.Equal(first.Sent, again.Sent);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 0)]
    [InlineData(4, 0)]
    [InlineData(2, 1)]
    public void AnAnswerEndsWithSoManyBarsAndThenItListensAgain(int bars, int begin)
    {
        (string, double)[] parameters = [("Mode", 1), ("Run", 1), ("Begin", begin), ("Answer Length", double.Log2(bars) + 1)];
        const int bar = 4 * Quarter;
        EngineEvent[] song = [.. SongRig.Phrase(), .. SongRig.Phrase(start: 8 * bar)];
        using SongRig rig = new SongRig(parameters: parameters).Render(16 * bar, song, 512);
        using SongRig other = new SongRig(parameters: parameters).Render(16 * bar, song, 64, 1, 777);
        Assert.Equal(rig.Sent, other.Sent);

        // a phrase of a bar, a beat of silence, then the answer up to a bar line
        long end = (2 + bars) * bar,
            again = (10 + bars) * bar;
        Assert.All(rig.Sent, e => Assert.True(e.Offset <= end || (e.Offset >= 8 * bar && e.Offset <= again)));
        Assert.Contains(rig.Onsets, onset => onset >= end - bar && onset < end);
        Assert.Contains(rig.Onsets, onset => onset >= again - bar);
        AssertPaired(rig.Sent);
    }

    [Fact]
    public void SeedAndVariationChangeTheAnswer()
    {
        using SongRig one = new SongRig(parameters: On).Render(16 * Quarter, SongRig.Phrase(), 512);
        using SongRig two = new SongRig(parameters: [.. On, ("Seed", 1)]).Render(16 * Quarter, SongRig.Phrase(), 512);
        using SongRig three = new SongRig(parameters: [.. On, ("Variation", 1)]).Render(16 * Quarter, SongRig.Phrase(), 512);
        Assert.NotEqual(one.Sent, two.Sent);
        Assert.NotEqual(one.Sent, three.Sent);
    }

    [Fact]
    public void ThePlayerComingInEndsTheAnswerAndEveryNoteOfIt()
    {
        // comes in while a note sounds
        using SongRig whole = new SongRig(parameters: On).Render(16 * Quarter, SongRig.Phrase(), 512);
        EngineEvent on = whole.Sent.First(e => e.Kind == EngineEventKind.NoteOn && e.Offset > 8 * Quarter);
        EngineEvent off = whole.Sent.First(e =>
            e.Kind == EngineEventKind.NoteOff && e.Offset > on.Offset && (e.Channel, e.Key) == (on.Channel, on.Key)
        );
        long again = (on.Offset + off.Offset) / 2;
        using var rig = new SongRig(parameters: On);
        rig.Render(
            (int)again + 2 * Quarter,
            [.. SongRig.Phrase(), new(EngineEventKind.NoteOn, (int)again, 0, 60, Value: 1)],
            512
        );
        Assert.DoesNotContain(rig.Sent, e => e.Offset > again);
        Assert.Contains(rig.Sent, e => e.Offset == again && e.Kind == EngineEventKind.NoteOff);
        AssertPaired(rig.Sent);
    }

    [Theory]
    [InlineData(13.29)]
    [InlineData(14.01)]
    [InlineData(15.98)]
    public void WithoutASongEachPhraseBeginsABarAndEarlierOnesKeepTheirPlaceInTheirs(double second)
    {
        using var rig = new SongRig(parameters: [.. On, ("Begin", 0)]) { Host = _ => default };
        rig.Render(30 * Quarter, [.. SongRig.Phrase(start: 5000), .. SongRig.Phrase(start: (int)(second * Quarter))], 512);
        Take take = rig.Engine.Takes.MaxBy(take => take.Number)!;
        HeardNote[] heard = [.. take.Notes.Take(take.PromptLength).Where(note => note.Note > 0)];
        double[] played = [.. heard.Where(note => note.Origin == NoteOrigin.Played).Select(note => note.Position)];
        Assert.Equal(16, played.Length);
        for (int i = 0; i < 8; i++)
        {
            Assert.Equal(i / 2.0, played[i + 8], 3);
            Assert.Equal(0, Math.IEEERemainder(played[i] - (i / 2.0), 4), 3);
        }

        Assert.True(played[7] < played[8]);
        Assert.NotEqual(16, heard.Length);
        Assert.All(heard, note => Assert.Equal(0, Math.IEEERemainder(note.Position, 0.25), 3));
    }

    [Fact]
    public void RunOffEndsEveryNote()
    {
        using var rig = new SongRig(parameters: On);
        rig.Render(16 * Quarter, [.. SongRig.Phrase(), SongRig.Set(12 * Quarter, "Run", 0)], 512);
        Assert.DoesNotContain(rig.Sent, e => e.Offset > 12 * Quarter);
        AssertPaired(rig.Sent);
    }

    [Theory]
    [InlineData(120, 0)]
    [InlineData(97.3, 0)]
    [InlineData(140, 50)]
    public void AtFullQuantiseEveryOnsetStandsOnTheGridToTheSample(double tempo, double swing)
    {
        using var rig = new SongRig(parameters: [.. On, ("Quantise", 100), ("Swing", swing)]) { Host = SongRig.At(tempo) };
        rig.Render(15 * SongRig.Rate, SongRig.Phrase(tempo: tempo), 512);
        Assert.NotEmpty(rig.Sent);
        double sixteenth = SongRig.Rate * 15 / tempo;
        var lines = Enumerable
            .Range(0, 400)
            .Select(i => (long)Math.Round((i + (i % 2 == 0 ? 0 : swing / 300)) * sixteenth, MidpointRounding.AwayFromZero))
            .ToHashSet();
        Assert.All(rig.Onsets, onset => Assert.Contains(onset, lines));
    }

    /// <summary>What was heard before the host switched the plugin off and on is no part of the prompt.</summary>
    [Fact]
    public void AfterARestartTheSameSongIsAnsweredTheSame()
    {
        const int length = 12 * Quarter;
        using SongRig fresh = new SongRig(parameters: On).Render(length, SongRig.Phrase(), 512);
        using SongRig rig = new SongRig(parameters: On).Render(length, SongRig.Phrase(0, 170, 50, 53, 57, 58), 512);
        rig.Engine.Activate(SongRig.Rate, 4096);
        Func<long, Transport> straight = SongRig.At(120);
        rig.Host = sample => straight(sample - length);
        rig.Sent.Clear();
        rig.Render(2 * length, SongRig.Phrase(length), 512);
        Assert.Equal(fresh.Sent, rig.Sent.Select(e => e with { Offset = e.Offset - length }));
        Assert.NotEmpty(fresh.Sent);
    }

    [Fact]
    public void WithoutAModelTheInstrumentPlaysAsAlways()
    {
        using SongRig without = new SongRig(model: false, parameters: On).Render(8 * Quarter, SongRig.Phrase(), 512);
        using SongRig off = new SongRig(model: false).Render(8 * Quarter, SongRig.Phrase(), 512);
        Assert.Empty(without.Sent);
        Assert.Equal(off.Heard, without.Heard);
        Assert.Equal(LakhNes.Engine.Generation.GeneratorStatus.NoModel, without.Engine.GeneratorStatus);
    }

    [Fact]
    public void AModelThatCannotBeReadIsReportedAndTheInstrumentPlaysAsAlways()
    {
        using var rig = new SongRig(model: false, parameters: On);
        rig.Engine.UseModel(new("/nowhere/model.onnx"));
        rig.Render(12 * Quarter, SongRig.Phrase(), 512);
        Assert.Empty(rig.Sent);
        Assert.Equal(LakhNes.Engine.Generation.GeneratorStatus.Failed, rig.Engine.GeneratorStatus);
        Assert.Contains("/nowhere/model.onnx", rig.Engine.GeneratorError);
        Assert.Contains(rig.Heard, sample => Math.Abs(sample) > 0.01);
    }

    internal static void AssertPaired(IEnumerable<EngineEvent> sent)
    {
        var sounding = new Dictionary<(short, short), int>();
        foreach (EngineEvent e in sent)
        {
            (short, short) key = (e.Channel, e.Key);
            sounding[key] = sounding.GetValueOrDefault(key) + (e.Kind == EngineEventKind.NoteOn ? 1 : -1);
            Assert.InRange(sounding[key], 0, 1);
        }

        Assert.All(sounding.Values, count => Assert.Equal(0, count));
    }
}
