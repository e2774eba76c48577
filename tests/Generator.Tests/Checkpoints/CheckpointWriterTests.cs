using LakhNes.Generator.Checkpoints;
using LakhNes.Score;
using LakhNes.Score.Tokens;

namespace LakhNes.Generator.Tests.Checkpoints;

public sealed class CheckpointWriterTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lakhnes-export-").FullName;

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true, 5)]
    [InlineData(false, false, 12)]
    public void WhatIsWrittenIsRead(bool tied, bool before, int? embeddingSize = null)
    {
        TransformerXlWeights weights = RandomWeights.Create(
            new TransformerXlDimensions
            {
                LayerCount = 3,
                TokenCount = TokenVocabulary.Txf.Count,
                ModelSize = 12,
                EmbeddingSize = embeddingSize,
                HeadCount = 3,
                HeadSize = 4,
                InnerSize = 20,
                MemoryLength = 9,
                TiedOutput = tied,
                NormalizeBefore = before,
                ClampLength = 7,
                SameLength = before,
            },
            TokenVocabulary.Txf
        );
        CheckpointWriter.WriteFolder(weights, _folder);
        TransformerXlWeights read = CheckpointReader.ReadFolder(_folder);
        Assert.Equal(weights.Dimensions, read.Dimensions);
        Assert.Equal(TimeUnit.Frame, read.Vocabulary.Unit);
        Assert.Equal(weights.Vocabulary.Symbols.AsEnumerable(), read.Vocabulary.Symbols);
        Assert.Equal(weights.Parameters.Keys.Order(), read.Parameters.Keys.Order());
        foreach ((string name, float[] numbers) in weights.Parameters)
            Assert.Equal(numbers, read.Parameters[name]);
    }

    [Fact]
    public void UnitFileIsForOtherUnitsThanSamples()
    {
        var dimensions = new TransformerXlDimensions
        {
            LayerCount = 1,
            TokenCount = TokenVocabulary.Tx1.Count,
            ModelSize = 4,
            HeadCount = 1,
            HeadSize = 4,
            InnerSize = 4,
            MemoryLength = 2,
        };
        CheckpointWriter.WriteFolder(RandomWeights.Create(dimensions, TokenVocabulary.Tx1), _folder);
        Assert.False(File.Exists(Path.Combine(_folder, "unit.txt")));
        Assert.Equal(TimeUnit.Sample, CheckpointReader.ReadFolder(_folder).Vocabulary.Unit);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
