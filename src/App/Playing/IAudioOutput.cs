namespace LakhNes.App.Playing;

/// <summary>An open device of an audio system, which calls its source for what to play.</summary>
internal interface IAudioOutput : IDisposable
{
    /// <summary>Samples a second.</summary>
    int SampleRate { get; }

    /// <summary>Starts to play.</summary>
    /// <param name="source">What is played, at <see cref="SampleRate"/>.</param>
    /// <exception cref="AppException">The device refuses.</exception>
    void Start(IAudioSource source);

    /// <summary>The source has ended, or the device is gone.</summary>
    bool IsOver { get; }

    /// <summary>Why it stopped, where the device failed.</summary>
    string? Failure { get; }

    /// <summary>Calls the source no more. Does nothing where it has not started.</summary>
    void Stop();
}
