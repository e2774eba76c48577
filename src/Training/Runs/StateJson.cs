using System.Text.Json.Serialization;

namespace LakhNes.Training.Runs;

/// <summary>Reads and writes <see cref="StateHeader"/>, also where code is compiled ahead of time.</summary>
[JsonSerializable(typeof(StateHeader))]
internal sealed partial class StateJson : JsonSerializerContext;
