namespace LakhNes.Ui.Editing;

/// <summary>Which of a voice's step sequences.</summary>
internal enum StepKind
{
    /// <summary>Loudness, 0 to 15.</summary>
    Volume,

    /// <summary>A pulse's duty, 0 to 3, or the noise's mode, 0 to 1.</summary>
    Timbre,

    /// <summary>Timer periods that are added to the note's.</summary>
    Pitch,

    /// <summary>Semitones that are added to the note.</summary>
    Arpeggio,
}
