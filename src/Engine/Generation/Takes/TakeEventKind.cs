using LakhNes.Engine.Generation.Requests;

namespace LakhNes.Engine.Generation.Takes;

/// <summary>What a <see cref="TakeEvent"/> says.</summary>
internal enum TakeEventKind : byte
{
    /// <summary>The player's note began or ended.</summary>
    Played = TakeNoteKind.Played,

    /// <summary>A composed note began or ended.</summary>
    Composed = TakeNoteKind.Composed,

    /// <summary>A composed note came too late.</summary>
    Dropped = TakeNoteKind.Dropped,

    /// <summary>The take ends.</summary>
    End,

    /// <summary>The newest take is to be kept.</summary>
    Keep,

    /// <summary>All takes go.</summary>
    Clear,

    /// <summary>The last change of the list is undone.</summary>
    Undo,
}
