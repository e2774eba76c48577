using LakhNes.Score;

namespace LakhNes.Engine.Generation;

/// <summary>How a composed note is struck.</summary>
/// <param name="Velocity">0 to 1.</param>
/// <param name="Timbre">Duty or noise mode; -1: that of the sound that is set.</param>
/// <param name="Shape">The course of its volume (<see cref="VolumeShapes"/>); 0: that of the sound that is set.</param>
public readonly record struct GeneratedTouch(double Velocity, int Timbre, int Shape)
{
    // of notes of which nothing is said, and the triangle's: 100 of MIDI's 127
    private const double Usual = 100 / 127.0;

    /// <summary>The touch of a note.</summary>
    /// <param name="expression">How songs would play it.</param>
    /// <param name="amount">How much of that counts, 0 to 1.</param>
    public static GeneratedTouch Of(NoteExpression expression, double amount)
    {
        bool isWhole = !expression.IsNone && NoteExpression.IsWhole(amount);
        return new(expression.LoudnessOf(amount, Usual), isWhole ? expression.Timbre : -1, isWhole ? expression.Shape : 0);
    }
}
