using System.Numerics;
using System.Runtime.InteropServices;
using LakhNes.Generator.Checkpoints;
using LakhNes.Score.Pickles;
using LakhNes.Score.Tokens;

namespace LakhNes.Generator.Tests.Checkpoints;

/// <summary>Checkpoints whose embedding has another size than the model (<c>d_embed</c>, <c>div_val</c>).</summary>
public class EmbeddingProjectionTests
{
    private const int Size = 6;

    private static readonly TransformerXlDimensions Dimensions = new()
    {
        LayerCount = 1,
        TokenCount = TokenVocabulary.Tx1.Count,
        ModelSize = 16,
        HeadCount = 2,
        HeadSize = 4,
        InnerSize = 12,
        MemoryLength = 16,
    };

    // MemTransformerLM computes (E[token] P^T) sqrt(d_model) on the way in, and (hidden Q) W^T + bias on the way out
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ItsProductWithTheEmbeddingIsTheModels(bool sharesAll)
    {
        TransformerXlDimensions d = Dimensions with { TiedOutput = sharesAll };
        TransformerXlWeights model = RandomWeights.Create(d, TokenVocabulary.Tx1);
        Dictionary<string, (int[] Shape, float[] Numbers)> state = State(model);
        float[] rows = Numbers(1, d.TokenCount * Size),
            projection = Numbers(2, d.ModelSize * Size),
            output = sharesAll ? rows : Numbers(3, d.TokenCount * Size),
            back = sharesAll ? projection : Numbers(4, d.ModelSize * Size);
        state[ParameterShape.Embedding] = ([d.TokenCount, Size], rows);
        state["word_emb.emb_projs.0"] = ([d.ModelSize, Size], projection);
        state[ParameterShape.OutputWeight] = ([d.TokenCount, Size], output);
        state["crit.out_projs.0"] = ([d.ModelSize, Size], back);

        TransformerXlWeights checkpoint = Read(state, sharesAll ? ["word_emb", "crit"] : []),
            read = EmbeddingProjection.Multiply(checkpoint);

        Assert.Equal((Size, d.TiedOutput), (checkpoint.Dimensions.EmbeddingSize, checkpoint.Dimensions.TiedOutput));
        Assert.Equal(d with { MemoryLength = 512 }, read.Dimensions); // a state dict does not say
        Assert.Equal(d.Parameters().Select(p => p.Name).Order(), read.Parameters.Keys.Order());
        Same(rows, projection, read.Parameters[ParameterShape.Embedding], d);
        if (!sharesAll)
            Same(output, back, read.Parameters[ParameterShape.OutputWeight], d);
        Assert.Equal(model.Parameters["layers.0.dec_attn.r_net.weight"], read.Parameters["layers.0.dec_attn.r_net.weight"]);
    }

    [Fact]
    public void ASharedEmbeddingWithTwoProjectionsIsNoSharedOutput()
    {
        // the original's own form for d_embed other than d_model on NES-MDB: tied weights, projections of their own
        TransformerXlDimensions d = Dimensions;
        Dictionary<string, (int[] Shape, float[] Numbers)> state = State(RandomWeights.Create(d, TokenVocabulary.Tx1));
        float[] rows = Numbers(1, d.TokenCount * Size),
            projection = Numbers(2, d.ModelSize * Size),
            back = Numbers(4, d.ModelSize * Size);
        state[ParameterShape.Embedding] = ([d.TokenCount, Size], rows);
        state["word_emb.emb_projs.0"] = ([d.ModelSize, Size], projection);
        state[ParameterShape.OutputWeight] = ([d.TokenCount, Size], rows);
        state["crit.out_projs.0"] = ([d.ModelSize, Size], back);
        TransformerXlWeights checkpoint = Read(state, []),
            read = EmbeddingProjection.Multiply(checkpoint);
        Assert.True(checkpoint.Dimensions.TiedOutput);
        Assert.False(read.Dimensions.TiedOutput);
        Same(rows, projection, read.Parameters[ParameterShape.Embedding], d);
        Same(rows, back, read.Parameters[ParameterShape.OutputWeight], d);
    }

