using LakhNes.Drawing;
using LakhNes.Dsp.Apu;
using LakhNes.Engine.Parameters;
using LakhNes.Instrument.Voices;
using LakhNes.Score;
using LakhNes.Ui.Editing;
using LakhNes.Ui.Input;
using LakhNes.Ui.Painting;
using LakhNes.Ui.Toolkit;

namespace LakhNes.Ui.Controls;

/// <summary>A voice's name and the note that it plays. A press opens its sound.</summary>
internal sealed class VoiceBadge(EditorModel model, ApuVoice voice, Action pressed) : Widget
{
    private readonly string _name = ParameterTable.VoiceName(voice);
    private VoiceActivity _shown = VoiceActivity.None;
    private bool _isMuted;

    /// <inheritdoc/>
    public override bool CanFocus => true;

    /// <inheritdoc/>
    public override Extent Measure() => new(104, 48);

    /// <inheritdoc/>
    public override void Refresh()
    {
        VoiceActivity now = model.Live.Voices[(int)voice].Activity;
        bool muted = model.IsMuted(voice);
        if (now.Key == _shown.Key && now.Held == _shown.Held && now.Generated == _shown.Generated && muted == _isMuted)
            return;
        (_shown, _isMuted) = (now, muted);
        Invalidate();
    }

    /// <inheritdoc/>
    public override void Paint(Painter painter)
    {
        Theme theme = painter.Theme;
        if (IsHovered)
            painter.Fill(Bounds, theme.Raised);
        painter.Fill(Bounds with { Width = 4 }, theme.Voices[(int)voice]);
        var at = new Area(Bounds.X + 12, Bounds.Y + (Bounds.Height / 2) - 18, Bounds.Width - 12, 14);
        painter.Text(at, _name, _isMuted ? theme.Dim : theme.Text);
        Area note = at with { Y = at.Bottom + 2, Height = 20 };
        if (_isMuted)
        {
            painter.Text(note, "muted", theme.Dim);
        }
        else if (_shown.Key < 0)
        {
            painter.Text(note, "-", theme.Border, size: TextSize.Large);
        }
        else
        {
            Span<char> text = stackalloc char[8];
            int length = KeyName.Format(_shown.Key, text);
            painter.Text(note, text[..length], _shown.Held ? theme.Voices[(int)voice] : theme.Dim, size: TextSize.Large);
            if (_shown.Generated)
                painter.Text(note with { Width = note.Width - 8 }, "gen", theme.Dim, TextAlign.Right);
        }

        if (ShowsFocus)
            painter.Outline(Bounds, theme.Focus);
    }

    /// <inheritdoc/>
    public override bool OnPointer(in PointerEvent e)
    {
        if (e.IsPress)
            pressed();
        return e.IsPress;
    }

    /// <inheritdoc/>
    public override bool OnKey(in KeyEvent e)
    {
        if (e.Key != Key.Enter)
            return false;
        pressed();
        return true;
    }
}
