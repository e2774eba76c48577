namespace LakhNes.Engine.Generation;

/// <summary>How a block's song position follows from the one before.</summary>
public enum TransportChange
{
    /// <summary>The song goes on.</summary>
    None,

    /// <summary>It was started, stopped or moved.</summary>
    Jump,

    /// <summary>The host's loop has jumped back.</summary>
    Loop,
}
