namespace LakhNes.Score;

/// <summary>How a note is played: what TX2 calls its expression, with the volume's course as a shape.</summary>
/// <param name="Volume">Of its loudest moment, 1 to 15 of the chip's volume; 0: nothing is said of the note.</param>
/// <param name="Timbre">Duty 0 to 3 of a pulse, mode 0 or 1 of noise.</param>
/// <param name="Shape">
/// The course of its volume, 1 to <see cref="VolumeShapes.Count"/>; 0: not known, as in notes of a player.
/// </param>
public readonly record struct NoteExpression(byte Volume, byte Timbre, byte Shape = 0)
{
    // a timbre or a shape is there or not: it counts from so much expression on
    private const double WholeFrom = 0.5;

    /// <summary>Nothing is said: the note is played as the sound that is chosen plays it.</summary>
    public static NoteExpression None => default;

    /// <summary>Nothing is said of the note.</summary>
    public bool IsNone => Volume == 0;

    /// <summary>So much expression is enough for a note's own timbre and shape.</summary>
    /// <param name="amount">0 to 1.</param>
    public static bool IsWhole(double amount) => amount >= WholeFrom;

    /// <summary>How loud the note is, 0 to 1, where only a part of its expression counts.</summary>
    /// <param name="amount">How much of it, 0 to 1.</param>
    /// <param name="usual">How loud a note is of which nothing is said.</param>
    public double LoudnessOf(double amount, double usual) =>
        IsNone ? usual : usual + (amount * (((double)Volume / NesVoices.FullVelocity) - usual));
}
