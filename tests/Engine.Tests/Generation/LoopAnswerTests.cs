using LakhNes.Engine.Generation.Requests;
using LakhNes.Engine.Generation.Takes;
using LakhNes.Engine.Generation.Takes.Export;
using LakhNes.Engine.Settings;
using LakhNes.Generator;
using LakhNes.Generator.Decoding;
using LakhNes.Generator.Evaluation;
using LakhNes.Score;
using LakhNes.Score.Midi;
using LakhNes.Score.Text;
using LakhNes.Score.Tokens;

namespace LakhNes.Engine.Tests.Generation;

/// <summary>Answers that lead back into their beginning, by the model that is shipped.</summary>
public class LoopAnswerTests
{
    private const int Bar = 2 * SongRig.Rate;
    private const int AnswerBars = 2; // of its beginning
    private const int BarSteps = 96;

    [Fact]
    public void TheLastBarsAreThoseAfterWhichTheFirstAreLikeliest()
    {
        double plain = 0,
            closed = 0;
        for (int seed = 0; seed < 6; seed++)
        {
            using SongRig open = Played(loop: false, seed),
                loop = Played(loop: true, seed);
            (Take without, Take with) = (Assert.Single(open.Engine.Takes), Assert.Single(loop.Engine.Takes));
            Assert.Equal((without.Start, without.End, 4), (with.Start, with.End, with.Bars));
            // up to the last two bars nothing is another
            Assert.Equal(Notes(without, 0, 2), Notes(with, 0, 2));
            plain += NatsOfSeam(without);
            closed += NatsOfSeam(with);
        }

        Assert.True(closed < plain, $"{closed} of {plain}");
    }

    [Fact]
    public void ItIsTheSameInAnyBlockSizeAndWhenItsTakeIsStored()
    {
        using SongRig rig = Played(loop: true, 1),
            other = Played(loop: true, 1, 64, 1, 777);
        Assert.Equal(rig.Sent, other.Sent);
        Assert.Equal(0, rig.Engine.GeneratorAllocatedBytes + rig.AllocatedBytes);
        using SongRig again = Made(loop: true, 1);
        Assert.True(again.Engine.TryLoadState(rig.Engine.SaveState(), out string error), error);
        Assert.True(Assert.Single(again.Engine.Takes).Loops);
        again.Render(8 * Bar, SongRig.Phrase(), 512);
        Assert.Equal(rig.Sent, again.Sent);
        Assert.Single(again.Engine.Takes);
    }

    [Fact]
    public void AnAnswerThatIsBrokenOffOrWasNotComposedToDoesNotLoop()
    {
        using SongRig open = Played(loop: false, 1);
        Assert.False(Assert.Single(open.Engine.Takes).Loops);
        using SongRig rig = Made(loop: true, 1);
        rig.Render(5 * Bar, [.. SongRig.Phrase(), .. SongRig.Phrase(4 * Bar)], 512);
        Assert.False(rig.Engine.Takes[0].Loops);
    }

    [Fact]
    public void ItsScoreAndItsMidiFileLoopUnlessWhatWasPlayedStandsBeforeIt()
    {
        using SongRig rig = Played(loop: true, 1);
        Take take = Assert.Single(rig.Engine.Takes);
        NesScore score = TakeScore.Of(take, played: false, out _);
        Assert.True(score.Loops);
        Assert.Equal(8 * 44_100, score.Length);
        Assert.False(TakeScore.Of(take, played: true, out _).Loops);
        Assert.Equal([("loopStart", 0), ("loopEnd", 4 * 4 * 960)], Markers(TakeMidi.Write(take, played: false)));
        Assert.Empty(Markers(TakeMidi.Write(take, played: true)));
        Take two = TakeScore.Join([take, take with { Number = 2, BarLine = take.End }]);
        Assert.False(two.Loops);
    }

    [Fact]
    public void ItsSoundIsARoundThatGoesOnFromItsEnd()
    {
        using SongRig rig = Played(loop: true, 1);
        Take take = Assert.Single(rig.Engine.Takes);
        List<float> loop = [];
        rig.Engine.RenderTake(take, played: false, 48_000, samples => loop.AddRange(samples));
        Assert.Equal(2 * 8 * 48_000, loop.Count);
        // another round of the same sounds the same, but for noise, which goes on in its random sequence
        Assert.True(loop.Max(Math.Abs) > 0.05);
        float[] left = [.. loop.Where((_, i) => i % 2 == 0)];
        double step = Enumerable.Range(1, left.Length - 1).Max(i => Math.Abs(left[i] - left[i - 1]));
        Assert.True(Math.Abs(left[0] - left[^1]) <= step);
        // what sounds at the end rings on at the beginning: the first round begins in silence, this one does not
        List<float> once = [];
        rig.Engine.RenderTake(
            take with
            {
                Settings = take.Settings with { LoopAnswer = false },
            },
            played: false,
            48_000,
            samples => once.AddRange(samples)
        );
        Assert.True(once.Count > loop.Count);
        double first = once.Take(2 * 480).Sum(sample => Math.Abs(sample)),
            second = loop.Take(2 * 480).Sum(sample => Math.Abs(sample));
        Assert.NotEqual(first, second);
    }

