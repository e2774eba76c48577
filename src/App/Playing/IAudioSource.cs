namespace LakhNes.App.Playing;

/// <summary>What an output plays. Called on the audio thread: allocates nothing and waits for nothing.</summary>
internal unsafe interface IAudioSource
{
    /// <summary>Samples that it renders at once at most.</summary>
    int BlockFrames { get; }

    /// <summary>Takes a MIDI message for the next <see cref="Render"/>; for outputs that carry MIDI too.</summary>
    /// <param name="offset">Its sample there.</param>
    /// <param name="message">One message, with its status byte.</param>
    void Midi(int offset, ReadOnlySpan<byte> message);

    /// <summary>Renders the next frames.</summary>
    /// <param name="left">Takes the left channel.</param>
    /// <param name="right">Takes the right channel.</param>
    /// <param name="frames">How many, <see cref="BlockFrames"/> at most.</param>
    /// <returns>False where nothing more comes; what was rendered is still to be played.</returns>
    bool Render(float* left, float* right, int frames);
}
