using LakhNes.Generator.Composition;

namespace LakhNes.Engine.Generation.Takes;

/// <summary>Which part of a take is to be composed anew.</summary>
/// <param name="Number">The take, see <see cref="Take.Number"/>.</param>
/// <param name="FirstBar">The first bar, 1 to <see cref="Take.Bars"/>.</param>
/// <param name="LastBar">The last bar, not before the first.</param>
/// <param name="Voices">The voices; at least one.</param>
public readonly record struct TakeInfill(int Number, int FirstBar, int LastBar, VoiceSet Voices);
