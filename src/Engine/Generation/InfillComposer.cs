using LakhNes.Engine.Generation.Requests;
using LakhNes.Engine.Generation.Takes;
using LakhNes.Generator;

namespace LakhNes.Engine.Generation;

/// <summary>
/// Composes infills beside what is played, a token at a time. Allocates nothing after construction; one thread at a time.
/// </summary>
/// <param name="model">The model; must outlive the composer.</param>
internal sealed class InfillComposer(TransformerXlModel model) : IDisposable
{
    // of a prompt, so that what is played never waits for long
    private const int TokensAStep = 32;

    private readonly LiveComposer _composer = new(model, new CaptureHistory(), rewind: 0);
    private InfillTask? _task;
    private bool _begun;

    /// <summary>Bytes that it holds, without the model.</summary>
    public long MemoryBytes => _composer.MemoryBytes;

    /// <summary>Composes a token, or takes in a part of the prompt.</summary>
    /// <param name="task">What is wanted.</param>
    /// <returns>Whether all is composed.</returns>
    public bool Step(InfillTask task)
    {
        InfillNotes notes = task.Notes;
        if (task != _task)
        {
            _task = task;
            _begun = false;
            notes.Clear();
            _composer.Take(notes.Request, notes.History);
        }

        if (!_begun)
        {
            _begun = _composer.CatchUp(TokensAStep);
            return false;
        }

        _composer.Step();
        while (_composer.TryTake(out HeardNote note))
            notes.Add(in note);
        task.Show((_composer.ComposedTo - notes.Request.Start) / (notes.Request.End - notes.Request.Start));
        if (!_composer.IsComplete)
            return false;
        notes.End();
        _task = null;
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _composer.Dispose();
}
