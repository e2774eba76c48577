using System.Diagnostics;
using LakhNes.Engine.Generation.Requests;
using LakhNes.Engine.Generation.Takes;
using LakhNes.Engine.Timing;
using LakhNes.Generator;
using LakhNes.Generator.Runtime;

namespace LakhNes.Engine.Generation;

/// <summary>
/// The thread that composes for one instance, in a plugin below normal priority. The audio thread tells it what was heard and
/// what is wanted through rings, and takes notes from another; it is never waited for but offline. Allocates nothing but while it
/// loads a model, or makes room for the first infill.
/// </summary>
internal sealed partial class GenerationWorker : IDisposable
{
    private const int NoteRoom = 64;
    private const int IdleMilliseconds = 10;
    private const int BusyMilliseconds = 1;
    private const int TakePatience = 500;
    private const int NoEpoch = -1;

    // tokens a second are averaged over about so many steps
    private const double RateSteps = 64;

    private static int _numbers;

    private readonly TakeBook _takes;
    private readonly GenerationWorkerOptions _options;
    private readonly Thread _thread;
    private readonly CaptureHistory _history = new(2 * ListeningLog.NoteCapacity);
    private LiveComposer? _composer;
    private SharedModel? _model;
    private ModelSource? _source;
    private int _number;
    private int _loaded;
    private int _failed;

    // the model whose answers were waited for in vain; 0: none
    private int _overdue;
    private CompositionRequest _next;
    private bool _hasNext;
    private bool _stopping;
    private bool _wanted;
    private double _horizon;
    private int _status;
    private int _composedEpoch = NoEpoch;
    private double _composedTo;
    private double _secondsAToken;
    private long _takeEventsDone;
    private int _takenUp = NoEpoch;
    private int _takeEpoch = NoEpoch;
    private ulong _modelKey;
    private long _memory;
    private string _modelName = "";
    private string _error = "";
    private int _style;
    private long _composedTokens;
    private long _allocated;
    private long _allocatedBefore;

    /// <summary>Starts the thread; it sleeps until it is wanted.</summary>
    /// <param name="takes">Where takes are written down.</param>
    /// <param name="options">How much its rings hold, and how long it is waited for.</param>
    public GenerationWorker(TakeBook takes, GenerationWorkerOptions options)
    {
        _takes = takes;
        _options = options;
        Captured = new(options.CapturedCapacity);
        Requests = new(options.RequestCapacity);
        TakeEvents = new(options.TakeEventCapacity);
        Tempos = new(options.TempoCapacity);
        Notes = new(options.NoteCapacity);
        _thread = new Thread(Run) { IsBackground = true, Name = "LakhNES generator" };
        if (options.Runs)
            _thread.Start();
    }

    /// <summary>Whether it can compose.</summary>
    public GeneratorStatus Status => IsOverdue ? GeneratorStatus.Failed : (GeneratorStatus)Volatile.Read(ref _status);

    /// <summary>Why it cannot, in one line; empty where it can.</summary>
    public string Error => IsOverdue ? Overdue : Volatile.Read(ref _error);

    /// <summary>How fast the model gives tokens; 0 before the first.</summary>
    public double TokensPerSecond => Volatile.Read(ref _secondsAToken) is > 0 and double seconds ? 1 / seconds : 0;

    /// <summary>What the settings at Auto took from the phrase that is or was answered last.</summary>
    public PhraseStyle Style => PhraseStyle.Of(Volatile.Read(ref _style));

    /// <summary>Tokens that it has composed.</summary>
    public long ComposedTokens => Volatile.Read(ref _composedTokens);

    /// <summary>
    /// Bytes of the model's file, which all its users share, and of what this worker composes in; 0 while there is no model.
    /// </summary>
    public long MemoryBytes => Volatile.Read(ref _memory);

