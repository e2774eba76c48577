namespace LakhNes.Corpus.Adaptation;

/// <summary>A note of a part or line.</summary>
/// <param name="Start">In the units of the adaptation: samples or frames.</param>
/// <param name="End">At least <paramref name="Start"/>.</param>
/// <param name="Key">MIDI key, or the note of the noise voice.</param>
/// <param name="Velocity">MIDI's 1-127, or a voice's 1-15.</param>
/// <param name="Timbre">Mode of the noise voice.</param>
internal readonly record struct TimedNote(long Start, long End, int Key, int Velocity, int Timbre = 0)
{
    /// <summary>The voice's velocity by LakhNES' rule: 1 + 14 v / 127, rounded.</summary>
    public TimedNote WithVoiceVelocity() => this with { Velocity = (int)Math.Round(1 + 14 * Velocity / 127.0) };
}
