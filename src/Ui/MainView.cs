using LakhNes.Dsp.Apu;
using LakhNes.Engine.Parameters;
using LakhNes.Instrument.Presets;
using LakhNes.Ui.Controls;
using LakhNes.Ui.Editing;
using LakhNes.Ui.Painting;
using LakhNes.Ui.Toolkit;
using LakhNes.Ui.Views;
using LakhNes.Ui.Views.Compose;

namespace LakhNes.Ui;

/// <summary>The whole window: what is always there, and the view that is chosen below it.</summary>
internal sealed class MainView : Stack
{
    /// <summary>Units across that it is made for.</summary>
    public const int PreferredWidth = 960;

    /// <summary>Units down that it is made for.</summary>
    public const int PreferredHeight = 600;

    /// <summary>Least units across.</summary>
    public const int MinimumWidth = 880;

    /// <summary>Least units down.</summary>
    public const int MinimumHeight = 560;

    /// <summary>Most units across.</summary>
    public const int MaximumWidth = 2400;

    /// <summary>Most units down.</summary>
    public const int MaximumHeight = 1600;

    private const int PlayTab = 0,
        SoundTab = 1;

    private static readonly string[] Left = ["..#", ".##", "###", ".##", "..#"];
    private static readonly string[] Right = ["#..", "##.", "###", "##.", "#.."];
    private static readonly string[] Undo =
    [
        "..#......",
        ".##......",
        "#######..",
        ".##....#.",
        "..#.....#",
        "........#",
        "....####.",
    ];
    private static readonly string[] Redo =
    [
        "......#..",
        "......##.",
        "..#######",
        ".#....##.",
        "#.....#..",
        "#........",
        ".####....",
    ];

    private readonly EditorModel _model;
    private readonly Deck _deck;
    private readonly Button _preset;
    private int _shownPreset = int.MinValue;
    private string _shownName = "";
    private bool _showsEdited;

    /// <summary>Makes the window's tree.</summary>
    public MainView(EditorModel model)
    {
        _model = model;
        Orientation = Orientation.Down;
        Padding = 8;
        Gap = 8;
        _deck = new Deck { Grow = 1 };
        Tabs = new TabBar(["Play", "Sound", "Compose", "Settings"], Show);

        Stack header = Add(new Stack { Gap = 8 });
        header.Add(new Logo());
        header.Add(Tabs);
        header.Add(new Stack { Grow = 1 });
        header.Add(new Button("", () => StepPreset(-1)) { Picture = Left, Tip = "The preset before" });
        _preset = header.Add(
            new Button("", () => ShowPresets())
            {
                Width = 152,
                Tip = "The sound that is loaded. Press to look through all of them.",
            }
        );
        header.Add(new Button("", () => StepPreset(1)) { Picture = Right, Tip = "The next preset" });
        header.Add(
            new Button("", model.History.Undo)
            {
                Picture = Undo,
                Enabled = () => model.History.Last is not null,
                Tip = "Undo (Control+Z)",
            }
        );
        header.Add(
            new Button("", model.History.Redo)
            {
                Picture = Redo,
                Enabled = () => model.History.Next is not null,
                Tip = "Redo (Control+Y)",
            }
        );
        header.Add(new Knob(model, ParameterTable.Of(MainParameter.OutputGain)) { Caption = "Output", IsBeside = true });
        Stack meters = header.Add(
            new Stack
            {
                Orientation = Orientation.Down,
                Gap = 2,
                Padding = 4,
            }
        );
        meters.Add(new Meter(() => model.Live.PeakLeft) { Orientation = Orientation.Across, Grow = 1 });
        meters.Add(new Meter(() => model.Live.PeakRight) { Orientation = Orientation.Across, Grow = 1 });

        Add(_deck);
        Sound = new SoundView(model);
        _deck.AddPage(new PlayView(model, EditVoice));
        _deck.AddPage(Sound);
        Compose = _deck.AddPage(new ComposeView(model));
        _deck.AddPage(new SettingsView(model));
    }

    /// <summary>The views' titles.</summary>
    public TabBar Tabs { get; }

    /// <summary>The view of the voices' sounds.</summary>
    public SoundView Sound { get; }

    /// <summary>The view of the generator.</summary>
    public ComposeView Compose { get; }

    /// <inheritdoc/>
    public override void Refresh()
    {
        _model.Look();
        int preset = _model.Engine.CurrentPreset;
        _model.Preset.Refresh();
        if ((preset, _model.Preset.Name, _model.Preset.IsEdited) == (_shownPreset, _shownName, _showsEdited))
            return;
        (_shownPreset, _shownName, _showsEdited) = (preset, _model.Preset.Name, _model.Preset.IsEdited);
        _preset.Text = (_shownName.Length > 0 ? _shownName : "Own sound") + (_showsEdited ? " *" : "");
    }

    /// <inheritdoc/>
    public override void Paint(Painter painter) => painter.Fill(Bounds, painter.Theme.Background);

    /// <summary>Shows the user's samples with a file's sound among them, or why it is none.</summary>
    /// <param name="path">The file.</param>
    public void OpenSample(string path)
    {
        EditVoice(ApuVoice.Dmc);
        Sound.Samples.Open(path);
    }

    private void Show(int view)
    {
        _model.LetGo();
        _deck.Show(view);
    }

    private void EditVoice(ApuVoice voice)
    {
        Sound.Select(voice);
        Tabs.Select(SoundTab);
    }

    private void ShowPresets()
    {
        Tabs.Select(PlayTab);
        Scene?.SetFocus(((PlayView)_deck.Children[PlayTab]).Search);
    }

    private void StepPreset(int by)
    {
        int count = FactoryPresets.All.Length;
        _model.LoadPreset((((_model.Engine.CurrentPreset + by) % count) + count) % count);
    }
}
