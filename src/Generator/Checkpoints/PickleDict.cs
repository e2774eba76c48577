namespace LakhNes.Generator.Checkpoints;

/// <summary>A dict or OrderedDict of a pickle, whose keys are strings.</summary>
internal sealed class PickleDict : Dictionary<string, object?>;
