using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck.Xunit;
using LakhNes.Training.Kernels;
using LakhNes.Training.Runs;

namespace LakhNes.Training.Tests.Runs;

/// <summary>A run of two steps, saved once.</summary>
public sealed class TrainingStateTests : IDisposable
{
    private static readonly Lazy<byte[]> Saved = new(() =>
    {
        using var folder = new TestFolder();
        var options = new RunOptions
        {
            Trainer = new TrainerOptions { SegmentLength = 8, MemoryLength = 12 },
            Batches = [new BatchPhase(2)],
            Steps = 2,
            AverageDecay = 0.5,
        };
        using var run = new TrainingRun(TinyData.Model(), TinyData.Create(validation: 0), options, folder.Path);
        run.Run();
        return File.ReadAllBytes(folder[TrainingState.FileName]);
    });

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AStateKnowsItsRun()
    {
        TrainingState state = Read(Saved.Value);
        Assert.Equal(2, state.Position.Step);
        Assert.Equal(32, state.Position.Tokens);
        Assert.Equal(0.5, state.Options.AverageDecay);
        Assert.Equal(2, state.Options.Batches[0].Streams);
        Assert.Equal(TinyData.Model().Vocabulary.Symbols.ToArray(), state.Vocabulary.Symbols.ToArray());
        Assert.Equal(Score.TimeUnit.Frame, state.Vocabulary.Unit);
    }

    [Fact]
    public void WhatAnOlderStateDoesNotSayIsAsItWasThen()
    {
        const string magic = "LakhNES training state 1\n";
        int length = BitConverter.ToInt32(Saved.Value, magic.Length);
        JsonNode header = JsonNode.Parse(Saved.Value.AsSpan(magic.Length + sizeof(int), length))!;
        JsonObject trainer = header["Options"]!["Trainer"]!.AsObject(),
            optimiser = trainer["Optimiser"]!.AsObject();
        foreach (string later in new[] { "Chunks", "VariesSegments", "AttentionDropout" })
            Assert.True(trainer.Remove(later));
        foreach (string later in new[] { "Rule", "Momentum" })
            Assert.True(optimiser.Remove(later));
        TrainerOptions options = JsonSerializer
            .Deserialize(header.ToJsonString(), StateJson.Default.StateHeader)!
            .Options.Trainer;
        Assert.Equal((1, false, 0), (options.Chunks, options.VariesSegments, options.AttentionDropout));
        Assert.Equal((OptimiserRule.Adam, 0), (options.Optimiser.Rule, options.Optimiser.Momentum));
        Assert.Equal(8, options.SegmentLength);
    }

    [Property(MaxTest = 60)]
    public void ADamagedByteIsNoticed(uint place, byte change)
    {
        byte[] bytes = [.. Saved.Value];
        bytes[place % bytes.Length] ^= (byte)Math.Max(1, (int)change);
        Assert.Throws<TrainingStateException>(() => Read(bytes));
    }

    [Property(MaxTest = 30)]
    public void AnUnfinishedFileIsNoticed(uint length) =>
        Assert.Throws<TrainingStateException>(() => Read(Saved.Value[..(int)(length % Saved.Value.Length)]));

    [Fact]
    public void AStateOfOtherOptionsDoesNotFit()
    {
        TrainingState state = Read(Saved.Value);
        Assert.Throws<TrainingStateException>(() =>
            new TrainingRun(state, TinyData.Create(), state.Options with { AverageDecay = 0 }, _folder.Path)
        );
    }

    private TrainingState Read(byte[] bytes)
    {
        string path = _folder["state.bin"];
        File.WriteAllBytes(path, bytes);
        return TrainingState.Read(path);
    }
}
