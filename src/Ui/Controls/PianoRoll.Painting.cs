using System.Globalization;
using LakhNes.Drawing;
using LakhNes.Dsp.Apu;
using LakhNes.Ui.Painting;
using LakhNes.Ui.Timeline;

namespace LakhNes.Ui.Controls;

// What the roll looks like.
internal sealed partial class PianoRoll
{
    /// <inheritdoc/>
    public override void Paint(Painter painter)
    {
        Theme theme = painter.Theme;
        Area clip = painter.Clip;
        painter.Frame(Bounds, theme.Border);
        PaintKeys(painter);
        painter.Clip = clip.Intersect(Bounds.Inset(1) with { X = Notes.X, Width = Notes.Width });
        PaintBars(painter);
        PaintNotes(painter, timeline.Heard);
        PaintNotes(painter, timeline.Queued);
        painter.Fill(new Area(XOf(model.Live.Position), Bounds.Y + 1, 1, Bounds.Height - 2), theme.Accent);
        painter.Clip = clip;
        PaintHints(painter);
        if (_emptyText.Length > 0)
            PaintEmptyText(painter);
    }

    /// <summary>Draws a note: filled where it was played, with a hole where it was composed, faint where it is to come.</summary>
    public static void PaintSign(Painter painter, Area at, Color color, RollNoteKind kind)
    {
        Color screen = painter.Theme.Screen;
        bool queued = kind == RollNoteKind.Queued;
        painter.Fill(at, queued ? color.WithOpacity(0.6).Over(screen) : color);
        if (queued)
            painter.Fill(at.Inset(1), color.WithOpacity(0.2).Over(screen));
        else if (kind == RollNoteKind.Generated && at is { Width: > 4, Height: > 2 })
            painter.Fill(at.Inset(1), screen.WithOpacity(0.65).Over(color));
    }

    private double RowHeight => Math.Max(1, (double)Notes.Height / (_highest - _lowest + 1));

    private int XOf(double position) => Playhead + (int)Math.Clamp(Math.Floor(position * _beat) - _scroll, -20_000, 20_000);

    private (int Y, int Height) RowOf(ApuVoice voice, int key)
    {
        if (voice == ApuVoice.Noise)
            return (Notes.Bottom + 1 + (15 - (((key % 16) + 16) % 16)) * (Lane - 4) / 15, 3);
        if (voice == ApuVoice.Dmc)
            return (Notes.Bottom + Lane + 3, Lane - 6);
        int rows = _highest - _lowest + 1,
            row = _highest - key;
        int top = Notes.Y + (Notes.Height * row / rows),
            bottom = Notes.Y + (Notes.Height * (row + 1) / rows);
        return (top, Math.Max(2, bottom - top));
    }

    private void PaintKeys(Painter painter)
    {
        Theme theme = painter.Theme;
        Area all = Bounds.Inset(1);
        painter.Fill(all with { Height = Notes.Y - all.Y }, theme.Screen);
        painter.Fill(all with { Y = Notes.Bottom, Height = all.Bottom - Notes.Bottom }, theme.Screen);
        painter.Fill(new Area(all.X, Notes.Y, Notes.X - all.X, Notes.Height), theme.Screen);
        Color black = theme.Grid.WithOpacity(0.5).Over(theme.Screen);
        Span<char> name = stackalloc char[4];
        name[0] = 'C';
        for (int key = _lowest; key <= _highest; key++)
        {
            (int y, int height) = RowOf(ApuVoice.Pulse1, key);
            painter.Fill(new Area(Notes.X, y, Notes.Width, height), IsBlack(key) ? black : theme.Screen);
        }

        for (int key = _lowest; key <= _highest; key++)
        {
            if (key % 12 != 0)
                continue;
            (int y, int height) = RowOf(ApuVoice.Pulse1, key);
            painter.Fill(new Area(Notes.X, y + height, Notes.Width, 1), theme.Grid);
            ((key / 12) - 1).TryFormat(name[1..], out int digits, default, CultureInfo.InvariantCulture);
            painter.Text(new Area(Bounds.X + 4, y + height - 9, Gutter - 4, 9), name[..(1 + digits)], theme.Dim);
        }

        for (int lane = 0; lane < 2; lane++)
        {
            int y = Notes.Bottom + (lane * Lane);
            painter.Fill(new Area(Bounds.X + 1, y, Bounds.Width - 2, 1), theme.Border);
            painter.Text(new Area(Bounds.X + 4, y + 1, Gutter, Lane - 1), lane == 0 ? "NOI" : "DMC", theme.Dim);
        }
    }

