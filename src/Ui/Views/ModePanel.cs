using LakhNes.Engine.Parameters;
using LakhNes.Ui.Controls;
using LakhNes.Ui.Editing;
using LakhNes.Ui.Painting;
using LakhNes.Ui.Toolkit;

namespace LakhNes.Ui.Views;

/// <summary>How played notes find a voice, with the controls of the mode that is chosen.</summary>
internal sealed class ModePanel : Stack
{
    private readonly EditorModel _model;
    private readonly Parameter _mode = ParameterTable.Of(MainParameter.VoiceMode);
    private readonly Deck _deck;
    private int _shown = -1;

    /// <summary>Makes the panel.</summary>
    public ModePanel(EditorModel model)
    {
        _model = model;
        Gap = 16;
        Padding = 8;
        Add(new ChoiceBar(model, _mode));
        _deck = Add(new Deck { Grow = 1 });
        Page()
            .Add(
                Words(
                    "MIDI channels 1 to 5 play Pulse 1, Pulse 2, Triangle, Noise and DMC; 10 plays drums. The keys below play the voice edited last."
                )
            );
        Page()
            .Add(
                Words(
                    "Up to three notes at once, on both pulses and the triangle; low notes like the triangle. MIDI channel 10 plays drums."
                )
            );
        Stack unison = Page();
        unison.Add(new Stepper(model, ParameterTable.Of(MainParameter.UnisonVoices)) { Caption = "Voices" });
        unison.Add(new Stepper(model, ParameterTable.Of(MainParameter.UnisonDetune)) { Caption = "Detune" });
        Stack arpeggio = Page();
        arpeggio.Add(new DropDown(model, ParameterTable.Of(MainParameter.ArpeggioClock)) { Caption = "Steps" });
        arpeggio.Add(new DropDown(model, ParameterTable.Of(MainParameter.ArpeggioOrder)) { Caption = "Order" });
        arpeggio.Add(new Stepper(model, ParameterTable.Of(MainParameter.ArpeggioOctaves)) { Caption = "Octaves" });
        arpeggio.Add(new DropDown(model, ParameterTable.Of(MainParameter.SoloVoice)) { Caption = "Voice" });
        Page().Add(new DropDown(model, ParameterTable.Of(MainParameter.SoloVoice)) { Caption = "Voice" });

        Stack Page() => _deck.AddPage(new Stack { Gap = 8 });
        static TextBlock Words(string text) => new(text) { Lines = 2, Grow = 1 };
    }

    /// <inheritdoc/>
    public override void Refresh()
    {
        int mode = (int)_model.Value(_mode);
        if (mode == _shown)
            return;
        _shown = mode;
        _deck.Show(mode);
    }

    /// <inheritdoc/>
    public override void Paint(Painter painter) => painter.Box(Bounds, painter.Theme.Panel, painter.Theme.Panel);
}
