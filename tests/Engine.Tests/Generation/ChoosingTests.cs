using LakhNes.Engine.Generation;
using LakhNes.Engine.Generation.Requests;
using LakhNes.Engine.Generation.Takes;
using LakhNes.Engine.Settings;
using LakhNes.Generator;
using LakhNes.Generator.Composition;
using LakhNes.Score;
using LakhNes.Score.Judging;
using LakhNes.Score.Tokens;

namespace LakhNes.Engine.Tests.Generation;

/// <summary>The next bars are composed several times, and the best of them are played. The model's weights are random.</summary>
public sealed class ChoosingTests : IDisposable
{
    private const double Start = 8;

    private readonly List<string> _files = [];

    public static TheoryData<string> Texts => ["TXB", "TXF"];

    public void Dispose() => _files.ForEach(File.Delete);

    [Theory]
    [MemberData(nameof(Texts))]
    public void TheSameIsChosenAgainHoweverItIsAskedFor(string text)
    {
        using SharedModel model = Model(text);
        int[] once = Compose(model, 4, 1500),
            again = Compose(model, 4, 1500);
        Assert.Equal(once, again);
        Assert.NotEqual(once, Compose(model, 1, 1500));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void WithOneCandidateNothingIsTried(string text)
    {
        using SharedModel model = Model(text);
        using LiveComposer composer = Begin(model, Request(1));
        for (int i = 0; i < 500; i++)
            Assert.True(composer.Step());
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void WhatWasComposedSoFarByATakeThatWasStoppedIsComposedAgain(string text)
    {
        using SharedModel model = Model(text);
        int[] all = Compose(model, 3, 700);
        for (int known = 1; known < all.Length; known += 37)
        {
            var book = new TakeBook(_ => { });
            CompositionRequest request = Request(3);
            book.Open(in request, "model", []);
            book.BeginSegment(request.Epoch, Start, KeyOf(model), []);
            for (int i = 0; i < known; i++)
                book.AddToken(request.Epoch, all[i]);
            book.Apply(new TakeEvent(TakeEventKind.Note, new HeardNote(Start, NesVoice.Pulse1, 60, NoteOrigin.Composed)));
            book.Apply(new TakeEvent(TakeEventKind.End, new HeardNote(Start + 1, default, 0)));
            book.Open(in request, "model", []);
            using LiveComposer composer = Begin(model, request);
            composer.Replay(book, request.Epoch, 1);
            Assert.True(composer.IsReplaying);
            Assert.Equal(all, Tokens(composer, all.Length));
        }
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void AllCandidatesGoOnAtOnce(string text)
    {
        using SharedModel model = Model(text);
        using LiveComposer composer = Begin(model, Request(5));
        composer.CatchUp();
        Assert.False(composer.Step());
        Assert.Equal(5, composer.StepTokens);
        while (!composer.Step())
            Assert.InRange(composer.StepTokens, 0, 5);
        Assert.Equal(1, composer.StepTokens);
    }

    [Fact]
    public void NothingIsChosenWhileThePlayerPlaysOn()
    {
        using SharedModel model = Model("TXB");
        CompositionRequest request = Request(8);
        request.Settings.Mode = GeneratorMode.Accompany;
        using LiveComposer composer = Begin(model, request);
        for (int i = 0; i < 500; i++)
            Assert.True(composer.Step());
    }

    // a random model gets stuck, strays and falls silent at random: what is chosen does so less
    [Fact]
    public void WhatIsChosenIsMoreLikeMusic()
    {
        using SharedModel model = Model("TXB");
        double one = 0,
            many = 0;
        for (int seed = 0; seed < 8; seed++)
            (one, many) = (one + StrayNotes(model, 1, seed), many + StrayNotes(model, 8, seed));
        Assert.True(many < 0.85 * one, $"{many} of {one}");
    }

    [Fact]
    public void ChoosingAllocatesNothing()
    {
        using SharedModel model = Model("TXB");
        using LiveComposer composer = Begin(model, Request(4));
        for (int i = 0; i < 2000; i++)
            composer.Step();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 2000; i++)
        {
            composer.Step();
            while (composer.TryTake(out _)) { }
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    // share of the pitched notes that are not in the phrase's key
    [Fact]
    public void WhatIsComposedIsJudgedAsAPhraseIs()
    {
        // a tune in quarters and eighths and its answer, which begins where the tune ends and has a candidate as its second half
        const int units = 24;
        int[] tune = [60, 64, 67, 65, 62, 64, 60, 67];
        TimedNote[] prompt =

            [
                .. Enumerable
                    .Range(0, 24)
                    .Select(i => new TimedNote(i < 8 ? i * 24 : 96 + (i * 12), NesVoice.Pulse1, (byte)tune[i % 8])),
            ],
            answer =
            [.. Enumerable.Range(0, 24).Select(i => new TimedNote(384 + (i * 16), NesVoice.Pulse1, (byte)(tune[i % 8] + 2)))];
        var candidates = new Candidates(TokenVocabulary.Txb, 2);
        candidates.Hear(prompt, 0, 384, 4 * units, units);
        candidates.Begin(2);
        foreach (TimedNote note in answer[12..])
            candidates.Add(0, note);
        Phrase whole = Phrase(answer, 384);
        double[] values = AnswerMeasurement.Of(Phrase(prompt, 0), whole).Values,
            end = AnswerMeasurement.Of(Phrase(prompt, 0), whole.Cut(2, 2)).Values;
        double expected = AnswerScore.Of(values, 4) + AnswerScore.OfPart(end, 2);
        Assert.Equal(expected, Judged(null), 1e-9);
        bool minor = MusicalKey.Of(whole.Notes.AsSpan())!.Value.IsMinor;
        Assert.Equal(expected, Judged(new MusicalKey(0, minor)), 1e-9);
        Assert.True(Judged(new MusicalKey(0, !minor)) > expected + 1);

        double Judged(MusicalKey? key) =>
            candidates.Judge([.. prompt, .. answer[..12]], 768, bars: 4, all: 4, 4 * units, units, key);

        static Phrase Phrase(TimedNote[] notes, long from) =>
            new(
                [
                    .. notes.Select(
                        (note, i) =>
                            new PhraseNote(
                                note.Voice,
                                note.Note,
                                (note.Time - from) / (double)units,
                                i + 1 < notes.Length ? (notes[i + 1].Time - from) / (double)units : 16
                            )
                    ),
                ],
                4,
                4
            );
    }

    private static double StrayNotes(SharedModel model, int candidates, int seed)
    {
        CompositionRequest request = Request(candidates);
        request.Settings.Seed = seed;
        request.Settings.Scale = ScaleKind.Chromatic;
        using LiveComposer composer = Begin(model, request);
        int count = 0,
            stray = 0;
        for (int tokens = 0; tokens < 800; )
        {
            if (composer.Step())
                tokens++;
            while (composer.TryTake(out HeardNote note))
            {
                if (note.Note == 0 || note.Voice == NesVoice.Noise)
                    continue;
                count++;
                stray += note.Note % 12 is 1 or 3 or 6 or 8 or 10 ? 1 : 0;
            }
        }

        return (double)stray / count;
    }

    private int[] Compose(SharedModel model, int candidates, int count)
    {
        using LiveComposer composer = Begin(model, Request(candidates));
        return Tokens(composer, count);
    }

    private static int[] Tokens(LiveComposer composer, int count)
    {
        var tokens = new List<int>();
        while (tokens.Count < count)
        {
            if (!composer.Step())
                continue;
            tokens.Add(composer.LastToken);
            composer.CatchUp();
        }

        return [.. tokens];
    }

    private static ulong KeyOf(SharedModel model)
    {
        using LiveComposer composer = Begin(model, Request(3));
        return composer.KeyOf(1);
    }

    private static LiveComposer Begin(SharedModel model, CompositionRequest request)
    {
        var history = new CaptureHistory();
        byte[] tune = [60, 64, 67, 65, 64, 62, 59, 60, 67, 65, 64, 62, 60, 62, 64, 60];
        for (int i = 0; i < tune.Length; i++)
        {
            history.Add(new HeardNote(i / 2.0, NesVoice.Pulse1, tune[i]));
            history.Add(new HeardNote((i / 2.0) + 0.4, NesVoice.Pulse1, 0));
        }

        var composer = new LiveComposer(model.Model, history);
        composer.Take(in request);
        return composer;
    }

    private static CompositionRequest Request(int candidates) =>
        new()
        {
            Kind = RequestKind.Begin,
            CapturedCount = 1000,
            Start = Start,
            StartTime = Start,
            End = double.PositiveInfinity,
            Tempo = 120,
            BarLine = Start,
            BarLength = 4,
            BeatUnit = 4,
            Settings = new GeneratorSettings
            {
                Mode = GeneratorMode.Continue,
                Run = true,
                Candidates = candidates,
            },
        };

    private SharedModel Model(string text)
    {
        string file = Path.GetTempFileName();
        _files.Add(file);
        SmallModel.Write(file, text == "TXB" ? TokenVocabulary.Txb : TokenVocabulary.Txf);
        return SharedModel.Acquire(file);
    }
}
