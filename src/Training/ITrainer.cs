using LakhNes.Generator.Runtime;

namespace LakhNes.Training;

/// <summary>A model in training: takes steps, and shows all that its next step depends on.</summary>
public interface ITrainer : IDisposable
{
    /// <summary>Lengths, dropout, what is frozen.</summary>
    TrainerOptions Options { get; }

    /// <summary>Steps that were taken.</summary>
    long Step { get; }

    /// <summary>Tokens that the memory of each stream holds.</summary>
    int Filled { get; }

    /// <summary>The parameters as they are now.</summary>
    ParameterVector Parameters { get; }

    /// <summary>
    /// All numbers that the next step depends on, in single precision: parameters, both moments, and the memory of each layer,
    /// [streams, memory, model], the latest tokens last.
    /// </summary>
    IReadOnlyList<NativeBuffer<float>> State { get; }

    /// <summary>Begins streams whose memories are empty.</summary>
    /// <param name="count">How many; may differ from before.</param>
    void BeginStreams(int count);

    /// <summary>Takes one step.</summary>
    /// <param name="tokens">A segment of each stream, stream after stream.</param>
    /// <param name="targets">The token that follows each.</param>
    /// <param name="rate">The learning rate.</param>
    StepResult Train(ReadOnlySpan<int> tokens, ReadOnlySpan<int> targets, double rate);

    /// <summary>Goes to where a saved trainer was; its numbers are then written to <see cref="State"/>.</summary>
    /// <param name="step">Steps that were taken.</param>
    /// <param name="streams">Streams side by side; 0 where none were begun.</param>
    /// <param name="filled">Tokens that the memory of each holds.</param>
    void Restore(long step, int streams, int filled);
}
