namespace LakhNes.Ui.Input;

/// <summary>A pointer's button.</summary>
public enum PointerButton
{
    /// <summary>None.</summary>
    None,

    /// <summary>The one that does things.</summary>
    Primary,

    /// <summary>The wheel pressed down.</summary>
    Middle,

    /// <summary>The one that opens context menus.</summary>
    Secondary,
}
