namespace LakhNes.Plugin.Tests.Core;

/// <summary>Tests that exchange the log of the process run alone.</summary>
[CollectionDefinition(nameof(FaultCollection), DisableParallelization = true)]
public class FaultCollection;
