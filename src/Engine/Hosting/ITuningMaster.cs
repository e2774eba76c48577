using LakhNes.Instrument.Tunings;

namespace LakhNes.Engine.Hosting;

/// <summary>Tunes the instruments of a whole session alike, unless they have a tuning of their own.</summary>
public interface ITuningMaster
{
    /// <summary>It tunes now. Allocates nothing.</summary>
    bool IsThere { get; }

    /// <summary>What it calls its tuning, the same object while that is the same. Not for the audio thread.</summary>
    string Name { get; }

    /// <summary>Reads its pitches. For the audio thread: allocates nothing, waits for nothing.</summary>
    /// <param name="pitches">Those that it gave last; receives the present ones.</param>
    /// <returns>Whether any is another.</returns>
    bool Read(ref PitchTable pitches);
}
