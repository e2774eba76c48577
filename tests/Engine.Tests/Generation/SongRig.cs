using LakhNes.Engine.Generation;
using LakhNes.Engine.Generation.Takes;
using LakhNes.Engine.Hosting;
using LakhNes.Engine.Parameters;
using LakhNes.Engine.Settings;

namespace LakhNes.Engine.Tests.Generation;

/// <summary>
/// An engine with the shipped model in a host that has a song: keeps what is heard and what comes out of the event output.
/// </summary>
internal sealed unsafe class SongRig : IDisposable
{
    public const int Rate = 48_000;

    private const int MaxFrames = 4096;

    private readonly float[] _left = new float[MaxFrames];
    private readonly EngineEvent[] _out = new EngineEvent[1024];
    private readonly List<EngineEvent> _in = [];

    // what comes into being at first use does so here, as in the plugin's WarmUp, and is not counted
    static SongRig()
    {
        using var rig = new SongRig(model: false, ("Mode", 4), ("Run", 1));
        rig.Render(Rate, Phrase(), 64);
        rig.Set("Mode", 0);
        rig.Block(64, []);
    }

    public SongRig(bool model = true, params (string Name, double Value)[] parameters)
        : this(new GenerationWorkerOptions { Background = false }, model, parameters) { }

    public SongRig(GenerationWorkerOptions worker, bool model = true, params (string Name, double Value)[] parameters)
    {
        Engine = new ChipEngine(null, worker);
        if (model)
            Engine.UseModel(new ModelSource(ModelPath));
        Set("Choose From", 1); // how candidates are chosen is for ChoosingTests
        Set("Answer Length", (double)AnswerLength.Endless); // how answers end is for ContinueTests
        foreach ((string name, double value) in parameters)
            Set(name, value);
        Engine.Activate(Rate, MaxFrames);
    }

    /// <summary>The model that is shipped.</summary>
    public static string ModelPath
    {
        get
        {
            string? folder = AppContext.BaseDirectory;
            while (folder is not null && !File.Exists(Path.Combine(folder, "LakhNes.Plugin.sln")))
                folder = Path.GetDirectoryName(folder);
            return Path.Combine(folder!, "models", "default.onnx");
        }
    }

    public ChipEngine Engine { get; }

    public bool Offline { get; set; } = true;

    /// <summary>What the host says at a sample since the start.</summary>
    public Func<long, Transport> Host { get; set; } = At(120);

    /// <summary>Samples rendered.</summary>
    public long Sample { get; private set; }

    /// <summary>What <see cref="ChipEngine.Process"/> has allocated.</summary>
    public long AllocatedBytes { get; private set; }

    /// <summary>Left output.</summary>
    public List<float> Heard { get; } = [];

    /// <summary>What the engine sent, offsets counted from the start.</summary>
    public List<EngineEvent> Sent { get; } = [];

    /// <summary>Onsets that the engine sent, in samples since the start.</summary>
    public IEnumerable<long> Onsets => Sent.Where(e => e.Kind == EngineEventKind.NoteOn).Select(e => (long)e.Offset);

    /// <summary>A host that plays from a position at a constant tempo.</summary>
    public static Func<long, Transport> At(double tempo, double from = 0) =>
        sample => new Transport
        {
            Playing = true,
            HasSongPosition = true,
            Tempo = tempo,
            SongPosition = from + (sample / (double)Rate * tempo / 60),
            Numerator = 4,
            Denominator = 4,
            BarStart = Math.Floor((from + (sample / (double)Rate * tempo / 60)) / 4) * 4,
        };

    /// <summary>A phrase of eighths: samples since the start.</summary>
    public static EngineEvent[] Phrase(long start = 0, double tempo = 120, params int[] keys)
    {
        if (keys.Length == 0)
            keys = [60, 64, 67, 72, 67, 64, 62, 60];
        double eighth = Rate * 30 / tempo;
        var events = new List<EngineEvent>();
        for (int i = 0; i < keys.Length; i++)
        {
            events.Add(new(EngineEventKind.NoteOn, (int)(start + (i * eighth)), 0, (short)keys[i], Value: 0.8));
            events.Add(new(EngineEventKind.NoteOff, (int)(start + ((i + 0.9) * eighth)), 0, (short)keys[i]));
        }

        return [.. events];
    }