    /// <summary>
    /// Managed memory that the thread has taken since its model was loaded, in bytes: none, so that it brings about no
    /// collection.
    /// </summary>
    public long AllocatedBytes => Volatile.Read(ref _allocated);

    /// <summary>Uses another model, from any thread but the audio thread, one at a time; null: none.</summary>
    public void Use(ModelSource? source)
    {
        if (source == _source)
            return;
        Volatile.Write(ref _source, source);
        Volatile.Write(ref _number, Interlocked.Increment(ref _numbers));
    }

    /// <summary>
    /// Waits, for a moment at most, until so many of the <see cref="TakeEvents"/> have been dealt with; not for the audio thread.
    /// </summary>
    public void AwaitTakes(long told)
    {
        for (int i = 0; i < TakePatience && TakeEventsDone < told; i++)
            Thread.Sleep(BusyMilliseconds);
    }

    /// <summary>Ends the thread and gives the model back; waits for the token that it is at.</summary>
    public void Dispose()
    {
        Volatile.Write(ref _stopping, true);
        if (_options.Runs)
            _thread.Join();
        Unload();
        FailInfill(Closed);
    }

    private void Run()
    {
        if (_options.Background)
            BackgroundThread.LowerCurrent();
        while (!Volatile.Read(ref _stopping))
        {
            try
            {
                if (Work())
                    continue;
            }
            catch (Exception failure)
            {
                Fail(failure.Message);
            }

            // the audio thread makes no system call, so nothing can wake this one: it looks, far more often than an answer's lead
            // is short
            Thread.Sleep(Volatile.Read(ref _wanted) ? BusyMilliseconds : IdleMilliseconds);
        }
    }

    // one thing that is to be done; false where there is none
    private bool Work()
    {
        TakeRequest();
        int number = Model;
        if (number != _loaded && IsTimeToLoad(number))
        {
            _loaded = number;
            Load(Volatile.Read(ref _source));
            return true;
        }

        // a note that a request counts was captured before it
        while (Captured.TryPop(out HeardNote note))
            _history.Add(in note);
        WriteTakes();
        if (_composer is not { } composer)
        {
            // who asks for an infill has named the model before: it is looked at after the infill
            if (Volatile.Read(ref _infill) is not null && Model == _loaded)
                FailInfill(Error.Length > 0 ? Error : NoModel);

            // while nothing can be composed, or no model is needed any more, nothing is kept back either
            if (!_hasNext)
                return false;
            _hasNext = false;
            _takenUp = _next.Epoch;
            return true;
        }

        bool worked = false;
        if (_hasNext && !FinishesFirst(composer))
        {
            TakeUp(composer);
            Volatile.Write(ref _composedTo, double.NegativeInfinity);
            Volatile.Write(ref _composedEpoch, composer.Epoch);
            worked = true;
        }
        else if (!composer.IsComplete && HasNoteRoom && (_hasNext || composer.ComposedTo < Volatile.Read(ref _horizon)))
        {
            Step(composer);
            worked = true;
        }

        if (!worked)
            worked = FillIn();
        while (composer.TryTake(out HeardNote composed))
            Notes.TryPush(_takes.WasDropped(in composed) ? composed with { Origin = NoteOrigin.Dropped } : composed);
        Volatile.Write(ref _composedTo, composer.ComposedTo);
        Volatile.Write(ref _allocated, GC.GetAllocatedBytesForCurrentThread() - _allocatedBefore);
        return worked;
    }

    // a beginning or a stop makes what was asked for before it needless
    private void TakeRequest()
    {
        while (Requests.TryPeek(out CompositionRequest newer) && (!_hasNext || newer.Kind != RequestKind.Revise))
        {
            Requests.TryPop(out _next);
            _hasNext = true;
        }
    }

    // what comes before a revision is composed as it was asked for
    private bool FinishesFirst(LiveComposer composer) =>
        _next.Kind == RequestKind.Revise && !composer.IsComplete && composer.ComposedTo < _next.Start;

