namespace LakhNes.Ui.Toolkit;

/// <summary>One line of a list.</summary>
/// <param name="Text">What it says.</param>
/// <param name="Note">Said quietly at the right edge.</param>
internal readonly record struct ListItem(string Text, string Note = "")
{
    /// <summary>It has a heart before it.</summary>
    public bool IsFavourite { get; init; }

    /// <summary>It names the lines below and cannot be chosen.</summary>
    public bool IsHeading { get; init; }
}
