namespace LakhNes.App.Playing;

/// <summary>What an output plays.</summary>
internal interface IAudioSource
{
    /// <summary>Samples a second.</summary>
    int SampleRate { get; }

    /// <summary>Samples that it likes to render at once.</summary>
    int BlockFrames { get; }

    /// <summary>Renders the next frames. Called on the audio thread: allocates nothing and waits for nothing.</summary>
    /// <param name="stereo">Left and right by turns, to be filled whole.</param>
    /// <returns>False where nothing more comes; what was filled is still to be played.</returns>
    bool Render(Span<float> stereo);
}
