using LakhNes.Generator.Composition;
using LakhNes.Generator.Composition.Constraints;
using LakhNes.Generator.Decoding;
using LakhNes.Generator.Sampling;
using LakhNes.Score;
using LakhNes.Score.Tokens;

namespace LakhNes.Generator.Tests.Composition;

public sealed class PieceTests
{
    public static TheoryData<string, int> Cases
    {
        get
        {
            var cases = new TheoryData<string, int>();
            foreach (string vocabulary in new[] { "TX1", "TX2", "TXF" })
            {
                for (int seed = 0; seed < 6; seed++)
                    cases.Add(vocabulary, seed);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void WhatIsTakenBackLeavesNoTrace(string name, int seed)
    {
        TokenVocabulary vocabulary = AnyTokens.Vocabulary(name);
        string path = Path.GetTempFileName();
        try
        {
            SmallModel.Write(path, vocabulary);
            using TransformerXlModel model = TransformerXlModel.Load(path, new ModelLoadOptions());
            Assert.Equal(Compose(model, wanderings: 0), Compose(model, wanderings: 2));
        }
        finally
        {
            File.Delete(path);
        }

        int[] Compose(TransformerXlModel model, int wanderings)
        {
            using var decoder = new TransformerXlDecoder(model, new DecoderOptions { Rewind = 64 });
            var piece = new Piece(
                vocabulary,
                new CompositionPlan { Sampling = new SamplingOptions(1, 0), Constraints = [new Grammar(), new RepeatLimit(3)] },
                new Pcg32((uint)seed),
                [TokenVocabulary.Start]
            );
            var composer = new Composer(decoder);
            for (int i = 0; i < 6; i++)
            {
                Add(10);
                piece.SetMark();
                for (int w = 0; w < wanderings; w++)
                {
                    piece.Random = new Pcg32((uint)i, 7);
                    Add(20 + (30 * (i % 2)));
                    piece.TakeBack();
                }
            }

            Add(30);
            return piece.AllTokens.ToArray();

            void Add(int count)
            {
                for (int i = 0; i < count; i++)
                    composer.Step([piece]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void GivenEventsOccurAtTheirTimes(string name, int seed)
    {
        TokenVocabulary vocabulary = AnyTokens.Vocabulary(name);
        VoiceSet kept = default(VoiceSet).With(NesVoice.Pulse2).With(NesVoice.Noise);
        NesEvent[] given = RandomEvents(vocabulary, kept, seed);
        long end = given[^1].Time + 1234;
        var plan = new CompositionPlan
        {
            Sampling = new SamplingOptions(1, 0),
            Constraints = [new Grammar(), new AllowedVoices(kept.Others)],
            Given = [.. given],
            EndTime = end,
        };
        NesScore score = Tokeniser.Decode(Compose(vocabulary, plan, seed), vocabulary);
        Assert.Equal(given, score.Events.Where(e => kept.Contains(e.Voice)));
        Assert.Contains(score.Events, e => !kept.Contains(e.Voice));
        Assert.Equal(end, score.Length);
        Assert.Equal(score.Events.OrderBy(e => e.Time).ThenBy(PieceState.Order), score.Events);
    }

    [Fact]
    public void TheModelIsToldTheTokensFromAPlaceOn()
    {
        string path = Path.Combine(Path.GetTempPath(), $"lakhnes-told-{Guid.NewGuid():N}.onnx");
        try
        {
            SmallModel.Write(path);
            using TransformerXlModel model = TransformerXlModel.Load(path, new ModelLoadOptions());
            int[] prompt = [TokenVocabulary.Start, .. Enumerable.Range(0, 60).Select(i => 1 + (i * 37 % 600))];
            using TransformerXlDecoder decoder = new(model),
                direct = new(model);
            var composer = new Composer(decoder);
            var piece = new Piece(model.Vocabulary, []) { Sampling = new SamplingOptions(0, 0) };

            // the same piece again and again, told less, more, and a prompt that has grown
            foreach ((int length, int told) in new[] { (40, 0), (61, 0), (61, 30), (50, 30), (61, 30), (61, 45), (61, 0) })
            {
                piece.Begin(prompt.AsSpan(0, length), new Pcg32(1), toldFrom: told);
                composer.Step(new ReadOnlySpan<Piece>(in piece));
                direct.Reset();
                Span<float> expected = direct.Feed(prompt.AsSpan(told..length));
                expected[TokenVocabulary.Start] = float.NegativeInfinity;
                int likeliest = 0;
                for (int token = 0; token < expected.Length; token++)
                    likeliest = expected[token] > expected[likeliest] ? token : likeliest;
                Assert.Equal(likeliest, piece.AllTokens[^1]);
            }
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void GivenEventsOccurInALongPieceToo()
    {
        const int Events = 2_000,
            Tokens = 100_000;
        TokenVocabulary vocabulary = TokenVocabulary.Txf;
        NesEvent[] given = RandomEvents(vocabulary, default(VoiceSet).With(NesVoice.Pulse2), seed: 9, Events);
        var plan = new CompositionPlan
        {
            Sampling = new SamplingOptions(1, 0),
            Constraints = [new Grammar(), new AllowedVoices(VoiceSet.All with { Bits = 0b1101 })],
            Given = [.. given],
            TokenCount = Tokens,
        };
        NesScore score = Tokeniser.Decode(Compose(vocabulary, plan, seed: 2), vocabulary);
        NesEvent[] met = [.. score.Events.Where(e => e.Voice == NesVoice.Pulse2)];
        Assert.True(met.Length > Events / 4);
        Assert.Equal(given[..met.Length], met);
    }

    [Theory]
    [InlineData("TX1", 44100 * 7 + 1)]
    [InlineData("TXF", 421)]
    [InlineData("TXF", 1)]
    public void PiecesEndOnTime(string name, int end)
    {
        TokenVocabulary vocabulary = AnyTokens.Vocabulary(name);
        var plan = new CompositionPlan
        {
            Sampling = new SamplingOptions(1, 0),
            Constraints = [new Grammar()],
            EndTime = end,
        };
        Assert.Equal(end, Tokeniser.Decode(Compose(vocabulary, plan, 1), vocabulary).Length);
    }

    [Fact]
    public void SeedDecidesThePiece()
    {
        var plan = new CompositionPlan { Sampling = new SamplingOptions(1, 32), TokenCount = 300 };
        Assert.Equal(Compose(TokenVocabulary.Tx1, plan, 4), Compose(TokenVocabulary.Tx1, plan, 4));
        var piece = new Piece(TokenVocabulary.Tx1, plan, new Pcg32(4, 1), []);
        var other = new Piece(TokenVocabulary.Tx1, plan, new Pcg32(4, 2), []);
        float[] logits = new float[TokenVocabulary.Tx1.Count];
        int same = Enumerable
            .Range(0, 300)
            .Count(_ => piece.Next((float[])logits.Clone()) == other.Next((float[])logits.Clone()));
        Assert.InRange(same, 0, 30);
    }

    [Fact]
    public void PromptSetsTheScene()
    {
        TokenVocabulary vocabulary = TokenVocabulary.Txf;
        int[] prompt =
        [
            0,
            vocabulary.IdOf(NesEvent.NoteOn(0, NesVoice.Pulse1, 60)),
            vocabulary.IdOfWait(10),
            vocabulary.IdOf(NesEvent.NoteOn(0, NesVoice.Triangle, 40)),
        ];
        var piece = new Piece(
            vocabulary,
            new CompositionPlan { Sampling = new SamplingOptions(0, 0), EndTime = 50 },
            new Pcg32(1),
            prompt
        );
        Assert.Equal(10, piece.State.Time);
        Assert.Equal(
            (60, 0, 40),
            (piece.State.NoteOf(NesVoice.Pulse1), piece.State.NoteOf(NesVoice.Pulse2), piece.State.NoteOf(NesVoice.Triangle))
        );
        float[] logits = new float[vocabulary.Count];
        logits[vocabulary.IdOfWait(64)] = 9;
        Assert.Equal(40, vocabulary.WaitOf(piece.Next(logits)));
        Assert.True(piece.IsComplete);
    }

    [Fact]
    public void GivenEventsWithoutATokenAreRefused() =>
        Assert.Throws<ArgumentException>(() =>
            new Piece(
                TokenVocabulary.Tx1,
                new CompositionPlan { Sampling = new SamplingOptions(1, 0), Given = [NesEvent.Velocity(0, NesVoice.Pulse1, 3)] },
                new Pcg32(1),
                []
            )
        );

    private static int[] Compose(TokenVocabulary vocabulary, CompositionPlan plan, int seed)
    {
        var piece = new Piece(vocabulary, plan, new Pcg32((ulong)seed), []);
        var random = new Random(seed);
        float[] logits = new float[vocabulary.Count];
        while (!piece.IsComplete)
        {
            for (int token = 0; token < logits.Length; token++)
                logits[token] = random.NextSingle() * 8;
            piece.Next(logits);
        }

        return piece.Tokens.ToArray();
    }

    private static NesEvent[] RandomEvents(TokenVocabulary vocabulary, VoiceSet voices, int seed, int count = 60)
    {
        var random = new Random(seed);
        var events = new List<NesEvent>();
        long time = 0;
        for (int i = 0; i < count; i++)
        {
            time += random.Next(3) == 0 ? 0 : random.NextInt64(1, (long)(vocabulary.Unit.PerSecond * 5));
            int token;
            do token = random.Next(1, vocabulary.Count);
            while (vocabulary.IsWait(token) || !voices.Contains(vocabulary.EventOf(token).Voice));
            events.Add(vocabulary.EventOf(token) with { Time = time });
        }

        return [.. events.OrderBy(e => e.Time).ThenBy(PieceState.Order).DistinctBy(e => (e.Time, PieceState.Order(e)))];
    }
}
