using System.Globalization;
using LakhNes.Drawing;
using LakhNes.Engine.Generation;
using LakhNes.Engine.Parameters;
using LakhNes.Engine.Settings;
using LakhNes.Ui.Controls;
using LakhNes.Ui.Editing;
using LakhNes.Ui.Painting;
using LakhNes.Ui.Timeline;
using LakhNes.Ui.Toolkit;

namespace LakhNes.Ui.Views.Compose;

/// <summary>
/// Whether the generator keeps up: beats composed ahead, tokens a second, notes that came too late; and what the roll's signs
/// mean.
/// </summary>
internal sealed class HealthMeter(EditorModel model) : Widget
{
    private const int BarWidth = 120,
        FullBeats = 16;

    private readonly Parameter _mode = ParameterTable.Of(GeneratorTable.Mode);
    private double _lead = -1;
    private double _rate;
    private long _late;
    private GeneratorStatus _status;
    private string _word = "";
    private string _style = "";
    private string _chord = "";

    /// <summary>Why nothing is composed, in a word or two; empty where the generator could.</summary>
    public string Idle => _word;

    /// <summary>The key and the feel that it took from the phrase; empty where it took none, or composes nothing.</summary>
    public string Style => _style;

    /// <summary>The chord that is held, or was last; empty where there is none, or it has no name.</summary>
    public string Chord => _chord;

    /// <inheritdoc/>
    public override string? CurrentTip =>
        "How far ahead of the song notes are composed. Where it runs empty, notes come too late and are left out: a smaller model or a longer Lead helps."
        + " At its end the key and the feel that were taken from your phrase, where Scale and Grid are Auto.";

    /// <inheritdoc/>
    public override Extent Measure() => new(400, 14);

    /// <inheritdoc/>
    public override void Refresh()
    {
        double lead = Math.Round(model.Engine.LeadBeats, 1),
            rate = Math.Round(model.Engine.TokensPerSecond / 10) * 10;
        long late = model.Engine.LateNotes;
        GeneratorStatus status = model.Engine.GeneratorStatus;
        string word = Word(status);
        string style = model.Live.IsComposing ? model.Engine.Style.Text : "";
        string chord = model.Live.Chord.RootName;
        if (
            (lead, rate, late, status) == (_lead, _rate, _late, _status)
            && ReferenceEquals(word, _word)
            && ReferenceEquals(style, _style)
            && ReferenceEquals(chord, _chord)
        )
            return;
        (_lead, _rate, _late, _status, _word, _style, _chord) = (lead, rate, late, status, word, style, chord);
        Invalidate();
    }

    /// <inheritdoc/>
    public override void Paint(Painter painter)
    {
        Theme theme = painter.Theme;
        var bar = new Area(Bounds.X, Bounds.Y + 2, BarWidth, Bounds.Height - 4);
        painter.Box(bar, theme.Screen, theme.Border);
        painter.Fill(
            new Area(bar.X + 1, bar.Y + 1, (int)((bar.Width - 2) * Math.Clamp(_lead / FullBeats, 0, 1)), bar.Height - 2),
            theme.Voices[2]
        );
        Span<char> text = stackalloc char[96];
        CultureInfo plain = CultureInfo.InvariantCulture;
        bool fits =
            _status == GeneratorStatus.Ready
                ? text.TryWrite(
                    plain,
                    $"{_lead:0.0} beats ahead   {_rate:0} tokens/s   {_late} late   {_style}{(_style.Length > 0 && _chord.Length > 0 ? "   " : "")}{_chord}",
                    out int length
                )
                : text.TryWrite(plain, $"{_word}", out length);
        var at = Bounds with { X = bar.Right + 8, Width = 400 };
        if (fits)
            painter.Text(at, text[..length], _late > 0 || _status == GeneratorStatus.Failed ? theme.Text : theme.Dim);
        PaintSigns(painter);
    }

    // a model is loaded when it is first needed
    private string Word(GeneratorStatus status) =>
        status switch
        {
            GeneratorStatus.Loading => "loading the model",
            GeneratorStatus.Failed => "the model cannot be used",
            GeneratorStatus.Ready => "",
            _ when model.Engine.Model is null => "no model is installed",
            _ when model.Value(_mode) == (int)GeneratorMode.Off => "off",
            _ => "waits for Run",
        };

    private void PaintSigns(Painter painter)
    {
        int x = Bounds.Right;
        foreach (
            RollNoteKind kind in (ReadOnlySpan<RollNoteKind>)[RollNoteKind.Queued, RollNoteKind.Generated, RollNoteKind.Played]
        )
        {
            string name = kind switch
            {
                RollNoteKind.Played => "played",
                RollNoteKind.Generated => "composed",
                _ => "to come",
            };
            x -= Painter.WidthOf(name.Length);
            painter.Text(Bounds with { X = x, Width = 80 }, name, painter.Theme.Dim);
            x -= 22;
            PianoRoll.PaintSign(painter, new Area(x, Bounds.Y + 4, 16, 6), painter.Theme.Voices[0], kind);
            x -= 14;
        }
    }
}