    [Fact]
    public void AProjectionOfAnotherSizeIsOneError()
    {
        TransformerXlDimensions d = Dimensions;
        Dictionary<string, (int[] Shape, float[] Numbers)> state = State(RandomWeights.Create(d, TokenVocabulary.Tx1));
        state["word_emb.emb_projs.0"] = ([d.ModelSize, Size], Numbers(2, d.ModelSize * Size));
        Assert.Equal(
            $"{ParameterShape.Embedding} is [{d.TokenCount}, {d.ModelSize}], not [{d.TokenCount}, {Size}]",
            Assert.Throws<CheckpointException>(() => Read(state, [])).Message
        );
        state[ParameterShape.Embedding] = ([d.TokenCount, Size], Numbers(1, d.TokenCount * Size));
        Assert.Equal(
            $"crit.out_projs.0 is missing, not [{d.ModelSize}, {Size}]",
            Assert.Throws<CheckpointException>(() => Read(state, [])).Message
        );
        state["word_emb.emb_projs.0"] = ([d.ModelSize], Numbers(2, d.ModelSize));
        Assert.Equal(
            $"word_emb.emb_projs.0 is [{d.ModelSize}], which is no projection",
            Assert.Throws<CheckpointException>(() => Read(state, [])).Message
        );
    }

    private static void Same(float[] rows, float[] projection, float[] product, TransformerXlDimensions d)
    {
        Assert.Equal(d.TokenCount * d.ModelSize, product.Length);
        for (int token = 0; token < d.TokenCount; token++)
        for (int i = 0; i < d.ModelSize; i++)
        {
            double sum = 0;
            for (int j = 0; j < Size; j++)
                sum += (double)rows[(token * Size) + j] * projection[(i * Size) + j];
            Assert.Equal(sum, product[(token * d.ModelSize) + i], 1e-5);
        }
    }

    private static Dictionary<string, (int[] Shape, float[] Numbers)> State(TransformerXlWeights model) =>
        model.Dimensions.Parameters().ToDictionary(p => p.Name, p => (p.Shape, model.Parameters[p.Name]));

    private static float[] Numbers(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)];
    }

    // a state dict in the legacy container; parameters of modules that share are one storage
    private static TransformerXlWeights Read(Dictionary<string, (int[] Shape, float[] Numbers)> state, string[] sharing)
    {
        using var stream = new MemoryStream();
        var pickle = new PickleWriter(stream);
        pickle.Begin().Long(BigInteger.Parse("119547037146038801333356").ToByteArray()).End();
        pickle.Begin().Value(1001).End();
        pickle.Begin().EmptyDict().Mark().Value("little_endian").Value(true).SetItems().End();
        pickle.Begin().EmptyDict().Mark();
        List<(string Key, float[] Numbers)> storages = [];
        foreach ((string name, (int[] shape, float[] numbers)) in state)
        {
            string key =
                sharing.Contains(name.Split('.')[0]) && storages.Find(other => other.Numbers == numbers).Key is { } known
                    ? known
                    : name;
            if (key == name)
                storages.Add((key, numbers));
            pickle.Value(name).Global("torch._utils", "_rebuild_tensor_v2").Mark().Mark();
            pickle.Value("storage").Global("torch", "FloatStorage").Value(key).Value("cpu").Value(numbers.Length).None();
            pickle.Tuple().PersistentId().Value(0).Tuple(shape);
            pickle.Tuple(shape.Length == 2 ? [shape[1], 1] : [1]).Value(false);
            pickle.Global("collections", "OrderedDict").EmptyTuple().Reduce().Tuple().Reduce();
        }

        pickle.SetItems().End();
        pickle.Begin().List(storages.Select(storage => storage.Key)).End();
        foreach ((_, float[] numbers) in storages)
        {
            stream.Write(BitConverter.GetBytes((long)numbers.Length));
            stream.Write(MemoryMarshal.AsBytes<float>(numbers));
        }

        stream.Position = 0;
        return CheckpointReader.Read(stream, TokenVocabulary.Tx1);
    }
}