    private void PaintBars(Painter painter)
    {
        if (_barLength <= 0)
            return;
        Theme theme = painter.Theme;
        double right = Right;
        long bar = model.Live.Bar + (long)Math.Floor((Left - _barStart) / _barLength);
        Span<char> number = stackalloc char[12];
        for (double start = _barStart + ((bar - model.Live.Bar) * _barLength); start < right; start += _barLength, bar++)
        {
            for (double beat = 1; beat < _barLength; beat++)
                painter.Fill(new Area(XOf(start + beat), Notes.Y, 1, Notes.Height), theme.Grid);
            painter.Fill(new Area(XOf(start), Bounds.Y + 1, 1, Bounds.Height - 2), theme.Border);
            if (bar < 0)
                continue;
            (bar + 1).TryFormat(number, out int digits, default, CultureInfo.InvariantCulture);
            painter.Text(new Area(XOf(start) + 4, Bounds.Y + 1, 40, Ruler - 1), number[..digits], theme.Dim);
        }

        painter.Fill(new Area(Notes.X, Notes.Y - 1, Notes.Width, 1), theme.Border);
    }

    private void PaintNotes(Painter painter, ReadOnlySpan<RollNote> notes)
    {
        // some units more at either side: for rounding, and because no note is shorter than two
        const int more = 3;
        Area clip = painter.Clip;
        double left = Left + ((clip.X - Notes.X - more) / (double)_beat),
            right = Left + ((clip.Right - Notes.X + more) / (double)_beat);
        foreach (ref readonly RollNote note in notes)
        {
            if (note.End < left || note.Start > right)
                continue;
            if (IsInSight(in note))
                PaintNote(painter, in note);
        }
    }

    private void PaintNote(Painter painter, in RollNote note)
    {
        int from = XOf(note.Start),
            to = XOf(double.IsPositiveInfinity(note.End) ? model.Live.Position : note.End);
        (int y, int height) = RowOf(note.Voice, note.Key);
        var at = new Area(from, y, Math.Max(2, to - from - 1), height);
        PaintSign(painter, at, painter.Theme.Voices[(int)note.Voice], note.Kind);
    }

    private void PaintEmptyText(Painter painter)
    {
        Area box = EmptyBox(),
            line = new Area(box.X + EmptyMargin.Across, box.Y + EmptyMargin.Down, EmptyWidth, EmptyLine);
        painter.Box(box, painter.Theme.Panel, painter.Theme.Border);
        for (
            var text = new TextLines(_emptyText, EmptyWidth / BitmapFont.Advance);
            text.TryNext(out ReadOnlySpan<char> words);
            line = line with { Y = line.Y + EmptyLine }
        )
            painter.Text(line, words, painter.Theme.Text, TextAlign.Center);
    }

    private int EmptyWidth => Math.Min(Notes.Width - 32, 420);

    private Area EmptyBox()
    {
        int width = EmptyWidth,
            lines = 0;
        for (var count = new TextLines(_emptyText, width / BitmapFont.Advance); count.TryNext(out _); )
            lines++;
        return new Area(
            Notes.X + ((Notes.Width - width) / 2) - EmptyMargin.Across,
            Notes.Y + ((Notes.Height - (lines * EmptyLine)) / 2) - EmptyMargin.Down,
            width + (2 * EmptyMargin.Across),
            (lines * EmptyLine) + (2 * EmptyMargin.Down)
        );
    }

    // where the keys were scrolled away from notes, and that the song was
    private void PaintHints(Painter painter)
    {
        if (HidesHigher)
            painter.Picture(Notes.X - 7, Notes.Y + 2, Up, painter.Theme.Text);
        if (HidesLower)
            painter.Picture(Notes.X - 7, Notes.Bottom - 5, Down, painter.Theme.Text);
        if (Follows)
            return;
        int width = Painter.WidthOf(Looking.Length) + 8;
        var at = new Area(Bounds.Right - 1 - width, Bounds.Y + 1, width, Ruler - 2);
        painter.Fill(at, painter.Theme.Raised);
        painter.Text(at, Looking, painter.Theme.Text, TextAlign.Center);
    }

    private static bool IsBlack(int key) => (key % 12) is 1 or 3 or 6 or 8 or 10;
}
