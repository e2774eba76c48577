using LakhNes.Generator.Decoding;

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
            if (!tiny.Logits.TryGetValue(i, out float[]? expected)) continue;
            for (int symbol = 0; symbol < logits.Length; symbol++) Assert.Equal(expected[symbol], logits[symbol], 1e-4f);
        }
    }

    // in int8 the stored graph rounds weights only, the decoder also activations, keys and values
    [Theory]
    [InlineData(ModelPrecision.Float32, 1e-4f)]
    [InlineData(ModelPrecision.Int8, 0.02f)]
    public void StoredGraphAndDecoderAgree(ModelPrecision precision, float tolerance)
    {
        using var stored = new StepGraphRunner(File.ReadAllBytes(tiny.FileOf(precision)), tiny.Weights.Dimensions);
        using TransformerXlModel model = TransformerXlModel.Load(tiny.FileOf(precision));
        using var decoder = new TransformerXlDecoder(model);
        var random = new Random(1);
        for (int i = 0; i < 300; i++)
        {
            int token = random.Next(631);
            Span<float> expected = stored.Step(token), actual = decoder.Step(token);
            for (int symbol = 0; symbol < actual.Length; symbol++) Assert.Equal(expected[symbol], actual[symbol], tolerance);
        }
    }
}
