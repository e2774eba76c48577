using System.Globalization;
using LakhNes.Engine.Parameters;
using LakhNes.Ui.Editing;
using LakhNes.Ui.Toolkit;

namespace LakhNes.Ui.Views;

/// <summary>Says which MIDI controllers turn which parameters in this project, or how one is made to.</summary>
internal sealed class LearnedControllers : Stack
{
    private const string Hint =
        "A right click on a control (with Shift where the host has a menu of its own) lets a controller turn it: MIDI learn.";

    private readonly EditorModel _model;
    private readonly TextBlock _text;
    private ControllerMap? _shown;

    /// <summary>Makes the text.</summary>
    public LearnedControllers(EditorModel model)
    {
        _model = model;
        Orientation = Orientation.Down;
        _text = Add(new TextBlock(Hint) { Lines = 3 });
    }

    /// <summary>What it says.</summary>
    public string Text => _text.Text;

    /// <inheritdoc/>
    public override void Refresh()
    {
        ControllerMap map = _model.Engine.Controllers;
        if (ReferenceEquals(map, _shown))
            return;
        _shown = map;
        string[] all =
        [
            .. map.All.Select(one => string.Create(CultureInfo.InvariantCulture, $"CC{one.Controller}: {one.Parameter.Name}")),
        ];
        _text.Say(all.Length > 0 ? "Learned: " + string.Join("    ", all) : Hint);
    }
}
