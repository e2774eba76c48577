namespace LakhNes.Ui.Painting;

/// <summary>The font's sizes; the value is how many units a font pixel has.</summary>
internal enum TextSize
{
    /// <summary>Everything but headings.</summary>
    Normal = 1,

    /// <summary>Headings.</summary>
    Large = 2,
}
