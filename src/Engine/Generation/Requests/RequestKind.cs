namespace LakhNes.Engine.Generation.Requests;

/// <summary>The kinds of <see cref="CompositionRequest"/>.</summary>
internal enum RequestKind : byte
{
    /// <summary>Compose nothing.</summary>
    Stop,

    /// <summary>Continue the captured notes.</summary>
    Begin,

    /// <summary>Keep what was composed before the start; compose the rest anew, knowing what has been captured since.</summary>
    Revise,
}
