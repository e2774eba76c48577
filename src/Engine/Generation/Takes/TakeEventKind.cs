namespace LakhNes.Engine.Generation.Takes;

/// <summary>What a <see cref="TakeEvent"/> says.</summary>
internal enum TakeEventKind : byte
{
    /// <summary>A note began or ended, or came too late.</summary>
    Note,

    /// <summary>The take ends.</summary>
    End,

    /// <summary>The newest take is to be kept.</summary>
    Keep,

    /// <summary>All takes go.</summary>
    Clear,

    /// <summary>The last change of the list is undone.</summary>
    Undo,
}
