namespace LakhNes.Engine.Generation;

/// <summary>What an audio thread that renders offline waits for.</summary>
/// <param name="Kind">What.</param>
/// <param name="Count">With <see cref="AwaitedKind.TakesWritten"/>: so many <see cref="GenerationWorker.TakeEvents"/>.</param>
/// <param name="Epoch">With <see cref="AwaitedKind.Composed"/>: the request.</param>
/// <param name="Position">With <see cref="AwaitedKind.Composed"/>: up to this song position, in quarter notes.</param>
internal readonly record struct Awaited(AwaitedKind Kind, long Count = 0, int Epoch = 0, double Position = 0);
