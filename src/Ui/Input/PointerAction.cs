namespace LakhNes.Ui.Input;

/// <summary>What a pointer does.</summary>
public enum PointerAction
{
    /// <summary>It moves, with or without a button held.</summary>
    Move,

    /// <summary>A button goes down.</summary>
    Down,

    /// <summary>A button comes up.</summary>
    Up,

    /// <summary>The wheel turns.</summary>
    Wheel,

    /// <summary>The pointer leaves the window.</summary>
    Leave,
}
