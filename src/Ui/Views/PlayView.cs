using LakhNes.Dsp.Apu;
using LakhNes.Ui.Editing;
using LakhNes.Ui.Toolkit;

namespace LakhNes.Ui.Views;

/// <summary>What sounds, on which preset, and keys to play it with.</summary>
internal sealed class PlayView : Stack
{
    /// <summary>Makes the view.</summary>
    /// <param name="model">What it shows.</param>
    /// <param name="editVoice">Opens a voice's sound.</param>
    public PlayView(EditorModel model, Action<ApuVoice> editVoice)
    {
        Orientation = Orientation.Down;
        Gap = 8;
        Stack top = Add(new Stack { Gap = 8, Grow = 1 });
        PresetBrowser browser = top.Add(new PresetBrowser(model));
        Search = browser.Search;
        Stack voices = top.Add(
            new Stack
            {
                Orientation = Orientation.Down,
                Gap = 4,
                Grow = 1,
            }
        );
        for (ApuVoice voice = ApuVoice.Pulse1; voice <= ApuVoice.Dmc; voice++)
            voices.Add(new VoiceStrip(model, voice, editVoice) { Grow = 1 });
        Add(new ModePanel(model));
        Add(Keys(model, 72));
    }

    /// <summary>Where presets are searched.</summary>
    public TextField Search { get; }

    /// <summary>Keys to play on.</summary>
    /// <param name="model">What they play.</param>
    /// <param name="height">Units down.</param>
    public static Keyboard Keys(EditorModel model, int height) =>
        new((key, velocity) => model.PlayKey(key, velocity), key => model.PlayKey(key, 0), model.VoiceOf)
        {
            Height = height,
            Tip =
                "Click to play; further down is louder. The wheel moves by octaves. After a click letters play too: Z S X D C ..., Q 2 W 3 E ...",
        };
}
