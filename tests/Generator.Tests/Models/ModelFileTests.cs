using LakhNes.Generator.Onnx;
using LakhNes.Generator.Runtime;
using LakhNes.Score;
using LakhNes.Score.Tokens;

namespace LakhNes.Generator.Tests.Models;

public sealed class ModelFileTests(TinyModel tiny) : IClassFixture<TinyModel>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lakhnes-model-").FullName;

    [Fact]
    public void FileHoldsTheWholeModel()
    {
        using ModelFile file = ModelFile.Open(tiny.FileOf(ModelPrecision.Float32));
        Assert.Equal(tiny.Weights.Dimensions, file.Dimensions);
        Assert.Equal(TokenVocabulary.Tx1.Symbols.AsEnumerable(), file.Vocabulary.Symbols);
        Assert.Equal(TimeUnit.Sample, file.Vocabulary.Unit);
        Assert.Matches("^model.pt sha256 [0-9a-f]{64}, legacy container, module$", file.Provenance);
        TransformerXlWeights weights = file.ReadWeights();
        foreach ((string name, float[] numbers) in tiny.Weights.Parameters)
            Assert.Equal(numbers, weights.Parameters[name]);
    }

    [Fact]
    public void EightBitsKeepWeightsWithinHalfAStep()
    {
        using ModelFile file = ModelFile.Open(tiny.FileOf(ModelPrecision.Int8));
        foreach (ParameterShape parameter in file.Dimensions.Parameters())
        {
            float[] expected = tiny.Weights.Parameters[parameter.Name],
                actual = file.Read(parameter);
            int columns = parameter.IsMatrix ? parameter.Shape[1] : parameter.Count;
            for (int i = 0; i < expected.Length; i++)
            {
                float peak = expected.AsSpan(i / columns * columns, columns).ToArray().Max(Math.Abs);
                Assert.InRange(Math.Abs(expected[i] - actual[i]), 0, parameter.IsMatrix ? peak / 253 : 0);
            }
        }

        Assert.True(
            new FileInfo(tiny.FileOf(ModelPrecision.Int8)).Length < new FileInfo(tiny.FileOf(ModelPrecision.Float32)).Length / 2
        );
    }

    [Theory]
    [InlineData(373, "frame", 60.0988)]
    [InlineData(686, "sample", 44100)]
    public void OtherVocabulariesAndUnitsTravelAlong(int count, string unit, double rate)
    {
        TokenVocabulary vocabulary = count == 373 ? TokenVocabulary.Txf : TokenVocabulary.Tx2;
        Assert.Equal(count, vocabulary.Count);
        string path = Write(
            RandomWeights.Create(
                new TransformerXlDimensions
                {
                    LayerCount = 1,
                    TokenCount = count,
                    ModelSize = 8,
                    HeadCount = 1,
                    HeadSize = 8,
                    InnerSize = 8,
                    MemoryLength = 4,
                    TiedOutput = false,
                    ClampLength = 3,
                    SameLength = true,
                    NormalizeBefore = true,
                },
                vocabulary
            )
        );
        using ModelFile file = ModelFile.Open(path);
        Assert.Equal(vocabulary.Symbols.AsEnumerable(), file.Vocabulary.Symbols);
        Assert.Equal(new TimeUnit(unit, rate), file.Vocabulary.Unit);
        Assert.False(file.Dimensions.TiedOutput);
        Assert.True(file.Dimensions is { SameLength: true, NormalizeBefore: true, ClampLength: 3 });
        using TransformerXlModel model = TransformerXlModel.Load(path);
        Assert.Equal(count, model.Vocabulary.Count);
    }

    [Fact]
    public void DamagedFilesAreErrors()
    {
        byte[] file = File.ReadAllBytes(tiny.FileOf(ModelPrecision.Int8));
        var random = new Random(3);
        string path = Path.Combine(_folder, "damaged.onnx");
        for (int i = 0; i < 300; i++)
        {
            byte[] damaged = i % 2 == 0 ? file[..random.Next(file.Length)] : (byte[])file.Clone();
            if (i % 2 == 1)
                damaged[random.Next(damaged.Length)] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(path, damaged);
            try
            {
                using TransformerXlModel model = TransformerXlModel.Load(path);
                Assert.Equal(631, model.Dimensions.TokenCount);
            }
            catch (ModelException)
            {
                // as it should be
            }
        }
    }

    [Fact]
    public void OtherOnnxFilesAreRefused()
    {
        var graph = new OnnxGraphBuilder("other");
        graph.Output(graph.Node("Identity", [graph.Input("x", DataType.Float, 1)]), "y", DataType.Float, 1);
        string path = Path.Combine(_folder, "other.onnx");
        using (var stream = new Google.Protobuf.CodedOutputStream(File.Create(path)))
            graph.Build().WriteTo(stream);
        Assert.StartsWith("not a model of this program", Assert.Throws<ModelException>(() => ModelFile.Open(path)).Message);
    }

    [Fact]
    public void MissingRuntimeIsNamed()
    {
        // the library is loaded once in a process, so the check needs its own
        string message = Assert.Throws<OrtException>(() => OrtLibrary.FindLibrary(_folder)).Message;
        Assert.Equal($"{Path.Combine(_folder, OrtLibrary.FileName)}: ONNX Runtime is missing", message);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Write(TransformerXlWeights weights)
    {
        string path = Path.Combine(_folder, "model.onnx");
        using FileStream stream = File.Create(path);
        ModelFile.Write(weights, ModelPrecision.Float32, stream);
        return path;
    }
}
