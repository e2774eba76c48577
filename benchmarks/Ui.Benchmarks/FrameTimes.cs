using System.Text;
using LakhNes.Dsp.Apu.Benchmarks;
using LakhNes.Engine;
using LakhNes.Engine.Generation;
using LakhNes.Engine.Hosting;
using LakhNes.Engine.Parameters;
using LakhNes.Engine.Settings;
using LakhNes.Ui.Editing;

namespace LakhNes.Ui.Benchmarks;

/// <summary>
/// CPU time of frames of each view while four voices sound, and of Compose while it composes, 60 frames a second, at scale 1 and
/// 2.
/// </summary>
/// <param name="frames">Frames a view and scale.</param>
internal sealed class FrameTimes(int frames)
{
    private const int Rate = 48_000,
        FramesPerSecond = 60;

    private static readonly ModelSource Model = new("models/default.onnx");

    private long _sample;
    private bool _songRuns;

    public string Run()
    {
        var report = new StringBuilder(
            $"{frames} frames each, four voices sounding; CPU time of the window's thread, picture only\n\n"
        );
        report.Append(
            "| view | scale | median us | p99 us | worst us | of a core at 60 a second |\n| --- | --- | --- | --- | --- | --- |\n"
        );
        foreach (double scale in (double[])[1, 2])
        {
            var engine = new ChipEngine(Model);
            _songRuns = false;
            engine.Activate(Rate, Rate / FramesPerSecond);
            engine.Monitor.Open();
            using var editor = new Editor(engine, new NoHost(), new Preferences(null));
            editor.SetScale(scale);
            var main = (MainView)editor.Scene.Root;
            Play(engine, Note(64), Note(69), Note(45), Note(46, channel: 9));
            for (int view = 0; view < main.Tabs.Titles.Length; view++)
            {
                main.Tabs.Select(view);
                report.Append(Measure(engine, editor, main.Tabs.Titles[view], scale));
            }

            main.Tabs.Select(
                Array.FindIndex(main.Tabs.Titles, title => title.Equals("Compose", StringComparison.OrdinalIgnoreCase))
            );
            Compose(engine);
            report.Append(Measure(engine, editor, "Compose, composing", scale));
            engine.Dispose();
        }

        return report.ToString();
    }

    private string Measure(ChipEngine engine, Editor editor, string view, double scale)
    {
        for (int i = 0; i < 30; i++)
            Frame(engine, editor);
        var seconds = new double[frames];
        for (int i = 0; i < frames; i++)
            seconds[i] = Frame(engine, editor);
        double share = seconds.Sum() / frames * FramesPerSecond;
        Array.Sort(seconds);
        return FormattableString.Invariant(
            $"| {view} | {scale} | {1e6 * seconds[frames / 2]:F0} | {1e6 * seconds[frames * 99 / 100]:F0} | {1e6 * seconds[^1]:F0} | {share:P2} |\n"
        );
    }

    // offline, so that what is composed is there in time; half a minute of notes to begin with
    private void Compose(ChipEngine engine)
    {
        Play(engine, new EngineEvent(EngineEventKind.Controller, 0, 0, Index: 123));
        engine.SetParameter(ParameterTable.Find("Mode")!.Index, (int)GeneratorMode.Free);
        engine.SetParameter(ParameterTable.Find("Run")!.Index, 1);
        _songRuns = true;
        for (int i = 0; i < 30 * FramesPerSecond; i++)
            Play(engine);
    }

    private double Frame(ChipEngine engine, Editor editor)
    {
        Play(engine);
        double before = ThreadClock.Seconds;
        editor.Draw();
        return ThreadClock.Seconds - before;
    }

    private unsafe void Play(ChipEngine engine, params ReadOnlySpan<EngineEvent> events)
    {
        float* left = stackalloc float[Rate / FramesPerSecond],
            right = stackalloc float[Rate / FramesPerSecond];
        var song = new Transport
        {
            Playing = true,
            HasSongPosition = true,
            Tempo = 120,
            SongPosition = _sample * 2.0 / Rate,
            Numerator = 4,
            Denominator = 4,
        };
        var block = new AudioBlock
        {
            Frames = Rate / FramesPerSecond,
            Left = left,
            Right = right,
            Events = events,
            Offline = _songRuns,
            Transport = _songRuns ? song : default,
        };
        engine.Process(ref block);
        _sample += block.Frames;
    }

    private static EngineEvent Note(short key, short channel = 0) => new(EngineEventKind.NoteOn, 0, channel, key, Value: 1);

    private sealed class NoHost : IEditorHost
    {
        public void BeginEdit(int index) { }

        public void Edit(int index, double plain) { }

        public void EndEdit(int index) { }

        public void ValuesChanged() { }

        public bool RequestSize(int width, int height) => false;
    }
}
