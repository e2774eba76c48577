namespace LakhNes.Generator.Composition.Looping;

/// <summary>A piece that leads back into its beginning.</summary>
/// <param name="Piece">The piece.</param>
/// <param name="NatsBefore">
/// How unlikely its first bars were after the last ones that were composed at first: the negative logarithm of their probability.
/// </param>
/// <param name="Nats">How unlikely they are after its last ones now.</param>
public readonly record struct ClosedLoop(Piece Piece, double NatsBefore, double Nats);
