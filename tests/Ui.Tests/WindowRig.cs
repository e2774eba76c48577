using LakhNes.Drawing;
using LakhNes.Engine;
using LakhNes.Engine.Hosting;
using LakhNes.Engine.Parameters;
using LakhNes.Ui.Controls;
using LakhNes.Ui.Editing;
using LakhNes.Ui.Input;
using LakhNes.Ui.Toolkit;

namespace LakhNes.Ui.Tests;

/// <summary>The plugin's window without a display: pointer and keys go in, pixels come out.</summary>
internal sealed class WindowRig : IDisposable
{
    public const int BlockFrames = 512;

    private readonly float[] _left = new float[BlockFrames];
    private readonly float[] _right = new float[BlockFrames];

    /// <summary>Opens a window.</summary>
    /// <param name="preferences">The file of the user's preferences; null: none.</param>
    /// <param name="presets">The folder of the user's presets; null: there is none.</param>
    public WindowRig(string? preferences = null, string? presets = null)
    {
        Engine.Activate(48_000, 512);
        Engine.Monitor.Open();
        Host = new FakeHost(Engine);
        Editor = new Editor(
            Engine,
            Host,
            new Preferences(preferences) { PresetFolder = presets ?? Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()) }
        );
        Frame();
    }

    // whoever tests waits for the generator, which must not wait for other tests
    public ChipEngine Engine { get; } = new(background: false);

    public FakeHost Host { get; }

    public Editor Editor { get; }

    public Canvas Canvas => Editor.Canvas;

    /// <summary>
    /// The host's song runs, from its beginning, at 120 quarters a minute; it renders offline, so that what is composed is always
    /// in time.
    /// </summary>
    public bool SongRuns { get; set; }

    /// <summary>The next sample of the song.</summary>
    public long Sample { get; private set; }

    /// <summary>Lets the engine play on, as a host would.</summary>
    /// <param name="seconds">How long.</param>
    /// <param name="events">What happens at the beginning.</param>
    /// <returns>The left channel.</returns>
    public float[] Play(double seconds, params EngineEvent[] events)
    {
        var played = new float[(int)(seconds * 48_000) / BlockFrames * BlockFrames];
        for (int done = 0; done < played.Length; done += BlockFrames)
        {
            Block(done == 0 ? events : []);
            _left.CopyTo(played, done);
        }

        return played;
    }

    /// <summary>One block of the engine. Allocates nothing.</summary>
    public unsafe void Block(params ReadOnlySpan<EngineEvent> events)
    {
        fixed (
            float* left = _left,
                right = _right
        )
        {
            var block = new AudioBlock
            {
                Frames = BlockFrames,
                Left = left,
                Right = right,
                Events = events,
                Offline = SongRuns,
                Transport = new Transport
                {
                    Playing = SongRuns,
                    HasSongPosition = SongRuns,
                    Tempo = 120,
                    SongPosition = Sample / 24_000.0,
                    Numerator = 4,
                    Denominator = 4,
                },
            };
            Engine.Process(ref block);
            if (SongRuns)
                Sample += BlockFrames;
        }
    }

    /// <summary>One frame: what changed is drawn.</summary>
    /// <returns>How many areas were drawn.</returns>
    public int Frame() => Editor.Draw();

    public double Value(string parameter) => Engine.GetParameter(ParameterTable.Find(parameter)!.Index);

    /// <summary>The visible control of a parameter.</summary>
    public ParameterWidget Control(string parameter) => Find<ParameterWidget>(widget => widget.Parameter.Name == parameter);

    /// <summary>The first visible widget of a kind.</summary>
    public T Find<T>(Func<T, bool>? which = null)
        where T : Widget =>
        All(Editor.Scene.Root)
            .Concat(Editor.Scene.Popup is { } popup ? All(popup) : [])
            .OfType<T>()
            .First(widget => which?.Invoke(widget) ?? true);

    /// <summary>Shows a view by its title.</summary>
    public WindowRig Show(string view)
    {
        var main = (MainView)Editor.Scene.Root;
        main.Tabs.Select(Array.FindIndex(main.Tabs.Titles, title => title.Equals(view, StringComparison.OrdinalIgnoreCase)));
        Frame();
        return this;
    }

    /// <summary>The visible button that says something.</summary>
    public Button Named(string text) => Find<Button>(button => button.Text == text);

    /// <summary>Sets a parameter as a host does.</summary>
    public void Set(string parameter, double value) => Engine.SetParameter(ParameterTable.Find(parameter)!.Index, value);

    /// <summary>Plays on and draws frames until something holds; a test fails where it never does.</summary>
    public void Await(Func<bool> condition) =>
        Eventually.True(
            () =>
            {
                if (condition())
                    return true;
                Play(0.02);
                Frame();
                return false;
            },
            () => $"{Engine.GeneratorStatus} {Engine.GeneratorError}, {Engine.LeadBeats} beats ahead"
        );

    public void Press(
        int x,
        int y,
        int clicks = 1,
        PointerButton button = PointerButton.Primary,
        Modifiers held = Modifiers.None
    ) => Editor.Scene.Pointer(new PointerEvent(PointerAction.Down, x, y, button, held, Clicks: clicks));

    public void Move(int x, int y, Modifiers held = Modifiers.None) =>
        Editor.Scene.Pointer(new PointerEvent(PointerAction.Move, x, y, Modifiers: held));

    public void Release(int x, int y) => Editor.Scene.Pointer(new PointerEvent(PointerAction.Up, x, y, PointerButton.Primary));

    public void Click(int x, int y)
    {
        Move(x, y);
        Press(x, y);
        Release(x, y);
    }

    public void Click(Widget widget) =>
        Click(widget.Bounds.X + (widget.Bounds.Width / 2), widget.Bounds.Y + (widget.Bounds.Height / 2));

    public void Wheel(Widget widget, double notches, Modifiers held = Modifiers.None) =>
        Editor.Scene.Pointer(
            new PointerEvent(
                PointerAction.Wheel,
                widget.Bounds.X + (widget.Bounds.Width / 2),
                widget.Bounds.Y + (widget.Bounds.Height / 2),
                Modifiers: held,
                Wheel: notches
            )
        );

    public bool Key(Key key, Modifiers held = Modifiers.None) => Editor.OnKey(new KeyEvent(key, Modifiers: held));

    public void Type(string text, Modifiers held = Modifiers.None)
    {
        foreach (char c in text)
            Editor.OnKey(new KeyEvent(Input.Key.Character, c, held));
    }

    /// <summary>Writes a picture of the documentation, where it is asked for.</summary>
    /// <param name="name">Its file in docs/images/window.</param>
    public void UpdatePicture(string name)
    {
        if (Environment.GetEnvironmentVariable("LAKHNES_UPDATE_DOCS") != "1")
            return;
        using FileStream file = File.Create(Repository.Path("docs/images/window/" + name));
        PngWriter.Write(file, Canvas);
    }

    public void Dispose() => Editor.Dispose();

    public static IEnumerable<Widget> All(Widget widget) =>
        widget.IsVisible ? widget.Children.SelectMany(All).Prepend(widget) : [];
}
