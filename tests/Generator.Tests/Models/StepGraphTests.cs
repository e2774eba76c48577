using LakhNes.Generator.Decoding;
using LakhNes.Score.Tokens;

namespace LakhNes.Generator.Tests.Models;

/// <summary>The graph as it is stored, run by ONNX Runtime without any of this project's operators.</summary>
public sealed class StepGraphTests(TinyModel tiny) : IClassFixture<TinyModel>
{
    [Fact]
    public void StoredGraphGivesTheLogitsOfTheOriginal()
    {
        using var stored = new StepGraphRunner(File.ReadAllBytes(tiny.FileOf(ModelPrecision.Float32)), tiny.Weights.Dimensions);
        for (int i = 0; i < tiny.Tokens.Length; i++)
        {
            Span<float> logits = stored.Step(tiny.Tokens[i]);
            if (!tiny.Logits.TryGetValue(i, out float[]? expected))
                continue;
            for (int symbol = 0; symbol < logits.Length; symbol++)
                Assert.Equal(expected[symbol], logits[symbol], 1e-4f);
        }
    }

    // in int8 the stored graph rounds weights only, the decoder also activations, keys and values
    [Theory]
    [InlineData(ModelPrecision.Float32, 1e-4f)]
    [InlineData(ModelPrecision.Int8, 0.02f)]
    public void StoredGraphAndDecoderAgree(ModelPrecision precision, float tolerance) =>
        AssertAgree(tiny.FileOf(precision), tiny.Weights.Dimensions, tolerance);

    // sizes that are no multiples of what the vector loops take
    [Theory]
    [InlineData(ModelPrecision.Float32, 20, 3, 7, 27, 1e-4f)]
    [InlineData(ModelPrecision.Int8, 20, 3, 7, 27, 0.05f)]
    [InlineData(ModelPrecision.Int8, 32, 2, 40, 50, 0.05f)]
    public void OddSizesAgree(ModelPrecision precision, int model, int heads, int head, int inner, float tolerance)
    {
        TransformerXlWeights weights = RandomWeights.Create(
            new TransformerXlDimensions
            {
                LayerCount = 2,
                TokenCount = TokenVocabulary.Txf.Count,
                ModelSize = model,
                HeadCount = heads,
                HeadSize = head,
                InnerSize = inner,
                MemoryLength = 11,
            },
            TokenVocabulary.Txf
        );
        string path = Path.GetTempFileName();
        try
        {
            using (FileStream stream = File.Create(path))
                ModelFile.Write(weights, precision, stream);
            AssertAgree(path, weights.Dimensions, tolerance);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static void AssertAgree(string path, TransformerXlDimensions dimensions, float tolerance)
    {
        using var stored = new StepGraphRunner(File.ReadAllBytes(path), dimensions);
        using TransformerXlModel model = TransformerXlModel.Load(path);
        using var decoder = new TransformerXlDecoder(model);
        var random = new Random(1);
        for (int i = 0; i < 300; i++)
        {
            int token = random.Next(dimensions.TokenCount);
            Span<float> expected = stored.Step(token),
                actual = decoder.Step(token);
            for (int symbol = 0; symbol < actual.Length; symbol++)
                Assert.Equal(expected[symbol], actual[symbol], tolerance);
        }
    }
}
