using LakhNes.Engine;
using LakhNes.Engine.Generation.Takes;
using LakhNes.Engine.Monitoring;

namespace LakhNes.Ui.Editing;

/// <summary>
/// Lets one take at a time be heard at the window, with the sound that is set when it begins. A thread of its own renders it, a
/// little ahead of what is heard. For the window's thread.
/// </summary>
internal sealed class TakeAudition(ChipEngine engine)
{
    private const int PollMilliseconds = 10;

    private Run? _run;

    /// <summary>The <see cref="Take.Number"/> of the take that is heard; 0: none is.</summary>
    public int Number => _run is { Audition.IsOver: false } run ? run.Number : 0;

    /// <summary>Begins a take from its beginning, in place of the one that is heard.</summary>
    /// <param name="take">The take.</param>
    /// <param name="played">With what was played.</param>
    public void Start(Take take, bool played)
    {
        Stop();
        if (!engine.IsActive)
            return;
        Run run = _run = new Run(take.Number);
        engine.Listen(run.Audition);
        int rate = (int)Math.Round(engine.SampleRate);
        new Thread(() => Render(run, take, played, rate))
        {
            IsBackground = true,
            Priority = ThreadPriority.BelowNormal,
            Name = "LakhNES listening",
        }.Start();
    }

    /// <summary>Ends what is heard.</summary>
    public void Stop()
    {
        if (_run is not { } run)
            return;
        engine.Listen(null);
        run.Stopping.Cancel();
        _run = null;
    }

    /// <summary>Why a take was not rendered to its end, once; empty: it was, or is being.</summary>
    public string TakeError()
    {
        if (_run is not { Error.Length: > 0 } run)
            return "";
        Stop();
        return run.Error;
    }

    private void Render(Run run, Take take, bool played, int rate)
    {
        try
        {
            engine.RenderTake(take, played, rate, run.Write, gain: false);
        }
        catch (OperationCanceledException)
        {
            // another take is heard, or none
        }
        catch (Exception failure)
        {
            // whatever it is, the window says it
            run.Error = failure.Message;
        }

        run.Audition.End();
    }

    private sealed class Run(int number)
    {
        private volatile string _error = "";

        public int Number { get; } = number;

        public Audition Audition { get; } = new();

        public CancellationTokenSource Stopping { get; } = new();

        public string Error
        {
            get => _error;
            set => _error = value;
        }

        public void Write(ReadOnlySpan<float> stereo)
        {
            for (stereo = stereo[Audition.Write(stereo)..]; stereo.Length > 1; stereo = stereo[Audition.Write(stereo)..])
            {
                if (Stopping.Token.WaitHandle.WaitOne(PollMilliseconds))
                    throw new OperationCanceledException();
            }
        }
    }
}
