using LakhNes.Engine.Generation.Takes;
using LakhNes.Generator;

namespace LakhNes.Engine.Generation;

// Takes of which a part is composed anew, while nothing that is played has to be composed.
internal sealed partial class GenerationWorker
{
    /// <summary>Why nothing can be composed without a model.</summary>
    public const string NoModel = "there is no model to compose with";

    private const string Closed = "the generator was closed";

    private InfillTask? _infill;
    private InfillComposer? _infillComposer;

    /// <summary>Composes an infill as soon as there is time; from any thread but the audio thread.</summary>
    /// <returns>False while another one is composed.</returns>
    public bool TryInfill(InfillTask task)
    {
        if (Interlocked.CompareExchange(ref _infill, task, null) is not null)
            return false;
        if (Volatile.Read(ref _stopping))
            FailInfill(Closed);
        return true;
    }

    private bool FillIn()
    {
        if (Volatile.Read(ref _infill) is not { } task || _model is null)
            return false;
        if (_infillComposer is null)
            PrepareInfills(_model.Model);
        if (!_infillComposer!.Step(task))
            return true;
        _takes.List(task, _modelName);
        Volatile.Write(ref _infill, null);
        return true;
    }

    private void PrepareInfills(TransformerXlModel model)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        _infillComposer = new InfillComposer(model);
        Volatile.Write(ref _memory, _memory + _infillComposer.MemoryBytes);
        _allocatedBefore += GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private void FailInfill(string reason) => Interlocked.Exchange(ref _infill, null)?.Fail(reason);
}