    // a model that composes does so until the audio thread has said where the other takes over
    private bool IsTimeToLoad(int number) =>
        Volatile.Read(ref _source) is null
        || (
            (Volatile.Read(ref _wanted) || Volatile.Read(ref _infill) is not null)
            && (
                _composer is not { IsComplete: false } composer || (_hasNext && _next.Model == number && !FinishesFirst(composer))
            )
        );

    private void TakeUp(LiveComposer composer)
    {
        composer.Take(in _next);
        _hasNext = false;
        _takenUp = _next.Epoch;
        if (_next.Kind == RequestKind.Stop)
            return;
        if (_next.Kind == RequestKind.Begin)
        {
            _takeEpoch = _next.Epoch;
            _takes.Open(in _next, _modelName, LiveComposer.PromptOf(in _next, _history, TakeBook.PromptNotes));
        }

        Volatile.Write(ref _style, composer.Style.Code);
        composer.Replay(_takes, _takeEpoch, _modelKey);
        composer.CatchUp();
    }

    private void Step(LiveComposer composer)
    {
        bool replays = composer.IsReplaying;
        long start = Stopwatch.GetTimestamp();
        bool counts = composer.Step();
        if (counts)
            _takes.AddToken(_takeEpoch, composer.LastToken);
        if (counts && replays)
        {
            composer.CatchUp();
            return;
        }

        // candidates are judged in steps of their own
        int tokens = composer.StepTokens;
        if (tokens == 0)
            return;
        double seconds = (Stopwatch.GetTimestamp() - start) / (double)Stopwatch.Frequency / tokens;
        double average = _secondsAToken == 0 ? seconds : _secondsAToken + ((seconds - _secondsAToken) / RateSteps);
        Volatile.Write(ref _secondsAToken, average);
        Volatile.Write(ref _composedTokens, _composedTokens + tokens);
    }

    // what belongs to a take waits until the request is taken up that begins it
    private void WriteTakes()
    {
        while (Tempos.TryPop(out TempoPoint point))
            _takes.AddTempo(in point);
        while (TakeEvents.TryPeek(out TakeEvent e) && (e.Note.Epoch <= _takenUp || !(_hasNext || Requests.Count > 0)))
        {
            TakeEvents.TryPop(out _);
            _takes.Apply(in e);
            Volatile.Write(ref _takeEventsDone, _takeEventsDone + 1);
        }
    }

    private void Load(ModelSource? source)
    {
        Volatile.Write(ref _status, (int)(source is null ? GeneratorStatus.NoModel : GeneratorStatus.Loading));
        Unload();
        if (source is null)
            return;
        _model = SharedModel.Acquire(
            source.Path,
            new ModelLoadOptions { RuntimeFolder = source.RuntimeFolder, Background = _options.Background }
        );
        _composer = new LiveComposer(_model.Model, _history);
        _modelKey = ModelIdentity.HashOf(source.Path);
        Volatile.Write(ref _memory, new FileInfo(source.Path).Length + _composer.MemoryBytes + TakeBook.MemoryBytes);
        _modelName = Path.GetFileNameWithoutExtension(source.Path);
        _takes.Prepare();
        Volatile.Write(ref _error, "");
        Volatile.Write(ref _status, (int)GeneratorStatus.Ready);
        _allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
    }

    private void Fail(string reason)
    {
        Unload();
        string path = Volatile.Read(ref _source)?.Path ?? "";
        Volatile.Write(ref _error, reason.Contains(path, StringComparison.Ordinal) ? reason : $"{path}: {reason}");
        Volatile.Write(ref _status, (int)GeneratorStatus.Failed);
        Volatile.Write(ref _failed, _loaded);
    }

    private void Unload()
    {
        _infillComposer?.Dispose();
        _infillComposer = null;
        _composer?.Dispose();
        _model?.Dispose();
        _composer = null;
        _model = null;
        Volatile.Write(ref _memory, 0);
    }
}
