namespace LakhNes.Instrument.Settings;

/// <summary>
/// A list of up to 64 values that a voice reads one a step while a note sounds: what trackers call a macro.
/// It loops from <see cref="Loop"/> while the key is held and goes on from <see cref="Release"/> when it is let go.
/// </summary>
public sealed class StepSequence
{
    /// <summary>The longest sequence, in steps.</summary>
    public const int MaxLength = 64;

    private readonly sbyte[] _steps = new sbyte[MaxLength];

    /// <summary>Steps in use, 0 to 64. An empty sequence changes nothing.</summary>
    public int Length { get; private set; }

    /// <summary>Step that the sequence returns to after its last held step, or -1 to hold that step.</summary>
    public int Loop { get; private set; } = -1;

    /// <summary>First step played after note-off, or -1 where note-off does not move the sequence.</summary>
    public int Release { get; private set; } = -1;

    /// <summary>The steps in use.</summary>
    public ReadOnlySpan<sbyte> Steps => _steps.AsSpan(0, Length);

    /// <summary>The value of one step.</summary>
    /// <param name="step">0 to <see cref="Length"/> - 1.</param>
    public sbyte this[int step] => _steps[step];

    /// <summary>Replaces the sequence. Points outside it become -1, steps beyond the 64th are dropped.</summary>
    public void Set(ReadOnlySpan<sbyte> steps, int loop = -1, int release = -1)
    {
        Length = Math.Min(steps.Length, MaxLength);
        steps[..Length].CopyTo(_steps);
        Loop = loop >= 0 && loop < Length ? loop : -1;
        Release = release >= 0 && release < Length ? release : -1;
    }

    /// <summary>Takes over another sequence without allocating.</summary>
    public void CopyFrom(StepSequence other) => Set(other.Steps, other.Loop, other.Release);
}
