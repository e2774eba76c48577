using System.Text.Json.Serialization;
using LakhNes.Study.Answers;
using LakhNes.Study.Clips;
using LakhNes.Study.Plans;

namespace LakhNes.Study.Storage;

/// <summary>Reads and writes what a study stores, also where code is compiled ahead of time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    WriteIndented = true
)]
[JsonSerializable(typeof(KeyEntry[]))]
[JsonSerializable(typeof(StudyPlan))]
[JsonSerializable(typeof(ListenerAnswers))]
[JsonSerializable(typeof(ListenerRequest))]
[JsonSerializable(typeof(ListenerView))]
internal sealed partial class StudyJson : JsonSerializerContext;
