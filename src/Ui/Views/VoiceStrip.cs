using LakhNes.Dsp.Apu;
using LakhNes.Engine.Parameters;
using LakhNes.Ui.Controls;
using LakhNes.Ui.Editing;
using LakhNes.Ui.Painting;
using LakhNes.Ui.Toolkit;

namespace LakhNes.Ui.Views;

/// <summary>One voice at a glance: name and note, wave, level, mute, solo, gain and pan.</summary>
internal sealed class VoiceStrip : Stack
{
    private const string Hint = "play MIDI, or press a key below";

    /// <summary>Makes the strip of a voice.</summary>
    public VoiceStrip(EditorModel model, ApuVoice voice, Action<ApuVoice> edit)
    {
        int index = (int)voice;
        Gap = 8;
        Padding = 4;
        Add(
            new VoiceBadge(model, voice, () => edit(voice))
            {
                Tip = "The voice and the note that it plays. Click to edit its sound.",
            }
        );
        Add(
            new Oscilloscope(samples => model.ReadScope(voice, samples), () => model.ScopeSpan(voice))
            {
                Voice = index,
                FullScale = Loudest(voice),
                EmptyText = voice == ApuVoice.Pulse1 ? Hint : "",
                Grow = 1,
            }
        );
        Add(new Meter(() => model.Live.Voices[index].Level) { Voice = index });
        Stack buttons = Middle(4);
        buttons.Add(new Toggle(model, Of(voice, 2)) { Letter = "M", Tip = "Mute: leaves the voice out." });
        buttons.Add(
            new Button("S", () => model.Solo(voice))
            {
                Width = 20,
                IsLit = () => model.IsSolo(voice),
                Tip = "Solo: leaves the other voices out.",
            }
        );
        Stack mix = Middle(4);
        mix.Add(
            new Slider(model, Of(voice, 0))
            {
                Caption = "Gain",
                CaptionWidth = 36,
                Voice = index,
            }
        );
        mix.Add(
            new Slider(model, Of(voice, 1))
            {
                Caption = "Pan",
                CaptionWidth = 36,
                Voice = index,
            }
        );
    }

    /// <summary>A parameter of a voice, by its place among the voice's ids.</summary>
    public static Parameter Of(ApuVoice voice, uint offset) => ParameterTable.OfVoice(voice, offset)!;

    // half of what the chip's mixer gives a voice alone at full level, and some room
    private static float Loudest(ApuVoice voice) =>
        voice switch
        {
            ApuVoice.Triangle => 0.15f,
            ApuVoice.Noise => 0.12f,
            ApuVoice.Dmc => 0.3f,
            _ => 0.12f,
        };

    // in the middle of the strip's height
    private Stack Middle(int gap)
    {
        Stack column = Add(new Stack { Orientation = Orientation.Down });
        column.Add(new Stack { Grow = 1 });
        Stack middle = column.Add(new Stack { Orientation = Orientation.Down, Gap = gap });
        column.Add(new Stack { Grow = 1 });
        return middle;
    }

    /// <inheritdoc/>
    public override void Paint(Painter painter) => painter.Box(Bounds, painter.Theme.Panel, painter.Theme.Panel);
}
