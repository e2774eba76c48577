namespace LakhNes.Engine.Generation;

/// <summary>The kinds of <see cref="Awaited"/>.</summary>
internal enum AwaitedKind : byte
{
    /// <summary>Room for another of the <see cref="GenerationWorker.Requests"/>.</summary>
    RoomForRequest,

    /// <summary>Room for another of the <see cref="GenerationWorker.Captured"/> notes.</summary>
    RoomForCapturedNote,

    /// <summary>Room for another of the <see cref="GenerationWorker.TakeEvents"/>.</summary>
    RoomForTakeEvent,

    /// <summary>All take events that were told have been dealt with.</summary>
    TakesWritten,

    /// <summary>All notes of a request before a song position have been handed out.</summary>
    Composed,
}
