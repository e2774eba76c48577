using LakhNes.Instrument.Tunings;
using LakhNes.Ui.Editing;
using LakhNes.Ui.Toolkit;

namespace LakhNes.Ui.Views;

/// <summary>How keys are tuned: the name, or the session's master, and files to open.</summary>
internal sealed class TuningPanel : Stack
{
    private const string Usual = "Equal steps, A4 is 440 Hz";

    private readonly EditorModel _model;
    private readonly Label _name = new(Usual) { Grow = 1 };
    private Tuning _shown = Tuning.Equal;
    private string? _master;

    /// <summary>Makes the panel.</summary>
    public TuningPanel(EditorModel model)
    {
        _model = model;
        Gap = 8;
        Add(_name);
        Add(
            new Button("Open...", Choose)
            {
                Width = 80,
                Tip =
                    "A scale of Scala (.scl), a keyboard map for it (.kbm), or messages of the MIDI Tuning Standard (.syx). "
                    + "Noise and samples stay as they are.",
            }
        );
        Add(
            new Button("Clear", model.ClearTuning)
            {
                Width = 64,
                Enabled = () => _shown != Tuning.Equal,
                Tip = "Tunes keys as ever: twelve equal steps, A4 at 440 Hz.",
            }
        );
    }

    /// <inheritdoc/>
    public override void Refresh()
    {
        Tuning tuning = _model.Engine.Tuning;
        string? master = _model.Engine.FollowsMaster ? _model.Engine.TuningMaster?.Name : null;
        if (tuning == _shown && ReferenceEquals(master, _master))
            return;
        (_shown, _master) = (tuning, master);
        _name.Say(
            master is not null ? "MTS-ESP: " + master
            : tuning == Tuning.Equal ? Usual
            : tuning.Name.Length > 0 ? tuning.Name
            : "a tuning without a name"
        );
    }

    /// <summary>Tunes keys by a file, or says why not.</summary>
    public void Open(string path)
    {
        if (!_model.TryOpenTuning(path, out string error) && Scene is { } scene)
            Notice.Open(scene, "The tuning was not opened", error);
    }

    private void Choose()
    {
        if (Scene is not { } scene)
            return;
        FileChooser.Open(
            scene,
            "Open a tuning",
            _model.Preferences.TuningFolder,
            [TuningFile.ScaleExtension, TuningFile.MapExtension, TuningFile.MessagesExtension],
            null,
            path =>
            {
                _model.Preferences.TuningFolder = Path.GetDirectoryName(path) ?? "";
                Open(path);
            }
        );
    }
}
