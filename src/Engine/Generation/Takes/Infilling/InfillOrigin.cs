using System.Collections.Immutable;
using LakhNes.Engine.Generation.Requests;
using LakhNes.Engine.Timing;

namespace LakhNes.Engine.Generation.Takes.Infilling;

/// <summary>What an infill has from the take that is filled in.</summary>
/// <param name="Number">See <see cref="Take.Number"/>.</param>
/// <param name="Request">The request that began it.</param>
/// <param name="End">See <see cref="Take.End"/>.</param>
/// <param name="Truncated">See <see cref="Take.Truncated"/>.</param>
/// <param name="Tempos">See <see cref="Take.Tempos"/>.</param>
/// <param name="Loads">How many lists of takes had been loaded: it belongs to the last one.</param>
internal readonly record struct InfillOrigin(int Number, CompositionRequest Request, double End, bool Truncated, ImmutableArray<TempoPoint> Tempos, int Loads);
