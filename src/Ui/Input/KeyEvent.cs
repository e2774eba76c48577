namespace LakhNes.Ui.Input;

/// <summary>A key goes down, or repeats.</summary>
/// <param name="Key">Which key.</param>
/// <param name="Character">What it writes where <paramref name="Key"/> is <see cref="Key.Character"/>.</param>
/// <param name="Modifiers">What is held with it.</param>
public readonly record struct KeyEvent(Key Key, char Character = '\0', Modifiers Modifiers = Modifiers.None)
{
    /// <summary>Whether it is this letter with Control.</summary>
    public bool IsShortcut(char letter) =>
        Key == Key.Character && (Modifiers & Modifiers.Control) != 0 && char.ToLowerInvariant(Character) == letter;
}
