namespace LakhNes.Score.Beats;

/// <summary>A note of a voice.</summary>
/// <param name="Voice">Who plays it.</param>
/// <param name="Key">MIDI key; of noise 1 to 16.</param>
/// <param name="Start">Where it begins, in the score's unit.</param>
/// <param name="End">Where it ends, after <paramref name="Start"/>.</param>
public readonly record struct VoiceNote(NesVoice Voice, int Key, long Start, long End)
{
    /// <summary>How long it sounds.</summary>
    public long Length => End - Start;
}
