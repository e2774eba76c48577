using LakhNes.Generator.Decoding;
using LakhNes.Generator.Kernels;

namespace LakhNes.Generator.Tests.Decoding;

public sealed class TransformerXlDecoderTests(TinyModel tiny) : IClassFixture<TinyModel>
{
    [Fact]
    public void StepsGiveTheLogitsOfTheOriginal()
    {
        using TransformerXlModel model = TransformerXlModel.Load(tiny.FileOf(ModelPrecision.Float32));
        using var decoder = new TransformerXlDecoder(model);
        Assert.Equal(tiny.MemoryLength, decoder.MemoryLength);
        for (int i = 0; i < tiny.Tokens.Length; i++)
        {
            Span<float> logits = decoder.Step(tiny.Tokens[i]);
            if (tiny.Logits.TryGetValue(i, out float[]? expected))
                AssertNear(expected, logits, 1e-4f);
        }

        // the sequence is four memories long
        Assert.Contains(tiny.Logits.Keys, position => position > 3 * tiny.MemoryLength);
    }

    [Theory]
    [InlineData(ModelPrecision.Float32, 1e-4f, 37)]
    [InlineData(ModelPrecision.Int8, 0, 5)] // below what is computed as matrices
    [InlineData(ModelPrecision.Int8, 0, 37)]
    [InlineData(ModelPrecision.Int8, 0, 200)] // more than a block of attention
    public void PromptsAndStepsAgree(ModelPrecision precision, float tolerance, int rows)
    {
        using TransformerXlModel model = TransformerXlModel.Load(tiny.FileOf(precision));
        using var stepwise = new TransformerXlDecoder(model);
        using var whole = new TransformerXlDecoder(model, new DecoderOptions { MaximumRows = rows });
        int[] prompt = RandomTokens(250, seed: 1);
        float[] expected = [];
        foreach (int token in prompt)
            expected = stepwise.Step(token).ToArray();
        AssertNear(expected, whole.Feed(prompt), tolerance);

        // and both go on alike from the state that they are in
        foreach (int token in RandomTokens(30, seed: 2))
            AssertNear(stepwise.Step(token), whole.Step(token), tolerance);
    }

    // which of ONNX Runtime's kernels multiply is a question of speed
    /// <summary>Processors without exact products of signed matrices compose the same.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(40)]
    public void EveryFormOfMatricesGivesTheSameNumbers(int rows)
    {
        using TransformerXlModel shifted = Model(DataType.Uint8);
        using TransformerXlModel fastest = Model(RightMatrix.ExactType);
        using var one = new TransformerXlDecoder(shifted, new DecoderOptions { Streams = 2, MaximumRows = rows });
        using var other = new TransformerXlDecoder(fastest, new DecoderOptions { Streams = 2, MaximumRows = rows });
        foreach (int seed in (int[])[1, 2, 3])
        {
            int[] tokens = RandomTokens(60, seed);
            Assert.Equal(one.Feed(tokens, stream: seed % 2).ToArray(), other.Feed(tokens, stream: seed % 2).ToArray());
        }

        TransformerXlModel Model(DataType right) =>
            TransformerXlModel.Load(tiny.FileOf(ModelPrecision.Int8), new ModelLoadOptions { RightMatrices = right });
    }