    private static SongRig Played(bool loop, int seed, params int[] blocks) =>
        Made(loop, seed).Render(8 * Bar, SongRig.Phrase(), blocks.Length > 0 ? blocks : [512]);

    private static SongRig Made(bool loop, int seed) =>
        new(
            parameters:
            [
                ("Mode", 1),
                ("Run", 1),
                ("Answer Length", (double)AnswerLength.FourBars),
                ("Choose From", 6),
                ("Loop Answer", loop ? 1 : 0),
                ("Seed", seed),
            ]
        );

    private static (string, int)[] Markers(MidiFile file) =>
        [
            .. file.Tracks[0]
                .Events.Where(e => e.Kind == MidiEventKind.Meta && e.Data1 == MidiMeta.Marker)
                .Select(e => (e.Text, (int)e.Tick)),
        ];

    // notes of some bars of the answer
    private static (double, NesVoice, byte)[] Notes(Take take, int bar, int bars) =>
        [
            .. take
                .Notes.Skip(take.PromptLength)
                .Select(note => (note.Position - take.Start - (4 * bar), note.Voice, note.Note))
                .Where(note => note.Item3 > 0 && note.Item1 >= 0 && note.Item1 < 4 * bars),
        ];

    // of the answer's first two bars after the bar line that ends the answer, to the model, which has heard the phrase
    private static double NatsOfSeam(Take take)
    {
        NesScore once = InSteps(take);
        long end = 5 * BarSteps;
        NesEvent[] again =
        [
            .. once
                .Events.Where(e => e.Time >= BarSteps && e.Time < (1 + AnswerBars) * BarSteps)
                .Select(e => e with { Time = e.Time + end - BarSteps }),
        ];
        // what sounds at the end of a round ends there
        IEnumerable<NesEvent> ends = Enum.GetValues<NesVoice>()
            .Where(voice => once.Events.LastOrDefault(e => e.Voice == voice) is { Kind: NesEventKind.NoteOn, Value: > 0 })
            .Where(voice => !again.Any(e => e.Voice == voice && e.Time == end))
            .Select(voice => NesEvent.NoteOff(end, voice));
        NesScore twice = new(
            TimeUnit.Step,
            [.. once.Events, .. ends.Concat(again).OrderBy(e => e.Time).ThenBy(e => e.Voice)],
            end + (AnswerBars * BarSteps),
            [.. Enumerable.Range(0, 5 + AnswerBars).Select(bar => new ScoreBar(bar * BarSteps, Metre.Common, 120))]
        );
        using SharedModel model = SharedModel.Acquire(SongRig.ModelPath);
        TokenVocabulary vocabulary = model.Model.Vocabulary;
        using var decoder = new TransformerXlDecoder(model.Model, new DecoderOptions());
        int[] all = [TokenVocabulary.Start, .. Tokeniser.Encode(twice, vocabulary)],
            known = [TokenVocabulary.Start, .. Tokeniser.Encode(once, vocabulary), vocabulary.IdOf(BarSymbol.Bar)];
        Assert.True(all.AsSpan().StartsWith(known));
        return (Evaluator.Prime(decoder, all) * (all.Length - 1)) - Nats(known);

        double Nats(int[] tokens)
        {
            using var other = new TransformerXlDecoder(model.Model, new DecoderOptions());
            return Evaluator.Prime(other, tokens) * (tokens.Length - 1);
        }
    }

    // the bar of the phrase, then the answer
    private static NesScore InSteps(Take take)
    {
        var events = new SortedDictionary<(long, NesVoice), NesEvent>();
        for (int i = 0; i < take.Notes.Length; i++)
        {
            HeardNote note = take.Notes[i];
            double from = i < take.PromptLength ? 0 : take.Start - 4;
            long time = (long)Math.Round((note.Position - from) * 24);
            // what ends with a bar ends before the next
            if (i < take.PromptLength && note.Note == 0)
                time = Math.Min(time, BarSteps - 1);
            if (time >= 0 && time < 5 * BarSteps)
                events[(time, note.Voice)] =
                    note.Note > 0 ? NesEvent.NoteOn(time, note.Voice, note.Note) : NesEvent.NoteOff(time, note.Voice);
        }

        return new NesScore(
            TimeUnit.Step,
            [.. events.Values],
            5 * BarSteps,
            [.. Enumerable.Range(0, 5).Select(bar => new ScoreBar(bar * BarSteps, Metre.Common, 120))]
        );
    }
}
