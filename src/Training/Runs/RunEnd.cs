namespace LakhNes.Training.Runs;

/// <summary>Why a run ended.</summary>
public enum RunEnd
{
    /// <summary>All steps were taken, or the time was up.</summary>
    Finished,

    /// <summary>Validation did not get better any more.</summary>
    NoBetter,

    /// <summary>It was told to stop.</summary>
    Stopped,
}
