namespace LakhNes.Engine.Settings;

/// <summary>What happens when the host's loop jumps back.</summary>
public enum LoopBehaviour
{
    /// <summary>Every pass begins as the first: with the same notes it is composed the same.</summary>
    Repeat,

    /// <summary>The music goes on: what was heard before the jump is remembered.</summary>
    Continue,
}
