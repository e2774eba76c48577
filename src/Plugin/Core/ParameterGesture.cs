namespace LakhNes.Plugin.Core;

/// <summary>Part of a gesture in the window, on its way to the host.</summary>
/// <param name="Kind">Which part.</param>
/// <param name="Id">The parameter's id.</param>
/// <param name="Plain">Plain value, where it moves.</param>
internal readonly record struct ParameterGesture(ParameterGestureKind Kind, uint Id, double Plain = 0);
