using System.Runtime.CompilerServices;

namespace LakhNes.Dsp.Apu;

/// <summary>A signal's step, divided between the two phases around its time.</summary>
internal readonly struct Step
{
    /// <inheritdoc cref="StepTime.Start"/>
    public readonly int Start;

    /// <inheritdoc cref="StepTime.Taps"/>
    public readonly int Taps;

    /// <summary>The part on the phase before the time.</summary>
    public readonly double Early;

    /// <summary>The part on the phase after it.</summary>
    public readonly double Late;

    /// <summary>Makes a step.</summary>
    /// <param name="time">When.</param>
    /// <param name="height">By how much: a value of <see cref="StepBuffer.Quantise"/>, or a difference of such.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Step(in StepTime time, double height)
    {
        Start = time.Start;
        Taps = time.Taps;
        Late = StepBuffer.Quantise(height * time.Share);
        Early = height - Late;
    }
}
