using LakhNes.Drawing;

namespace LakhNes.Ui.Painting;

/// <summary>
/// The colours of everything. Those of the voices stay apart for colour-blind eyes too (for the dark theme
/// Okabe and Ito's palette), and nothing is said by colour alone.
/// </summary>
internal sealed class Theme
{
    private Theme() { }

    /// <summary>Light on dark: as a console's screen.</summary>
    public static Theme Dark { get; } =
        new()
        {
            Background = Color.FromRgb(0x0C0D15),
            Panel = Color.FromRgb(0x171926),
            Raised = Color.FromRgb(0x262A3F),
            Hover = Color.FromRgb(0x333954),
            Border = Color.FromRgb(0x3A405C),
            Screen = Color.FromRgb(0x05060A),
            Grid = Color.FromRgb(0x1C2030),
            Text = Color.FromRgb(0xF2F1E8),
            Dim = Color.FromRgb(0x9DA3BE),
            Accent = Color.FromRgb(0xD9362C),
            OnAccent = Color.FromRgb(0xFFFFFF),
            WhiteKey = Color.FromRgb(0xE4E2D8),
            BlackKey = Color.FromRgb(0x05060A),
            BlackKeyTop = Color.FromRgb(0x262A3F),
            OnVoice = Color.FromRgb(0x05060A),
            Focus = Color.FromRgb(0xFFFFFF),
            Voices =
            [
                Color.FromRgb(0x56B4E9),
                Color.FromRgb(0xE69F00),
                Color.FromRgb(0x2CC295),
                Color.FromRgb(0xD58AB6),
                Color.FromRgb(0xF0E442),
            ],
        };

    /// <summary>Dark on light: as the console's case.</summary>
    public static Theme Light { get; } =
        new()
        {
            Background = Color.FromRgb(0xCFCDC6),
            Panel = Color.FromRgb(0xE9E7E1),
            Raised = Color.FromRgb(0xFBFAF7),
            Hover = Color.FromRgb(0xFFFFFF),
            Border = Color.FromRgb(0xA8A59C),
            Screen = Color.FromRgb(0xF7F6F2),
            Grid = Color.FromRgb(0xE0DED7),
            Text = Color.FromRgb(0x1C1B22),
            Dim = Color.FromRgb(0x54525F),
            Accent = Color.FromRgb(0xC4161C),
            OnAccent = Color.FromRgb(0xFFFFFF),
            WhiteKey = Color.FromRgb(0xFBFAF7),
            BlackKey = Color.FromRgb(0x1C1B22),
            BlackKeyTop = Color.FromRgb(0x3A3943),
            OnVoice = Color.FromRgb(0xFFFFFF),
            Focus = Color.FromRgb(0x1C1B22),
            Voices =
            [
                Color.FromRgb(0x0046D0),
                Color.FromRgb(0x8C3A10),
                Color.FromRgb(0x0A8070),
                Color.FromRgb(0xA8189A),
                Color.FromRgb(0x7A7000),
            ],
        };

    /// <summary>Behind everything.</summary>
    public required Color Background { get; init; }

    /// <summary>A group of controls.</summary>
    public required Color Panel { get; init; }

    /// <summary>What can be pressed or turned.</summary>
    public required Color Raised { get; init; }

    /// <summary>The same under the pointer.</summary>
    public required Color Hover { get; init; }

    /// <summary>Edges and unlit tracks.</summary>
    public required Color Border { get; init; }

    /// <summary>Where something is shown rather than set: scopes, editors, lists.</summary>
    public required Color Screen { get; init; }

    /// <summary>Lines on a screen.</summary>
    public required Color Grid { get; init; }

    /// <summary>What is to be read.</summary>
    public required Color Text { get; init; }

    /// <summary>What may be read.</summary>
    public required Color Dim { get; init; }

    /// <summary>What is on, chosen or running.</summary>
    public required Color Accent { get; init; }

    /// <summary>Text on <see cref="Accent"/>.</summary>
    public required Color OnAccent { get; init; }

    /// <summary>The frame around what the keyboard acts on.</summary>
    public required Color Focus { get; init; }

    /// <summary>One colour a channel of the chip, in register order.</summary>
    public required Color[] Voices { get; init; }

    /// <summary>What is lit: a voice's colour, or the accent where there is none (-1).</summary>
    public Color Lit(int voice) => voice < 0 ? Accent : Voices[voice];

    /// <summary>Text on <see cref="Lit"/>.</summary>
    public Color OnLit(int voice) => voice < 0 ? OnAccent : OnVoice;

    /// <summary>A piano's white key.</summary>
    public required Color WhiteKey { get; init; }

    /// <summary>A piano's black key from the side, and text on a white one.</summary>
    public required Color BlackKey { get; init; }

    /// <summary>A piano's black key from above.</summary>
    public required Color BlackKeyTop { get; init; }

    /// <summary>Text on a voice's colour.</summary>
    public required Color OnVoice { get; init; }
}