    [Theory]
    [InlineData(ModelPrecision.Float32, 1e-5f)]
    [InlineData(ModelPrecision.Int8, 0)]
    public void StreamsDoNotTouchEachOther(ModelPrecision precision, float tolerance)
    {
        using TransformerXlModel model = TransformerXlModel.Load(tiny.FileOf(precision));
        using var batch = new TransformerXlDecoder(model, new DecoderOptions { Streams = 3 });
        using var alone = new TransformerXlDecoder(model);
        int[] first = RandomTokens(60, seed: 3),
            other = RandomTokens(60, seed: 4);
        batch.Feed(other.AsSpan(0, 7), stream: 2);
        for (int i = 0; i < first.Length; i++)
        {
            batch.Begin();
            batch.Add(2, other[i]);
            int row = batch.Add(0, first[i]);
            batch.Run();
            AssertNear(alone.Step(first[i]), batch.Logits(row), tolerance);
        }

        Assert.Equal(0, batch.Position(1));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void SegmentsOfSeveralStreamsAreThoseOfEachAlone(int threads)
    {
        const int Streams = 3,
            Length = 50;
        using TransformerXlModel model = TransformerXlModel.Load(
            tiny.FileOf(ModelPrecision.Int8),
            new ModelLoadOptions { Threads = threads, MaximumWindow = tiny.MemoryLength + Length }
        );
        using var batch = new TransformerXlDecoder(model, new DecoderOptions { Streams = Streams });
        int[][] songs = [.. Enumerable.Range(0, Streams).Select(stream => RandomTokens(4 * Length, stream))];
        var logits = new List<float[]>[Streams];
        for (int stream = 0; stream < Streams; stream++)
            logits[stream] = [];

        // in turn, a token sees its segment and the memory before it, as in evaluation
        for (int segment = 0; segment < songs[0].Length; segment += Length)
        {
            batch.Begin();
            for (int i = 0; i < Length; i++)
            {
                for (int stream = 0; stream < Streams; stream++)
                    batch.Add(stream, songs[stream][segment + i], Math.Min(segment, tiny.MemoryLength) + i + 1);
            }

            batch.Run();
            for (int row = 0; row < batch.RowCount; row++)
                logits[row % Streams].Add(batch.Logits(row).ToArray());
        }

        using var alone = new TransformerXlDecoder(model);
        for (int stream = 0; stream < Streams; stream++)
        {
            alone.Reset();
            for (int i = 0; i < songs[stream].Length; i++)
            {
                alone.Begin();
                alone.Add(0, songs[stream][i], Math.Min(i / Length * Length, tiny.MemoryLength) + i % Length + 1);
                alone.Run();
                AssertNear(alone.Logits(0), logits[stream][i], 0);
            }
        }
    }

    // enough of them are computed together, fewer one by one; from tokens of their own on past all that they share
    [Theory]
    [InlineData(ModelPrecision.Float32, 1e-5f, 5, 1)]
    [InlineData(ModelPrecision.Int8, 0, 2, 1)]
    [InlineData(ModelPrecision.Int8, 0, 5, 1)]
    [InlineData(ModelPrecision.Int8, 0, 5, 3)]
    public void BranchesGoOnAsTheWholeWould(ModelPrecision precision, float tolerance, int branches, int threads)
    {
        using TransformerXlModel model = TransformerXlModel.Load(
            tiny.FileOf(precision),
            new ModelLoadOptions { Threads = threads }
        );
        var options = new DecoderOptions { Branches = branches, BranchLength = 3 * tiny.MemoryLength };
        using var decoder = new TransformerXlDecoder(model, options);
        using var alone = new TransformerXlDecoder(model);
        int[] shared = RandomTokens(tiny.MemoryLength * 5 / 2, seed: 10);

        // the trunk's ring is somewhere else each time
        for (int round = 0; round < 3; round++)
        {
            int[] trunk = shared[..^(3 * round)];
            decoder.Reset();
            decoder.Feed(trunk);
            for (int branch = 1; branch <= branches; branch++)
                decoder.Branch(branch, 0);
            var logits = new List<float[]>[branches + 1];
            for (int branch = 1; branch <= branches; branch++)
                logits[branch] = [];
            for (int i = 0; i < options.BranchLength; i++)
            {
                // they end one after the other
                decoder.Begin();
                for (int branch = 1; branch <= branches && (i < 2 * tiny.MemoryLength || branch == 1); branch++)
                    decoder.Add(branch, Token(branch, i));
                decoder.Run();
                for (int row = 0; row < decoder.RowCount; row++)
                    logits[row + 1].Add(decoder.Logits(row).ToArray());
            }

            for (int branch = 1; branch <= branches; branch++)
            {
                alone.Reset();
                alone.Feed(trunk);
                for (int i = 0; i < logits[branch].Count; i++)
                    AssertNear(alone.Step(Token(branch, i)), logits[branch][i], tolerance);
            }
        }

        static int Token(int branch, int i) => (branch * 37 + i * i * 11) % 631;
    }

    [Theory]
    [InlineData(5)]
    [InlineData(40)]
    public void ABranchTakesAPromptAndIsTakenBack(int rows)
    {
        using TransformerXlModel model = TransformerXlModel.Load(tiny.FileOf(ModelPrecision.Int8));
        using var decoder = new TransformerXlDecoder(model, new DecoderOptions { Branches = 2, MaximumRows = rows });
        using var alone = new TransformerXlDecoder(model);
        int[] shared = RandomTokens(60, seed: 11),
            more = RandomTokens(50, seed: 12);
        decoder.Feed(shared);
        decoder.Branch(2, 0);
        decoder.Feed(RandomTokens(3, seed: 13), stream: 2);
        Assert.True(decoder.Rewind(3, stream: 2));
        Assert.False(decoder.Rewind(1, stream: 2));
        alone.Feed(shared);
        AssertNear(alone.Feed(more), decoder.Feed(more, stream: 2), 0);
        Assert.Equal(shared.Length + more.Length, decoder.Position(2));
        Assert.Equal(shared.Length, decoder.Position(0));
    }

    // rows of one stream among those of others, each of which may take the place of the oldest one that the row before attends to
    [Fact]
    public void SeveralTokensOfSeveralStreamsAreThoseOfEachAlone()
    {
        const int Streams = 4,
            Tokens = 6;
        using TransformerXlModel model = TransformerXlModel.Load(tiny.FileOf(ModelPrecision.Int8));
        using var batch = new TransformerXlDecoder(model, new DecoderOptions { Streams = Streams });
        using var alone = new TransformerXlDecoder(model);
        int[] tokens = RandomTokens(20 * Tokens, seed: 14);
        var logits = new float[Streams][];
        for (int i = 0; i < tokens.Length; i += Tokens)
        {
            batch.Begin();
            for (int row = 0; row < Streams * Tokens; row++)
                batch.Add(row % Streams, (tokens[i + row / Streams] + row % Streams) % 631);
            batch.Run();
            for (int stream = 0; stream < Streams; stream++)
                logits[stream] = batch.Logits(Streams * (Tokens - 1) + stream).ToArray();
        }

        for (int stream = 0; stream < Streams; stream++)
        {
            alone.Reset();
            AssertNear(alone.Feed([.. tokens.Select(token => (token + stream) % 631)]), logits[stream], 0);
        }
    }

    [Theory]
    [InlineData(ModelPrecision.Float32)]
    [InlineData(ModelPrecision.Int8)]
    public void TakenBackTokensLeaveNoTrace(ModelPrecision precision)
    {
        const int Room = 20;
        using TransformerXlModel model = TransformerXlModel.Load(tiny.FileOf(precision));
        using var decoder = new TransformerXlDecoder(model, new DecoderOptions { Rewind = Room });
        using var straight = new TransformerXlDecoder(model);
        int[] kept = RandomTokens(70, seed: 5),
            after = RandomTokens(40, seed: 6);
        decoder.Feed(kept);
        straight.Feed(kept);
        for (int round = 0; round < 3; round++)
        {
            for (int i = 0; i < Room; i++)
                decoder.Step(i + round);
            Assert.True(decoder.Rewind(Room));
        }

        foreach (int token in after)
            AssertNear(straight.Step(token), decoder.Step(token), 0);
        Assert.False(decoder.Rewind(Room + 2));
        Assert.Equal(kept.Length + after.Length, decoder.Position(0));
    }

    [Fact]
    public void TheBeginningCanBeTakenBack()
    {
        using TransformerXlModel model = TransformerXlModel.Load(tiny.FileOf(ModelPrecision.Float32));
        using var decoder = new TransformerXlDecoder(model);
        float[] first = decoder.Step(5).ToArray();
        decoder.Feed([1, 2, 3]);
        Assert.True(decoder.Rewind(4));
        AssertNear(first, decoder.Step(5), 0);
        Assert.False(decoder.Rewind(2));
    }

    [Theory]
    [InlineData(ModelPrecision.Float32)]
    [InlineData(ModelPrecision.Int8)]
    public void ThreadsDoNotChangeTheResult(ModelPrecision precision)
    {
        using TransformerXlModel one = TransformerXlModel.Load(tiny.FileOf(precision));
        using TransformerXlModel three = TransformerXlModel.Load(
            tiny.FileOf(precision),
            new ModelLoadOptions { Threads = 3, Background = true }
        );
        using var a = new TransformerXlDecoder(one);
        using var b = new TransformerXlDecoder(three);
        int[] prompt = RandomTokens(100, seed: 7);
        AssertNear(a.Feed(prompt), b.Feed(prompt), 0);
        foreach (int token in prompt)
            AssertNear(a.Step(token), b.Step(token), 0);
    }

    [Theory]
    [InlineData(ModelPrecision.Float32)]
    [InlineData(ModelPrecision.Int8)]
    public void RunningAllocatesNothing(ModelPrecision precision)
    {
        using TransformerXlModel model = TransformerXlModel.Load(tiny.FileOf(precision));
        using var decoder = new TransformerXlDecoder(model, new DecoderOptions { Rewind = 10 });
        int[] prompt = RandomTokens(50, seed: 8);
        Use();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Use();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Use()
        {
            decoder.Reset();
            decoder.Feed(prompt);
            for (int i = 0; i < 100; i++)
                decoder.Step(i);
            decoder.Rewind(10);
            decoder.Feed(prompt);
        }
    }

    [Fact]
    public void EightBitsStayNearFullPrecision()
    {
        using TransformerXlModel full = TransformerXlModel.Load(tiny.FileOf(ModelPrecision.Float32));
        using TransformerXlModel whole = TransformerXlModel.Load(tiny.FileOf(ModelPrecision.Int8));
        using var a = new TransformerXlDecoder(full);
        using var b = new TransformerXlDecoder(whole);
        foreach (int token in RandomTokens(60, seed: 9))
            AssertNear(a.Step(token), b.Step(token), 0.05f);
    }

    [Fact]
    public void WrongUseIsRefused()
    {
        using TransformerXlModel model = TransformerXlModel.Load(tiny.FileOf(ModelPrecision.Float32));
        using var decoder = new TransformerXlDecoder(model);
        Assert.Throws<ArgumentOutOfRangeException>(() =>
        {
            decoder.Step(631);
        });
        Assert.Throws<ArgumentOutOfRangeException>(() =>
        {
            decoder.Step(-1);
        });
        Assert.Throws<ArgumentOutOfRangeException>(() =>
        {
            decoder.Add(0, 1, window: 2);
        });
        Assert.Throws<ArgumentException>(() =>
        {
            decoder.Feed([]);
        });
        Assert.Throws<ArgumentException>(() =>
            new TransformerXlDecoder(model, new DecoderOptions { MemoryLength = tiny.MemoryLength + 1 })
        );
        Assert.Equal(0, decoder.Position(0));
    }

    [Fact]
    public void ABranchEndsWithItsRoomOrWithWhatItGoesOnAfter()
    {
        using TransformerXlModel model = TransformerXlModel.Load(tiny.FileOf(ModelPrecision.Int8));
        using var decoder = new TransformerXlDecoder(model, new DecoderOptions { Branches = 2, BranchLength = 4 });
        decoder.Feed([1, 2, 3]);
        decoder.Branch(1, 0);
        Assert.Throws<ArgumentException>(() => decoder.Branch(2, 1));
        Assert.Throws<InvalidOperationException>(() =>
        {
            decoder.Feed([1, 2, 3, 4, 5], stream: 1);
        });
        decoder.Branch(1, 0);
        Assert.True(decoder.Rewind(1));
        Assert.Throws<InvalidOperationException>(() =>
        {
            decoder.Step(1, stream: 1);
        });
    }

    private static int[] RandomTokens(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.Next(631))];
    }

    private static void AssertNear(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, float tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
            Assert.InRange(Math.Abs(expected[i] - actual[i]), 0, tolerance);
    }
}
