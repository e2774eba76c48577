using LakhNes.Drawing;
using LakhNes.Ui.Editing;
using LakhNes.Ui.Painting;

namespace LakhNes.Ui.Controls;

// How a step sequence looks.
internal sealed partial class StepEditor
{
    /// <inheritdoc/>
    public override void Paint(Painter painter)
    {
        Theme theme = painter.Theme;
        Color lit = theme.Voices[(int)_lane.Voice];
        painter.Text(Bounds with { Height = Header - 2 }, _lane.Name, theme.Text);
        PaintCount(painter);
        painter.Fill(Field, theme.Screen);
        PaintAxis(painter);
        painter.Fill(EndStrip, theme.Grid);
        painter.Fill(LoopStrip with { Y = LoopStrip.Y + 1, Height = Strip - 1 }, theme.Grid);
        painter.Fill(ReleaseStrip with { Y = ReleaseStrip.Y + 1, Height = Strip - 1 }, theme.Grid);
        painter.Text(LoopStrip with { X = Bounds.X, Width = Axis - 4 }, "loop", theme.Dim);
        painter.Text(ReleaseStrip with { X = Bounds.X, Width = Axis - 4 }, "rel.", theme.Dim);

        for (int i = 0; i < _steps.Length; i++)
            PaintStep(painter, i, lit);
        if (_steps.Length > 0)
        {
            int end = ColumnOf(_steps.Length - 1).Right;
            painter.Fill(EndStrip with { Width = end - EndStrip.X, Y = EndStrip.Y + 3, Height = Strip - 6 }, theme.Dim);
            painter.Fill(new Area(end - 4, EndStrip.Y + 1, 4, Strip - 2), theme.Text);
            int held = _steps.Release > 0 ? _steps.Release : _steps.Length;
            PaintSpan(painter, LoopStrip, _steps.Loop, held, lit);
            PaintSpan(painter, ReleaseStrip, _steps.Release, _steps.Length, theme.Dim);
        }
        else
        {
            painter.Text(Field, _lane.IsUsed ? EmptyText : "not on this voice", theme.Dim, TextAlign.Center);
        }

        painter.Box(TextArea, theme.Screen, theme.Border);
        string line =
            _text.Length > 0 ? _text
            : _lane.IsUsed ? Example
            : "";
        painter.Text(TextArea.Inset(4) with { Y = TextArea.Y, Height = TextArea.Height }, line, theme.Dim);
        if (!ShowsFocus)
            return;
        painter.Outline(Field, theme.Focus);
        if (_steps.Length > 0)
            painter.Outline(ColumnOf(_marked), theme.Focus);
    }

    // how a sequence is typed
    private string Example =>
        _lane.Kind switch
        {
            StepKind.Volume when IsGate => "or type: 15 15 15 0",
            StepKind.Volume => "or type: 15 12 | 9 / 4 0",
            StepKind.Timbre => _lane.Voice == Dsp.Apu.ApuVoice.Noise ? "or type: 1 0" : "or type: 0 | 1 2",
            StepKind.Pitch => "or type: 12 8 4 0",
            _ => "or type: | 0 4 7",
        };

    private string EmptyText =>
        _lane.Kind switch
        {
            StepKind.Volume when IsGate => "draw where it sounds",
            StepKind.Volume => "draw an envelope here",
            StepKind.Timbre => "draw waveforms here",
            StepKind.Pitch => "draw a bend here",
            _ => "draw a chord here",
        };

    private void PaintCount(Painter painter)
    {
        if (_steps.Length == 0)
            return;
        Span<char> text = stackalloc char[16];
        _steps.Length.TryFormat(text, out int length);
        " steps".CopyTo(text[length..]);
        painter.Text(Bounds with { Height = Header - 2 }, text[..(length + 6)], painter.Theme.Dim, TextAlign.Right);
    }

