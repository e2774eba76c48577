namespace LakhNes.Engine.Tests;

/// <summary>Tests that count what the whole process has.</summary>
[CollectionDefinition(nameof(AloneInTheProcess), DisableParallelization = true)]
public sealed class AloneInTheProcess;
