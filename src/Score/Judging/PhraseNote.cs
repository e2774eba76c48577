namespace LakhNes.Score.Judging;

/// <summary>A note of a <see cref="Phrase"/>.</summary>
/// <param name="Voice">The voice that plays it.</param>
/// <param name="Key">MIDI key; of noise 1 to 16.</param>
/// <param name="Start">
/// Where it begins, in quarter notes from the phrase's first bar line; below 0 where it sounds on from before.
/// </param>
/// <param name="End">Where it ends; not before its start.</param>
public readonly record struct PhraseNote(NesVoice Voice, int Key, double Start, double End)
{
    /// <summary>The sixteenth that its beginning is nearest to.</summary>
    public int Sixteenth => (int)Math.Round(Start * 4, MidpointRounding.AwayFromZero);

    /// <summary>It begins in the phrase, up to a thirty-second early, and does not only sound on from before.</summary>
    public bool Begins => Start >= -1.0 / 8;

    /// <summary>It has a pitch: noise has none.</summary>
    public bool IsPitched => Voice != NesVoice.Noise;
}
