using LakhNes.Engine;
using LakhNes.Engine.Parameters;
using LakhNes.Engine.Settings;
using LakhNes.Ui.Controls;
using LakhNes.Ui.Editing;
using LakhNes.Ui.Models;
using LakhNes.Ui.Timeline;
using LakhNes.Ui.Toolkit;

namespace LakhNes.Ui.Views.Compose;

/// <summary>The generator: what it does, what it and the player have played what comes next, and the takes to keep.</summary>
internal sealed class ComposeView : Stack
{
    /// <summary>Makes the view.</summary>
    /// <param name="model">What it shows.</param>
    public ComposeView(EditorModel model)
    {
        Orientation = Orientation.Down;
        Gap = 8;
        var guide = new Guide(model);
        Stack top = Add(new Stack { Gap = 12 });
        top.Add(new ChoiceBar(model, ParameterTable.Of(GeneratorTable.Mode)));
        top.Add(new Toggle(model, ParameterTable.Of(GeneratorTable.Run)));
        top.Add(new GuideText(guide) { Grow = 1 });
        top.Add(new ModelPicker(model, new ModelLibrary(ChipEngine.UserModels)));

        Roll = Add(new PianoRoll(model, new NoteTimeline(model.Engine.Monitor)) { Grow = 1, EmptyText = () => guide.Text });
        Add(new HealthMeter(model));
        Stack bottom = Add(new Stack { Gap = 8 });
        Takes = new TakePanel(model);
        bottom.Add(new ComposerPanel(model, Takes) { Grow = 1 });
        bottom.Add(Takes);
        Add(PlayView.Keys(model, 44));
    }

    /// <summary>The notes.</summary>
    public PianoRoll Roll { get; }

    /// <summary>The takes.</summary>
    public TakePanel Takes { get; }
}
