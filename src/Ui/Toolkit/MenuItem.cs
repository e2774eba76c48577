namespace LakhNes.Ui.Toolkit;

/// <summary>One line of a menu.</summary>
/// <param name="Text">What it says.</param>
/// <param name="Chosen">What it does.</param>
internal sealed record MenuItem(string Text, Action Chosen)
{
    /// <summary>It is the present choice.</summary>
    public bool IsChecked { get; init; }

    /// <summary>It can be chosen.</summary>
    public bool IsEnabled { get; init; } = true;
}
