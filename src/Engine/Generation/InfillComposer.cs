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

    private readonly LiveComposer _composer = new(model, new CaptureHistory());
    private InfillTask? _task;
    private bool _begun;
    private bool _weighs;
    private double? _nats;

    /// <summary>Bytes that it holds, without the model.</summary>
    public long MemoryBytes => _composer.MemoryBytes;

    /// <summary>Composes a token, or takes in a part of what was heard.</summary>
    /// <param name="task">What is wanted.</param>
    /// <returns>Whether all is composed.</returns>
    public bool Step(InfillTask task)
    {
        InfillNotes notes = task.Notes;
        if (task != _task)
        {
            _task = task;
            notes.Clear();
            Begin(notes);
        }

        if (_weighs)
            return Weigh(notes);
        if (!_begun)
        {
            _begun = _composer.CatchUp(TokensAStep);
            return false;
        }

        _composer.Step();
        while (_composer.TryTake(out HeardNote note))
            notes.Add(in note);
        double part = (_composer.ComposedTo - notes.Request.Start) / (notes.Request.End - notes.Request.Start);
        task.Show((notes.Candidate + Math.Clamp(part, 0, 1)) / notes.CandidateCount);
        if (!_composer.IsComplete)
            return false;
        notes.End();
        if (notes.CandidateCount == 1)
            return Finish();
        _weighs = true;
        _nats = null;
        _composer.Take(notes.HearRightSide(), notes.Heard);
        return false;
    }

    /// <inheritdoc/>
    public void Dispose() => _composer.Dispose();

    private void Begin(InfillNotes notes)
    {
        (_begun, _weighs) = (false, false);
        _composer.Take(notes.Request, notes.History);
    }

    // the candidate after which what follows is likeliest is kept
    private bool Weigh(InfillNotes notes)
    {
        if (!_composer.Weigh(notes.Request.End, TokensAStep, ref _nats))
            return false;
        if (!notes.TryNext(_nats.Value))
            return Finish();
        Begin(notes);
        return false;
    }

    private bool Finish()
    {
        _task = null;
        return true;
    }
}