    public static EngineEvent Set(long sample, string name, double value) =>
        new(EngineEventKind.Parameter, (int)sample, Index: ParameterTable.Find(name)!.Id, Value: value);

    public void Set(string name, double value) => Engine.SetParameter(ParameterTable.Find(name)!.Index, value);

    /// <summary>Renders up to a sample since the start.</summary>
    public SongRig Render(long end, EngineEvent[] script, params int[] blockSizes)
    {
        EngineEvent[] ordered = [.. script.OrderBy(e => e.Offset)];
        int next = 0;
        while (next < ordered.Length && ordered[next].Offset < Sample)
            next++;
        for (int turn = 0; Sample < end; turn++)
        {
            int frames = (int)Math.Min(blockSizes[turn % blockSizes.Length], end - Sample);
            _in.Clear();
            for (; next < ordered.Length && ordered[next].Offset < Sample + frames; next++)
                _in.Add(ordered[next] with { Offset = ordered[next].Offset - (int)Sample });
            Block(frames, [.. _in]);
        }

        return this;
    }

    public void Block(int frames, EngineEvent[] events)
    {
        fixed (float* left = _left)
        {
            var block = new AudioBlock
            {
                Frames = frames,
                Offline = Offline,
                Events = events,
                EventsOut = _out,
                Left = left,
                Transport = Host(Sample),
            };
            long before = GC.GetAllocatedBytesForCurrentThread();
            Engine.Process(ref block);
            AllocatedBytes += GC.GetAllocatedBytesForCurrentThread() - before;
            foreach (ref readonly EngineEvent e in block.EventsOut[..block.EventsOutCount])
                Sent.Add(e with { Offset = e.Offset + (int)Sample });
        }

        Heard.AddRange(_left.AsSpan(0, frames));
        Sample += frames;
    }

    /// <summary>
    /// The host goes back to the song's beginning and plays it, with the phrase: what the engine sends, counted from there.
    /// </summary>
    public EngineEvent[] Again(long length, long pauseAt = 0, Action? pause = null)
    {
        // a host that stops first
        Host = _ => default;
        Block(64, []);
        long start = Sample;
        int sent = Sent.Count;
        Func<long, Transport> straight = At(120);
        Host = sample => straight(sample - start);
        EngineEvent[] phrase = Phrase((int)start);
        if (pause is not null)
        {
            Render(start + pauseAt, phrase, 480);
            pause();
        }

        Render(start + length, phrase, 480);
        Host = _ => default;
        Block(64, []);
        return [.. Sent.Skip(sent).Select(e => e with { Offset = e.Offset - (int)start })];
    }

    /// <summary>Sets a parameter, waits until it has taken effect, and lets a switch of the takes go again.</summary>
    public void Turn(string name, double value)
    {
        Set(name, value);
        Block(64, []);
        if (name.Contains("Take"))
            Set(name, 0);
        Takes();
    }

    public Take[] Takes() => [.. Engine.Takes];

    /// <summary>Waits until the generator can compose.</summary>
    public void WaitForModel()
    {
        Eventually.True(
            () =>
            {
                Block(64, []);
                return Engine.GeneratorStatus == GeneratorStatus.Ready;
            },
            () => $"{Engine.GeneratorStatus}"
        );
    }

    /// <summary>Plays the phrase live, so that the first beats of the answer are over before it is composed.</summary>
    public EngineEvent[] TooFast(long length)
    {
        // the machine may have let the worker run all the same
        for (int attempt = 0; attempt < 50; attempt++)
        {
            EngineEvent[] live = Again(length, 4 * Rate, WaitForLead);
            if (Takes() is [{ Dropped: > 0 }])
                return live;
            Engine.ClearTakes();
        }

        Assert.Fail("nothing ever came too late");
        return [];
    }

    /// <summary>Waits, while the song goes on hardly at all, until the generator is three bars ahead.</summary>
    private void WaitForLead() =>
        Eventually.True(() =>
        {
            Block(1, []);
            return Engine.LeadBeats >= 12;
        });

    public void Dispose() => Engine.Dispose();
}
