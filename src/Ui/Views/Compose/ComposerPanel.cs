using LakhNes.Engine.Parameters;
using LakhNes.Ui.Editing;
using LakhNes.Ui.Painting;
using LakhNes.Ui.Widgets;

namespace LakhNes.Ui.Views.Compose;

/// <summary>The generator's settings: how it composes, which notes, and when.</summary>
internal sealed class ComposerPanel : Stack
{
    /// <summary>Makes the panel.</summary>
    public ComposerPanel(EditorModel model)
    {
        Orientation = Orientation.Down;
        Padding = 8;
        Gap = 8;
        var deck = new Deck { Grow = 1 };
        Add(new TabBar(["How", "Notes", "When", "Timing"], deck.Show) { Height = 20 });
        Add(deck);

        Stack how = Page();
        Stack dice = Row(how);
        dice.Add(Knob("Temperature"));
        dice.Add(Knob("Density"));
        dice.Add(Knob("Top K"));
        dice.Add(Knob("Top P"));
        Stack numbers = Row(how);
        numbers.Add(Stepper("Seed"));
        numbers.Add(Stepper("Variation"));
        numbers.Add(Choice("Model Tempo"));

        Stack notes = Page();
        Stack voices = Row(notes);
        foreach (string voice in (string[])["Pulse 1", "Pulse 2", "Triangle", "Noise"])
            voices.Add(new Toggle(model, Find($"Compose {voice}")) { Caption = voice, Voice = voices.Children.Count });
        Stack pitches = Row(notes);
        pitches.Add(Choice("Key"));
        pitches.Add(Choice("Scale"));
        pitches.Add(Stepper("Lowest Key"));
        pitches.Add(Stepper("Highest Key"));

        Stack when = Page();
        Stack cue = Row(when);
        cue.Add(new ChoiceBar(model, Find("Cue")) { Caption = "Continue after" });
        cue.Add(Stepper("Silence"));
        cue.Add(Stepper("Trigger Key"));
        cue.Add(new Toggle(model, Find("Trigger")) { Caption = "Answer now" });
        Stack bars = Row(when);
        bars.Add(Stepper("Listen Bars"));
        bars.Add(Stepper("Answer Bars"));
        bars.Add(new ChoiceBar(model, Find("Loop")) { Caption = "When the song loops" });
        bars.Add(Knob("Lead"));

        Stack timing = Page();
        Stack grid = Row(timing);
        grid.Add(Knob("Quantise"));
        grid.Add(Choice("Grid"));
        grid.Add(Knob("Swing"));
        Stack takes = Row(timing);
        takes.Add(new Toggle(model, Find("Keep Take")) { Caption = "Keep take" });
        takes.Add(new Toggle(model, Find("Undo Take")) { Caption = "Undo" });
        takes.Add(new Toggle(model, Find("Clear Takes")) { Caption = "Clear takes" });
        takes.Add(new Toggle(model, Find("Echo Played")) { Caption = "Send played notes out too", Grow = 1 });

        Stack Page() => deck.AddPage(new Stack { Orientation = Orientation.Down, Gap = 6 });
        Stack Row(Stack page) => page.Add(new Stack { Gap = 12 });
        Knob Knob(string name) => new(model, Find(name));
        Stepper Stepper(string name) => new(model, Find(name));
        DropDown Choice(string name) => new(model, Find(name));
        static Parameter Find(string name) => ParameterTable.Find(name)!;
    }

    /// <inheritdoc/>
    public override void Paint(Painter painter) => painter.Box(Bounds, painter.Theme.Panel, painter.Theme.Panel);
}
