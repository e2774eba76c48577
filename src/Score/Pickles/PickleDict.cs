namespace LakhNes.Score.Pickles;

/// <summary>A dict or OrderedDict of a pickle, whose keys are strings.</summary>
public sealed class PickleDict : Dictionary<string, object?>;