    private void PaintAxis(Painter painter)
    {
        Theme theme = painter.Theme;
        for (int step = 0; step < _columns; step += 4)
            painter.Fill(ColumnOf(step) with { Width = 1 }, theme.Grid);
        int lines =
            IsGate ? 1
            : _lane.Kind == StepKind.Volume ? 3
            : IsBipolar ? 2
            : _lane.Maximum;
        for (int line = 0; line <= lines; line++)
            painter.Fill(Field with { Y = Field.Y + ((Field.Height - 1) * line / lines), Height = 1 }, theme.Grid);
        if (_lane.Kind == StepKind.Timbre)
        {
            for (int value = 0; value <= _lane.Maximum; value++)
            {
                int top = YOf(value + 1),
                    bottom = YOf(value);
                painter.Text(new Area(Bounds.X, top, Axis - 4, bottom - top), TimbreName(value), theme.Dim, TextAlign.Right);
            }

            return;
        }

        if (IsGate)
        {
            painter.Text(new Area(Bounds.X, Field.Y, Axis - 4, 10), "on", theme.Dim, TextAlign.Right);
            painter.Text(new Area(Bounds.X, Field.Bottom - 10, Axis - 4, 10), "off", theme.Dim, TextAlign.Right);
            return;
        }

        PaintNumber(painter, Top, Field.Y);
        if (IsBipolar)
            PaintNumber(painter, 0, Field.Y + (Field.Height / 2) - 5);
        PaintNumber(painter, Bottom, Field.Bottom - 10);
    }

    private void PaintNumber(Painter painter, int value, int y)
    {
        Span<char> text = stackalloc char[8];
        value.TryFormat(text, out int length);
        painter.Text(new Area(Bounds.X, y, Axis - 4, 10), text[..length], painter.Theme.Dim, TextAlign.Right);
    }

    private void PaintStep(Painter painter, int step, Color lit)
    {
        bool released = _steps.Release >= 0 && step >= _steps.Release;
        Area column = ColumnOf(step);
        bool sounds = step == _sounding;
        if (sounds)
            painter.Fill(column with { Y = Field.Y, Height = Field.Height }, painter.Theme.Hover);
        Area bar = column with { X = column.X + 1, Width = Math.Max(1, column.Width - 1) };
        int value = IsGate && _steps[step] > 0 ? _lane.Maximum : _steps[step],
            top = Math.Clamp(YOf(Math.Max(value, 0) + (IsTimbre ? 1 : 0)), Field.Y, Field.Bottom);
        int bottom = Math.Clamp(YOf(Math.Min(value, 0)), Field.Y, Field.Bottom);
        if (IsTimbre)
            bottom = YOf(value);
        // no value is out of sight: 0 is a line
        if (bottom - top < 2)
            top = Math.Max(Field.Y, bottom - 2);
        painter.Fill(
            bar with
            {
                Y = top,
                Height = bottom - top,
            },
            sounds ? painter.Theme.Text
                : released ? lit.WithOpacity(0.55)
                : lit
        );
    }

    private void InvalidateStep(int step)
    {
        if (step >= 0 && step < _columns)
            Scene?.Invalidate(ColumnOf(step) with { Y = Field.Y, Height = Field.Height });
    }

    private bool IsTimbre => _lane.Kind == StepKind.Timbre;

    // timbres are boxes of one height, other values bars from 0
    private int YOf(int value) =>
        IsTimbre
            ? Field.Bottom - (Field.Height * value / (_lane.Maximum + 1))
            : Field.Bottom - (int)Math.Round((double)Field.Height * (value - Bottom) / (Top - Bottom));

    private string TimbreName(int value) =>
        _lane.Voice == Dsp.Apu.ApuVoice.Noise
            ? value == 0
                ? "long"
                : "short"
            : value switch
            {
                0 => "12.5",
                1 => "25",
                2 => "50",
                _ => "75",
            };

    private void PaintSpan(Painter painter, Area strip, int from, int end, Color color)
    {
        if (from < 0 || end <= from)
            return;
        int left = ColumnOf(from).X,
            right = ColumnOf(end - 1).Right;
        painter.Fill(new Area(left, strip.Y + 3, right - left, Strip - 5), color.WithOpacity(0.5));
        painter.Fill(new Area(left, strip.Y + 1, 4, Strip - 1), color);
    }
}
