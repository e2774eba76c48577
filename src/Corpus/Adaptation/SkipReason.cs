namespace LakhNes.Corpus.Adaptation;

/// <summary>Why a file gave no piece.</summary>
public enum SkipReason
{
    /// <summary>It cannot be opened or is no MIDI file.</summary>
    Unreadable,

    /// <summary>More than <see cref="AdaptationOptions.LargestFile"/> bytes.</summary>
    TooLarge,

    /// <summary>Less than <see cref="AdaptationOptions.ShortestFile"/> seconds.</summary>
    TooShort,

    /// <summary>More than <see cref="AdaptationOptions.LongestFile"/> seconds.</summary>
    TooLong,

    /// <summary>No part that the rules let through.</summary>
    NoUsablePart,
}
