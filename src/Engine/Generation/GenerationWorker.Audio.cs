using LakhNes.Concurrency;
using LakhNes.Engine.Generation.Requests;
using LakhNes.Engine.Generation.Takes;
using LakhNes.Engine.Timing;

namespace LakhNes.Engine.Generation;

// What the audio thread reads, writes and calls of the worker.
internal sealed partial class GenerationWorker
{
    /// <summary>Why nothing is composed after <see cref="Await"/> has waited in vain.</summary>
    public const string Overdue = "the generator gave no answer while the host rendered offline, and is no longer waited for";

    /// <summary>Notes that were heard, to the worker.</summary>
    public SpscRing<HeardNote> Captured { get; }

    /// <summary>What is wanted, to the worker.</summary>
    public SpscRing<CompositionRequest> Requests { get; }

    /// <summary>What is heard of takes, and what is wanted done with them, to the worker.</summary>
    public SpscRing<TakeEvent> TakeEvents { get; }

    /// <summary>
    /// Tempo and metre of the song where they change, to the worker; positions are like <see cref="HeardNote.Position"/>.
    /// </summary>
    public SpscRing<TempoPoint> Tempos { get; }

    /// <summary>Notes to play, from the worker.</summary>
    public SpscRing<HeardNote> Notes { get; }

    /// <summary>How many of the <see cref="TakeEvents"/> have been dealt with.</summary>
    public long TakeEventsDone => Volatile.Read(ref _takeEventsDone);

    /// <summary>Changes with the model that is to be used: no two in the process have the same.</summary>
    public int Model => Volatile.Read(ref _number);

    /// <summary>There is a model, and nothing is known to be wrong with it.</summary>
    public bool CanCompose =>
        !Volatile.Read(ref _stopping)
        && !IsOverdue
        && Volatile.Read(ref _source) is not null
        && Volatile.Read(ref _failed) != Model;

    private bool HasNoteRoom => Notes.Count < Math.Max(1, Notes.Capacity - NoteRoom);

    private bool IsOverdue => Volatile.Read(ref _overdue) is not 0 and int overdue && overdue == Model;

    /// <summary>The model is needed, or no longer. Once loaded it stays.</summary>
    public void Want(bool wanted) => Volatile.Write(ref _wanted, wanted);

    /// <summary>Composes no further ahead than to this song position, in quarter notes.</summary>
    public void ComposeTo(double position) => Volatile.Write(ref _horizon, position);

    /// <summary>Up to which song position all notes of a request were handed out; minus infinity before it began.</summary>
    public double ComposedTo(int epoch) =>
        Volatile.Read(ref _composedEpoch) == epoch ? Volatile.Read(ref _composedTo) : double.NegativeInfinity;

    /// <summary>What was heard and asked for can be told again without waiting.</summary>
    public bool HasRoomFor(Listening listening) =>
        Captured.Capacity - Captured.Count >= listening.Notes.Length
        && Requests.Capacity - Requests.Count >= listening.Requests.Length;

    /// <summary>
    /// The one place where the audio thread waits, and it comes here only while the host renders offline. The wait ends when what
    /// is awaited has come or cannot come any more, or when the worker has composed nothing for
    /// <see cref="GenerationWorkerOptions.IdlePatience"/> or not enough in <see cref="GenerationWorkerOptions.Patience"/>: then
    /// <see cref="Error"/> says so, and until the engine is reset or given another model nothing is waited for again.
    /// </summary>
    /// <returns>Whether what was awaited has come.</returns>
    public bool Await(in Awaited awaited)
    {
        // the clock decides only when to give up
        long start = Environment.TickCount64,
            moved = start,
            tokens = ComposedTokens;
        while (!HasCome(in awaited))
        {
            if (!MayCome(in awaited))
                return false;
            long now = Environment.TickCount64;
            if (ComposedTokens != tokens)
                (tokens, moved) = (ComposedTokens, now);
            if (now - moved > _options.IdlePatience || now - start > _options.Patience)
            {
                Volatile.Write(ref _overdue, Model);
                return false;
            }

#pragma warning disable RS0030 // the host has said that it waits for us
            Thread.Sleep(BusyMilliseconds);
#pragma warning restore RS0030
        }

        return true;
    }

    /// <summary>The engine begins anew: the worker may be waited for again.</summary>
    public void TrustAgain() => Volatile.Write(ref _overdue, 0);

    private bool HasCome(in Awaited awaited) =>
        awaited.Kind switch
        {
            AwaitedKind.RoomForRequest => Requests.Count < Requests.Capacity,
            AwaitedKind.RoomForCapturedNote => Captured.Count < Captured.Capacity,
            AwaitedKind.RoomForTakeEvent => TakeEvents.Count < TakeEvents.Capacity,
            AwaitedKind.TakesWritten => TakeEventsDone >= awaited.Count,
            _ => ComposedTo(awaited.Epoch) >= awaited.Position,
        };

    // a worker whose notes find no room goes on only after some were played
    private bool MayCome(in Awaited awaited) =>
        !Volatile.Read(ref _stopping) && !IsOverdue && HasNoteRoom && (awaited.Kind != AwaitedKind.Composed || CanCompose);
}
