using LakhNes.Drawing;
using LakhNes.Ui.Input;

namespace LakhNes.Ui.Windows;

/// <summary>What a native window tells. Places are in pixels. Nothing here throws.</summary>
internal interface IWindowListener
{
    /// <summary>The pointer did something.</summary>
    void OnPointer(PointerEvent e);

    /// <summary>A key went down.</summary>
    /// <returns>Whether it was used.</returns>
    bool OnKey(KeyEvent e);

    /// <summary>A file was dropped onto the window.</summary>
    /// <param name="path">Its whole path.</param>
    void OnFile(string path);

    /// <summary>An area of the window has lost its picture.</summary>
    void OnExposed(Area area);

    /// <summary>Something failed in the window, which the host is not told. Keeps the reason.</summary>
    /// <param name="fault">What was caught.</param>
    /// <param name="type">The class whose function caught it.</param>
    /// <param name="function">The function.</param>
    void OnFault(Exception fault, string type, string function);

    /// <summary>Time for a frame, where the window has its own timer.</summary>
    void OnFrame();
}
