using LakhNes.Concurrency;

namespace LakhNes.Engine.Monitoring;

/// <summary>
/// A recording on its way to the main output, over whatever plays, for somebody who listens at the window: see
/// <see cref="ChipEngine.Listen"/>. One thread writes, the audio thread mixes. What is rendered offline never has it.
/// </summary>
public sealed class Audition
{
    // frames: more than a second at the usual rates
    private const int Capacity = 1 << 16;

    private readonly SpscRing<(float Left, float Right)> _frames = new(Capacity);
    private int _ended;

    /// <summary>Nothing more is to be heard: it was stopped, or ended and was heard to its end. From any thread.</summary>
    public bool IsOver => Volatile.Read(ref _ended) != 0 && _frames.Count == 0;

    /// <summary>Frames that were written and not heard yet. From any thread.</summary>
    public int Waiting => _frames.Count;

    /// <summary>Adds frames; for the writer.</summary>
    /// <param name="stereo">Left and right by turns, at the engine's sample rate.</param>
    /// <returns>How many samples of <paramref name="stereo"/> found room; the rest is for later.</returns>
    public int Write(ReadOnlySpan<float> stereo)
    {
        int written = 0;
        while (written + 1 < stereo.Length && _frames.TryPush((stereo[written], stereo[written + 1])))
            written += 2;
        return written;
    }

    /// <summary>Says that nothing more comes; for the writer.</summary>
    public void End() => Volatile.Write(ref _ended, 1);

    /// <summary>Adds what is due; for the audio thread. Allocates nothing.</summary>
    /// <param name="left">The left channel.</param>
    /// <param name="right">The right channel, as long.</param>
    /// <param name="factor">What a full swing of the recording becomes.</param>
    internal void Mix(Span<double> left, Span<double> right, double factor)
    {
        for (int i = 0; i < left.Length && _frames.TryPop(out (float Left, float Right) frame); i++)
        {
            left[i] += frame.Left * factor;
            right[i] += frame.Right * factor;
        }
    }
}
