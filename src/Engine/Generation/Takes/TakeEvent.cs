using LakhNes.Engine.Generation.Requests;

namespace LakhNes.Engine.Generation.Takes;

/// <summary>What the audio thread tells of a take, or wants done with the list.</summary>
/// <param name="Kind">What.</param>
/// <param name="Note">The note, or where the take ends; its epoch is that of the request that began the take.</param>
internal readonly record struct TakeEvent(TakeEventKind Kind, HeardNote Note = default);
