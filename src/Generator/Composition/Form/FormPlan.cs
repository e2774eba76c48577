namespace LakhNes.Generator.Composition.Form;

/// <summary>A form on a piece's clock.</summary>
/// <param name="Form">The sections, each with its bars; none: the piece has no form.</param>
/// <param name="Start">When the first section begins, in the text's units: at a bar line.</param>
/// <param name="Bar">Length of a bar in the text's units, above 0.</param>
/// <param name="Vary">
/// How much of a section that comes again is another: this share of its bars, counted from its end, is composed anew. 0 to 1.
/// </param>
/// <param name="Repeats">After the last section the first one comes again, and so on.</param>
public readonly record struct FormPlan(SongForm Form, long Start, double Bar, double Vary = 0, bool Repeats = false);
