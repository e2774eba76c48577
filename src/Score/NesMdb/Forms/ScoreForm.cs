namespace LakhNes.Score.NesMdb.Forms;

/// <summary>NES-MDB's scores: what each keeps of the expressive one.</summary>
public enum ScoreForm
{
    /// <summary>Note, velocity and timbre of each voice: an array [steps, 4, 3] of bytes.</summary>
    Expressive,

    /// <summary>The note of each voice: an array [steps, 4] of bytes.</summary>
    Separated,

    /// <summary>A list of the notes that sound in each step, from the lowest; without noise, and without their voices.</summary>
    Blended,
}
