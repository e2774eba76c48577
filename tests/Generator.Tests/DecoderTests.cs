using LakhNes.Generator.Decoding;

namespace LakhNes.Generator.Tests;

public sealed class DecoderTests(TinyModel tiny) : IClassFixture<TinyModel>
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
            if (tiny.Logits.TryGetValue(i, out float[]? expected)) AssertNear(expected, logits, 1e-4f);
        }
    }

    private static void AssertNear(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, float tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], tolerance);
    }
}
