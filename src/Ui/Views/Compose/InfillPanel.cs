using System.Globalization;
using LakhNes.Drawing;
using LakhNes.Engine.Generation.Takes;
using LakhNes.Generator.Composition;
using LakhNes.Score;
using LakhNes.Ui.Input;
using LakhNes.Ui.Painting;
using LakhNes.Ui.Toolkit;

namespace LakhNes.Ui.Views.Compose;

/// <summary>Asks, over everything else, which bars and voices of a take are to be composed anew.</summary>
internal sealed class InfillPanel : Stack
{
    private static readonly string[] Names = ["Pulse 1", "Pulse 2", "Triangle", "Noise"];

    private readonly Label _bars = new("") { Width = 120, Align = TextAlign.Center };
    private readonly Take _take;
    private int _first = 1;
    private int _last;
    private VoiceSet _voices = VoiceSet.All;

    private InfillPanel(Take take, Action<TakeInfill> chosen)
    {
        _take = take;
        _last = take.Bars;
        Orientation = Orientation.Down;
        Padding = 16;
        Gap = 10;
        Add(new Label(string.Create(CultureInfo.InvariantCulture, $"Infill of take {take.Number}")) { Size = TextSize.Large });
        Add(
            new TextBlock(
                "These bars and voices are composed anew, each time another way; the rest stays. The result is a new take, and this one stays too."
            )
            {
                Grow = 1,
            }
        );
        Stack bars = Add(new Stack { Gap = 4 });
        AddMoves(bars, "first", by => Choose(_first + by, Math.Max(_last, _first + by)));
        bars.Add(_bars);
        AddMoves(bars, "last", by => Choose(Math.Min(_first, _last + by), _last + by));
        Stack voices = Add(new Stack { Gap = 4 });
        for (NesVoice voice = 0; (int)voice < NesVoices.Count; voice++)
            AddVoice(voices, voice);
        Stack row = Add(new Stack { Gap = 8 });
        row.Add(new Stack { Grow = 1 });
        row.Add(new Button("Cancel", () => Scene?.Close()) { Width = 80 });
        row.Add(
            new Button(
                "Compose",
                () =>
                {
                    Scene?.Close();
                    chosen(new TakeInfill(take.Number, _first, _last, _voices));
                }
            )
            {
                Width = 96,
                Enabled = () => _voices.Bits != 0,
            }
        );
        Choose(_first, _last);
    }

    /// <summary>Opens it over a window.</summary>
    /// <param name="scene">The window.</param>
    /// <param name="take">The take.</param>
    /// <param name="chosen">Called with what is to be composed.</param>
    public static void Open(Scene scene, Take take, Action<TakeInfill> chosen)
    {
        Area window = scene.Root.Bounds;
        int width = Math.Min(400, window.Width - 32);
        scene.Open(new InfillPanel(take, chosen), new Area((window.Width - width) / 2, (window.Height - 190) / 2, width, 190));
    }

    /// <inheritdoc/>
    public override void Paint(Painter painter) => painter.Box(Bounds, painter.Theme.Panel, painter.Theme.Dim);

    /// <inheritdoc/>
    public override bool OnPointer(in PointerEvent e) => e.Action == PointerAction.Down;

    private static void AddMoves(Stack row, string which, Action<int> move)
    {
        row.Add(new Button("-", () => move(-1)) { Width = 24, Tip = $"The {which} bar is one earlier." });
        row.Add(new Button("+", () => move(1)) { Width = 24, Tip = $"The {which} bar is one later." });
    }

    private void AddVoice(Stack row, NesVoice voice)
    {
        VoiceSet one = default(VoiceSet).With(voice);
        row.Add(
            new Button(Names[(int)voice], () => _voices = new VoiceSet(_voices.Bits ^ one.Bits))
            {
                Grow = 1,
                IsLit = () => _voices.Contains(voice),
                Tip = "A lit voice is composed anew; a dark one stays, and the new ones are composed to it.",
            }
        );
    }

    private void Choose(int first, int last)
    {
        if (first < 1 || last > _take.Bars)
            return;
        (_first, _last) = (first, last);
        _bars.Say(string.Create(CultureInfo.InvariantCulture, $"bars {first} to {last} of {_take.Bars}"));
    }
}
