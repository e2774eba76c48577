using LakhNes.Ui.Input;

namespace LakhNes.Ui.Editing;

/// <summary>What a window asks of the plugin format that it was opened by. Called on the window's thread.</summary>
public interface IEditorHost
{
    /// <summary>The user takes hold of a parameter.</summary>
    /// <param name="index">Place in the parameter table.</param>
    void BeginEdit(int index);

    /// <summary>The user moves a parameter that is held; it takes effect at once.</summary>
    /// <param name="index">Place in the parameter table.</param>
    /// <param name="plain">Plain value.</param>
    void Edit(int index, double plain);

    /// <summary>The user lets a parameter go.</summary>
    /// <param name="index">Place in the parameter table.</param>
    void EndEdit(int index);

    /// <summary>
    /// Many values changed together, or something that is no parameter: the host reads them again and knows that the project
    /// changed.
    /// </summary>
    void ValuesChanged();

    /// <summary>What failed last inside the plugin and was kept from the host, on one line; null: nothing.</summary>
    string? LastFault => null;

    /// <summary>Something failed in the window: keeps the reason, for <see cref="LastFault"/>.</summary>
    /// <param name="fault">What was caught.</param>
    /// <param name="type">The class whose function caught it.</param>
    /// <param name="function">The function.</param>
    void KeepFault(Exception fault, string type, string function) { }

    /// <summary>Asks for another size of the window, in pixels; where the host agrees it sets that size itself.</summary>
    /// <returns>Whether it agrees.</returns>
    bool RequestSize(int width, int height);

    /// <summary>Opens the host's own menu of a parameter at a place in the window.</summary>
    /// <param name="index">Place in the parameter table.</param>
    /// <param name="x">From the left, in pixels.</param>
    /// <param name="y">From the top, in pixels.</param>
    /// <returns>Whether the host has one; the window opens its own otherwise.</returns>
    bool ShowParameterMenu(int index, int x, int y) => false;

    /// <summary>A key goes down that the window itself has no use for.</summary>
    /// <returns>Whether the host used it.</returns>
    bool UnusedKey(KeyEvent e) => false;
}
