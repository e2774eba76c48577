namespace LakhNes.Generator.Composition.Form;

/// <summary>A part of a piece. Sections of one letter are the same music, or variations of it.</summary>
/// <param name="Letter">A to Z.</param>
/// <param name="Bars">Its length; 0: that which sections have that say none, see <see cref="SongForm.WithBars"/>.</param>
public readonly record struct Section(char Letter, int Bars);
