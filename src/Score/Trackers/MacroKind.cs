namespace LakhNes.Score.Trackers;

/// <summary>What a <see cref="Macro"/> changes, in the order of FamiTracker's files.</summary>
public enum MacroKind
{
    /// <summary>Volume, 0 to 15, multiplied with the channel's.</summary>
    Volume,

    /// <summary>Semitones added to the note; of noise, periods.</summary>
    Arpeggio,

    /// <summary>Timer periods added to the note's, each frame further.</summary>
    Pitch,

    /// <summary>As <see cref="Pitch"/>, sixteen periods a unit.</summary>
    HighPitch,

    /// <summary>Duty of a pulse, 0 to 3, or mode of noise, 0 or 1.</summary>
    Duty,
}
