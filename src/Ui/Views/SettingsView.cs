using System.Reflection;
using LakhNes.Engine.Parameters;
using LakhNes.Ui.Controls;
using LakhNes.Ui.Editing;
using LakhNes.Ui.Toolkit;

namespace LakhNes.Ui.Views;

/// <summary>The console that is played, what MIDI means, how the window looks, and what the program is.</summary>
internal sealed class SettingsView : Stack
{
    private const int Captions = 96;

    private readonly EditorModel _model;
    private readonly Panel _faults;
    private readonly TextBlock _fault;

    private static readonly int[] Zooms = [75, 100, 125, 150, 200];

    /// <summary>Makes the view.</summary>
    public SettingsView(EditorModel model)
    {
        _model = model;
        Gap = 8;
        Stack left = Add(
            new Stack
            {
                Orientation = Orientation.Down,
                Gap = 8,
                Grow = 1,
            }
        );
        Panel console = left.Add(Group("Console"));
        console.Add(new ChoiceBar(model, ParameterTable.Of(MainParameter.Region)) { CaptionWidth = Captions });
        console.Add(new ChoiceBar(model, ParameterTable.Of(MainParameter.Mixer)) { CaptionWidth = Captions });
        console.Add(new ChoiceBar(model, ParameterTable.Of(MainParameter.Filter)) { CaptionWidth = Captions });
        console.Add(new Toggle(model, ParameterTable.Of(MainParameter.ExactPitch)) { CaptionWidth = Captions });
        console.Add(new Toggle(model, ParameterTable.Of(MainParameter.Bypass)) { CaptionWidth = Captions });

        Panel midi = left.Add(Group("MIDI"));
        midi.Add(
            new ChoiceBar(model, ParameterTable.Of(MainParameter.MidiDialect)) { Caption = "Dialect", CaptionWidth = Captions }
        );
        midi.Add(new DropDown(model, ParameterTable.Of(MainParameter.VoiceMode)) { CaptionWidth = Captions });
        midi.Add(
            new ChoiceBar(model, ParameterTable.Of(MainParameter.ProgramChange)) { Caption = "Programs", CaptionWidth = Captions }
        );
        midi.Add(new Slider(model, ParameterTable.Of(MainParameter.BendRange)) { CaptionWidth = Captions });
        midi.Add(new Slider(model, ParameterTable.Of(MainParameter.Modulation)) { CaptionWidth = Captions });

        Panel window = left.Add(Group("Window"));
        Stack zoom = window.Add(new Stack { Gap = 4 });
        zoom.Add(new Label("Size") { Width = Captions - 4, IsDim = true });
        foreach (int percent in Zooms)
            zoom.Add(
                new Button($"{percent} %", () => model.SetZoom(percent))
                {
                    IsLit = () => model.Preferences.Zoom == percent,
                    Grow = 1,
                    Tip = "Size of everything, beside the scale factor that the host sets.",
                }
            );

        Stack theme = window.Add(new Stack { Gap = 4 });
        theme.Add(new Label("Colours") { Width = Captions - 4, IsDim = true });
        theme.Add(new Button("Dark", () => model.SetLight(false)) { IsLit = () => !model.Preferences.IsLight, Grow = 1 });
        theme.Add(new Button("Light", () => model.SetLight(true)) { IsLit = () => model.Preferences.IsLight, Grow = 1 });
        Panel controllers = left.Add(
            new Panel
            {
                Title = "What MIDI controllers do",
                Orientation = Orientation.Down,
                Padding = 8,
                Grow = 1,
            }
        );
        controllers.Add(new TextBlock(Controllers) { Grow = 1 });

        Stack right = Add(
            new Stack
            {
                Orientation = Orientation.Down,
                Gap = 8,
                Grow = 1,
            }
        );
        Panel about = right.Add(Group("About"));
        about.Add(
            new TextBlock(
                $"LakhNES {Version}: the sound chip of the NES, cycle by cycle, and a Transformer-XL that goes on playing on it.\n"
                    + "MIT licence. After LakhNES by Donahue, Mao, Li, Cottrell and McAuley (ISMIR 2019)."
            )
            {
                Lines = 4,
            }
        );
        _faults = right.Add(Group("What failed last"));
        _faults.IsVisible = false;
        _fault = _faults.Add(
            new TextBlock("") { Lines = 4, Tip = "An error inside the plugin, kept from the host. Report it with this text." }
        );
        right.Add(Group("Tuning")).Add(new TuningPanel(model));
        right.Add(Group("MIDI learn")).Add(new LearnedControllers(model));
        Panel licences = right.Add(
            new Panel
            {
                Title = "Licences",
                Orientation = Orientation.Down,
                Padding = 8,
                Gap = 8,
                Grow = 1,
            }
        );
        licences.Add(new TextPages(Licences()) { Grow = 1 });

        static Panel Group(string title) =>
            new()
            {
                Title = title,
                Orientation = Orientation.Down,
                Padding = 8,
                Gap = 8,
            };
    }

    /// <inheritdoc/>
    public override void Refresh()
    {
        if (_model.Host.LastFault is not { } fault)
            return;
        _fault.Say(fault);
        _faults.IsVisible = true;
    }

    private const string Controllers =
        "Pitch wheel: bend    CC1, pressure: vibrato\nCC7: gain    CC10: pan    CC11: chip volume    CC64: sustain\n"
        + "CC120, CC123: silence    Program change: as set above\n\n"
        + "Channels mode: 1 Pulse 1, 2 Pulse 2, 3 Triangle, 4 Noise, 5 DMC. Channel 10 plays drums in every mode.";

    private static string Version => typeof(SettingsView).Assembly.GetName().Version?.ToString(3) ?? "";

    private static string Licences()
    {
        var text = new System.Text.StringBuilder();
        foreach (string name in (ReadOnlySpan<string>)["LICENSE", "THIRD-PARTY-NOTICES.md"])
        {
            using Stream? stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name);
            if (stream is not null)
                text.Append(PlainText.Of(new StreamReader(stream).ReadToEnd()));
        }

        return text.ToString();
    }
}
