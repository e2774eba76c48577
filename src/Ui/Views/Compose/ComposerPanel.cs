using LakhNes.Dsp.Apu;
using LakhNes.Engine.Parameters;
using LakhNes.Engine.Settings;
using LakhNes.Score;
using LakhNes.Ui.Controls;
using LakhNes.Ui.Editing;
using LakhNes.Ui.Painting;
using LakhNes.Ui.Toolkit;

namespace LakhNes.Ui.Views.Compose;

/// <summary>The generator's settings: how it composes, which notes, and when; and its answers side by side.</summary>
internal sealed class ComposerPanel : Stack
{
    private const int AnswersPage = 6;

    /// <summary>Makes the panel.</summary>
    /// <param name="model">What it shows.</param>
    /// <param name="takes">The takes, of which those to one phrase are shown side by side.</param>
    public ComposerPanel(EditorModel model, TakePanel takes)
    {
        Orientation = Orientation.Down;
        Padding = 8;
        Gap = 8;
        var deck = new Deck { Grow = 1 };
        TabBar tabs = Add(new TabBar(["How", "Notes", "When", "Timing", "Chords", "Form", "Answers"], deck.Show) { Height = 20 });
        Add(deck);

        Stack how = Page();
        Stack dice = Row(how);
        dice.Add(Knob(GeneratorTable.Temperature));
        dice.Add(Knob(GeneratorTable.Recall));
        dice.Add(Knob(GeneratorTable.Density));
        dice.Add(Knob(GeneratorTable.TopK));
        dice.Add(Knob(GeneratorTable.TopP));
        Stack numbers = Row(how);
        numbers.Add(Stepper(GeneratorTable.Seed));
        numbers.Add(Stepper(GeneratorTable.Variation));
        numbers.Add(Stepper(GeneratorTable.Candidates));
        numbers.Add(Choice(GeneratorTable.Tempo));

        Stack notes = Page();
        Stack voices = Row(notes);
        for (NesVoice voice = 0; (int)voice < NesVoices.Count; voice++)
        {
            string name = ParameterTable.VoiceName((ApuVoice)voice);
            voices.Add(new Toggle(model, ParameterTable.OfComposed(voice)) { Caption = name, Voice = (int)voice });
        }

        Stack pitches = Row(notes);
        pitches.Add(Choice(GeneratorTable.Key));
        pitches.Add(Choice(GeneratorTable.Scale));
        pitches.Add(Stepper(GeneratorTable.LowestKey));
        pitches.Add(Stepper(GeneratorTable.HighestKey));

        Stack when = Page();
        Stack cue = Row(when);
        cue.Add(new ChoiceBar(model, ParameterTable.Of(GeneratorTable.Cue)) { Caption = "Continue after" });
        cue.Add(Stepper(GeneratorTable.SilenceBeats));
        cue.Add(Stepper(GeneratorTable.TriggerKey));
        cue.Add(new Momentary(model, ParameterTable.Of(GeneratorTable.Trigger)) { Caption = "Answer now" });
        Stack bars = Row(when);
        bars.Add(Stepper(GeneratorTable.ListenBars));
        bars.Add(Stepper(GeneratorTable.AnswerBars));
        bars.Add(Choice(GeneratorTable.Length));
        bars.Add(new ChoiceBar(model, ParameterTable.Of(GeneratorTable.Begin)) { Caption = "Begin on" });
        bars.Add(new ChoiceBar(model, ParameterTable.Of(GeneratorTable.Loop)) { Caption = "When the song loops" });
        bars.Add(Knob(GeneratorTable.LeadBeats));

        Stack timing = Page();
        Stack grid = Row(timing);
        grid.Add(Knob(GeneratorTable.Quantise));
        grid.Add(Choice(GeneratorTable.Grid));
        grid.Add(Knob(GeneratorTable.Swing));
        grid.Add(Knob(GeneratorTable.Expression));
        Row(timing)
            .Add(
                new Toggle(model, ParameterTable.Of(GeneratorTable.EchoPlayed))
                {
                    Caption = "Send played notes out too",
                    Grow = 1,
                }
            );

        Stack chords = Row(Page());
        chords.Add(Stepper(GeneratorTable.ChordKeys));
        chords.Add(Choice(GeneratorTable.ChordChannel));
        chords.Add(Knob(GeneratorTable.Follow));

        Stack sections = Page(),
            form = Row(sections);
        form.Add(Choice(GeneratorTable.Form));
        form.Add(Choice(GeneratorTable.SectionBars));
        form.Add(Knob(GeneratorTable.Vary));
        form.Add(Choice(GeneratorTable.Scene));
        Stack own = Row(sections);
        own.Add(new FormField(model));
        own.Add(new Toggle(model, ParameterTable.Of(GeneratorTable.LoopAnswer)));

        deck.AddPage(new AnswersPanel(model, takes));
        takes.AsksForAnother = () => tabs.Select(AnswersPage);

        Stack Page() => deck.AddPage(new Stack { Orientation = Orientation.Down, Gap = 6 });
        Stack Row(Stack page) => page.Add(new Stack { Gap = 12 });
        Knob Knob(Setting row) => new(model, ParameterTable.Of(row));
        Stepper Stepper(Setting row) => new(model, ParameterTable.Of(row));
        DropDown Choice(Setting row) => new(model, ParameterTable.Of(row));
    }

    /// <inheritdoc/>
    public override void Paint(Painter painter) => painter.Box(Bounds, painter.Theme.Panel, painter.Theme.Panel);
}
