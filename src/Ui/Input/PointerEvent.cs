namespace LakhNes.Ui.Input;

/// <summary>Something that the pointer did.</summary>
/// <param name="Action">What.</param>
/// <param name="X">Where, from the left. A window gives pixels, widgets get units of the layout.</param>
/// <param name="Y">Where, from the top.</param>
/// <param name="Button">The button that went down or up.</param>
/// <param name="Modifiers">Keys that are held.</param>
/// <param name="Wheel">Notches that the wheel turned, up being above 0.</param>
/// <param name="Clicks">With <see cref="PointerAction.Down"/>: 1, or 2 for the second of a double click.</param>
public readonly record struct PointerEvent(
    PointerAction Action,
    double X,
    double Y,
    PointerButton Button = PointerButton.None,
    Modifiers Modifiers = Modifiers.None,
    double Wheel = 0,
    int Clicks = 1
)
{
    /// <summary>Fine control is asked for.</summary>
    public bool IsFine => (Modifiers & (Modifiers.Shift | Modifiers.Control)) != 0;

    /// <summary>Whether it is the primary button going down.</summary>
    public bool IsPress => Action == PointerAction.Down && Button == PointerButton.Primary;
}
