using System.Text.Json;
using LakhNes.Generator.Checkpoints;
using LakhNes.Generator.Decoding;
using LakhNes.Score;
using LakhNes.Score.Tokens;

namespace LakhNes.Generator.Tests.Checkpoints;

/// <summary>
/// The files are made by <c>data/make_checkpoints.py</c> and <c>data/make_checkpoint_forms.py</c>: one model in every form.
/// </summary>
public sealed class CheckpointReaderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lakhnes-checkpoint-").FullName;

    private static string DataFolder => Path.Combine(AppContext.BaseDirectory, "data", "checkpoints");

    [Theory]
    [InlineData("legacy-module-float16.pt", "legacy container, module")]
    [InlineData("zip-module-bfloat16.pt", "zip container, module")]
    [InlineData("zip-state-float32.pt", "zip container, state dict")]
    [InlineData("legacy-state-bfloat16.pt", "legacy container, state dict")]
    [InlineData("old.pt", "legacy container, module")]
    [InlineData("form-prefix.pt", "zip container, state dict")]
    [InlineData("form-wrapped.pt", "zip container, state dict")]
    [InlineData("form-lightning.pt", "zip container, state dict")]
    [InlineData("form-protocol3.pt", "zip container, state dict")]
    [InlineData("form-transposed.pt", "zip container, state dict")]
    [InlineData("form-views.pt", "zip container, state dict")]
    [InlineData("form-float64.pt", "zip container, state dict")]
    [InlineData("form-deflated.pt", "zip container, state dict")]
    public void EveryFormHoldsTheSameWeights(string name, string form)
    {
        TransformerXlWeights reference = Read("zip-module-float32.pt");
        TransformerXlWeights weights = Read(name);
        Assert.EndsWith(form, weights.Provenance);
        Assert.Equal(reference.Parameters.Keys.Order(), weights.Parameters.Keys.Order());
        foreach ((string parameter, float[] numbers) in reference.Parameters)
        {
            // the only ones that are not multiples of 1/64; half precision rounds them
            if (parameter != ParameterShape.InverseFrequencies)
                Assert.Equal(numbers, weights.Parameters[parameter]);
        }

        Assert.True(weights.Dimensions.TiedOutput);
    }

    [Fact]
    public void ModuleSaysItsDimensions()
    {
        TransformerXlDimensions dimensions = Read("zip-module-float32.pt").Dimensions;
        Assert.Equal(
            new TransformerXlDimensions
            {
                LayerCount = 2,
                TokenCount = 24,
                ModelSize = 16,
                HeadCount = 2,
                HeadSize = 8,
                InnerSize = 32,
                MemoryLength = 6,
            },
            dimensions
        );
    }

    [Theory]
    [InlineData("zip-module-float32.pt", "post", false)]
    [InlineData("pre-lnorm.pt", "pre", true)]
    public void LogitsAreThoseOfADirectImplementation(string name, string expectedName, bool before)
    {
        TransformerXlWeights weights = Read(name);
        Assert.Equal(before, weights.Dimensions.NormalizeBefore);
        string file = Path.Combine(_folder, "model.onnx");
        using (FileStream stream = File.Create(file))
            ModelFile.Write(weights, ModelPrecision.Float32, stream);

        using JsonDocument expected = JsonDocument.Parse(File.ReadAllText(Path.Combine(DataFolder, "expected.json")));
        int[] tokens = [.. expected.RootElement.GetProperty("tokens").EnumerateArray().Select(token => token.GetInt32())];
        JsonElement logits = expected.RootElement.GetProperty(expectedName);
        using TransformerXlModel model = TransformerXlModel.Load(file);
        using var decoder = new TransformerXlDecoder(model);
        for (int i = 0; i < tokens.Length; i++)
        {
            Span<float> actual = decoder.Step(tokens[i]);
            for (int symbol = 0; symbol < actual.Length; symbol++)
                Assert.Equal(logits[i][symbol].GetSingle(), actual[symbol], 1e-3f);
        }
    }

    [Theory]
    [InlineData("attention-type-2.pt", "attention type 2 is not supported (0 is)")]
    [InlineData("clusters.pt", "an adaptive softmax with clusters is not supported")]
    [InlineData("form-not-a-model.pt", "holds a dict without a model's weights")]
    [InlineData("other.pt", "holds a Linear, not a MemTransformerLM")]
    [InlineData("evil.pt", "refuses to load posix.system: not part of a LakhNES checkpoint")]
    [InlineData("expected.json", "pickle opcode 0x7b is not one that is read")]
    public void OthersAreRefusedByName(string name, string message) =>
        Assert.Equal(message, Assert.Throws<CheckpointException>(() => Read(name)).Message);

    [Fact]
    public void VocabularyMustFitTheModel()
    {
        using FileStream stream = File.OpenRead(Path.Combine(DataFolder, "zip-module-float32.pt"));
        var failure = Assert.Throws<CheckpointException>(() => CheckpointReader.Read(stream, Vocabulary(23)));
        Assert.Equal("vocab.txt has 23 symbols with <S>, the model 24", failure.Message);
    }

    [Theory]
    [InlineData("zip-module-float32.pt")]
    [InlineData("legacy-module-float16.pt")]
    [InlineData("legacy-state-bfloat16.pt")]
    public void TruncatedFilesAreErrors(string name)
    {
        byte[] file = File.ReadAllBytes(Path.Combine(DataFolder, name));
        for (int length = 0; length < file.Length; length += 1 + length / 40)
            Assert.Throws<CheckpointException>(() => CheckpointReader.Read(new MemoryStream(file[..length]), Vocabulary(24)));
    }

    [Theory]
    [Trait("Category", "Soak")]
    [InlineData("zip-module-float32.pt")]
    [InlineData("legacy-module-float16.pt")]
    [InlineData("form-wrapped.pt")]
    [InlineData("form-deflated.pt")]
    public void TwentyThousandDamagedFilesAreErrorsOrModels(string name) =>
        DamagedFilesAreErrorsOrModelsOfTheSameForm(name, 20_000);

    [Theory]
    [InlineData("zip-module-float32.pt", 400)]
    [InlineData("zip-state-float32.pt", 400)]
    [InlineData("legacy-module-float16.pt", 600)]
    [InlineData("legacy-state-bfloat16.pt", 600)]
    [InlineData("form-wrapped.pt", 400)]
    [InlineData("form-transposed.pt", 400)]
    [InlineData("form-deflated.pt", 400)]
    public void DamagedFilesAreErrorsOrModelsOfTheSameForm(string name, int count)
    {
        byte[] file = File.ReadAllBytes(Path.Combine(DataFolder, name));
        var random = new Random(7);
        for (int i = 0; i < count; i++)
        {
            byte[] damaged = (byte[])file.Clone();
            for (int flips = random.Next(1, 4); flips > 0; flips--)
            {
                // half of the damage goes to the beginning, where the pickles are
                int at = random.Next(random.Next(2) == 0 ? Math.Min(file.Length, 8192) : file.Length);
                damaged[at] ^= (byte)(1 << random.Next(8));
            }

            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                TransformerXlWeights weights = CheckpointReader.Read(new MemoryStream(damaged), Vocabulary(24));
                Assert.Equal(24, weights.Dimensions.TokenCount);
                Assert.All(
                    weights.Parameters.Values,
                    numbers => Assert.All(numbers, number => Assert.True(float.IsFinite(number)))
                );
            }
            catch (CheckpointException)
            {
                // as it should be
            }

            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 40L * file.Length + (4 << 20));
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static TransformerXlWeights Read(string name)
    {
        using FileStream stream = File.OpenRead(Path.Combine(DataFolder, name));
        return CheckpointReader.Read(stream, Vocabulary(24));
    }

    private static TokenVocabulary Vocabulary(int count) =>
        new(Enumerable.Range(1, count - 1).Select(i => $"WT_{i}"), TimeUnit.Sample);
}
