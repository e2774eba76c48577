using System.Globalization;
using LakhNes.Drawing;
using LakhNes.Dsp.Apu;
using LakhNes.Ui.Editing;
using LakhNes.Ui.Input;
using LakhNes.Ui.Painting;
using LakhNes.Ui.Timeline;

namespace LakhNes.Ui.Widgets;

/// <summary>
/// The song's notes around its present position: bars and beats from left to right, keys upwards, noise and samples in lanes of their
/// own below. The playhead stays; the song runs under it. The wheel makes beats wider.
/// </summary>
/// <param name="model">What it shows.</param>
/// <param name="timeline">The notes.</param>
internal sealed class PianoRoll(EditorModel model, NoteTimeline timeline) : Widget
{
    private const int Ruler = 14, Gutter = 26, Lane = 14, LowestKey = 21, HighestKey = 108;
    private const int NarrowestBeat = 8, WidestBeat = 128;

    // of the width, from the left
    private const double PlayheadAt = 0.4;

    // keys that are shown before notes ask for more
    private const int UsualLowest = 36, UsualHighest = 84;

    private int _beat = 32;
    private int _lowest = UsualLowest;
    private int _highest = UsualHighest;
    private long _scroll = long.MinValue;
    private double _barLength;
    private double _barStart;

    /// <summary>What stands in the middle while there are no notes; asked once a frame.</summary>
    public Func<string>? EmptyText { get; init; }

    private string _emptyText = "";

    private Area Notes { get; set; }

    private int Playhead { get; set; }

    // of what is seen, in quarter notes
    private double Left => model.Live.Position - ((Playhead - Notes.X) / (double)_beat);

    private double Right => Left + (Notes.Width / (double)_beat);

    /// <inheritdoc/>
    public override void Arrange(Area bounds)
    {
        base.Arrange(bounds);
        Notes = new Area(Bounds.X + Gutter, Bounds.Y + Ruler, Bounds.Width - Gutter - 1, Bounds.Height - Ruler - (2 * Lane) - 1);
        Playhead = Notes.X + (int)(Notes.Width * PlayheadAt);
    }

    /// <inheritdoc/>
    public override Extent Measure() => new(400, 160);

    /// <inheritdoc/>
    public override void Refresh()
    {
        bool changed = timeline.Update(in model.Live);
        if (changed) FitKeys();
        string empty = timeline.IsEmpty ? EmptyText?.Invoke() ?? "" : "";
        long scroll = (long)Math.Floor(model.Live.Position * _beat);
        (double, double) bars = (model.Live.BarLength, model.Live.BarStart);
        if (!changed && scroll == _scroll && bars == (_barLength, _barStart) && ReferenceEquals(empty, _emptyText)) return;
        _scroll = scroll;
        (_barLength, _barStart) = bars;
        _emptyText = empty;
        Invalidate();
    }

    /// <inheritdoc/>
    public override bool OnPointer(in PointerEvent e)
    {
        if (e.Action != PointerAction.Wheel) return false;
        _beat = Math.Clamp(e.Wheel > 0 ? _beat * 5 / 4 : _beat * 4 / 5, NarrowestBeat, WidestBeat);
        return true;
    }

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
        painter.Fill(new Area(Playhead, Bounds.Y + 1, 1, Bounds.Height - 2), theme.Accent);
        painter.Clip = clip;
        if (_emptyText.Length > 0) PaintEmptyText(painter);
    }

    /// <summary>Draws a note: filled where it was played, with a hole where it was composed, faint where it is to come.</summary>
    public static void PaintSign(Painter painter, Area at, Color color, RollNoteKind kind)
    {
        Color screen = painter.Theme.Screen;
        bool queued = kind == RollNoteKind.Queued;
        painter.Fill(at, queued ? color.WithOpacity(0.6).Over(screen) : color);
        if (queued) painter.Fill(at.Inset(1), color.WithOpacity(0.2).Over(screen));
        else if (kind == RollNoteKind.Generated && at is { Width: > 4, Height: > 2 }) painter.Fill(at.Inset(1), screen.WithOpacity(0.65).Over(color));
    }

    private int XOf(double position) => Playhead + (int)Math.Clamp(Math.Floor(position * _beat) - _scroll, -20_000, 20_000);

    private (int Y, int Height) RowOf(ApuVoice voice, int key)
    {
        if (voice == ApuVoice.Noise) return (Notes.Bottom + 1 + (15 - (((key % 16) + 16) % 16)) * (Lane - 4) / 15, 3);
        if (voice == ApuVoice.Dmc) return (Notes.Bottom + Lane + 3, Lane - 6);
        int rows = _highest - _lowest + 1, row = _highest - Math.Clamp(key, _lowest, _highest);
        int top = Notes.Y + (Notes.Height * row / rows), bottom = Notes.Y + (Notes.Height * (row + 1) / rows);
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
            if (key % 12 != 0) continue;
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
        if (_barLength <= 0) return;
        Theme theme = painter.Theme;
        double right = Right;
        long bar = model.Live.Bar + (long)Math.Floor((Left - _barStart) / _barLength);
        Span<char> number = stackalloc char[12];
        for (double start = _barStart + ((bar - model.Live.Bar) * _barLength); start < right; start += _barLength, bar++)
        {
            for (double beat = 1; beat < _barLength; beat++) painter.Fill(new Area(XOf(start + beat), Notes.Y, 1, Notes.Height), theme.Grid);
            painter.Fill(new Area(XOf(start), Bounds.Y + 1, 1, Bounds.Height - 2), theme.Border);
            if (bar < 0) continue;
            (bar + 1).TryFormat(number, out int digits, default, CultureInfo.InvariantCulture);
            painter.Text(new Area(XOf(start) + 4, Bounds.Y + 1, 40, Ruler - 1), number[..digits], theme.Dim);
        }

        painter.Fill(new Area(Notes.X, Notes.Y - 1, Notes.Width, 1), theme.Border);
    }

    private void PaintNotes(Painter painter, ReadOnlySpan<RollNote> notes)
    {
        // a pixel more at either side, for rounding
        double left = Left - (1.0 / _beat), right = Right + (1.0 / _beat);
        foreach (ref readonly RollNote note in notes)
        {
            if (note.End >= left && note.Start <= right) PaintNote(painter, in note);
        }
    }

    private void PaintNote(Painter painter, in RollNote note)
    {
        int from = XOf(note.Start), to = double.IsPositiveInfinity(note.End) ? Playhead : XOf(note.End);
        (int y, int height) = RowOf(note.Voice, note.Key);
        var at = new Area(from, y, Math.Max(2, to - from - 1), height);
        PaintSign(painter, at, painter.Theme.Voices[(int)note.Voice], note.Kind);
    }

    private void PaintEmptyText(Painter painter)
    {
        int width = Math.Min(Notes.Width - 32, 420), lines = 0;
        for (var count = new TextLines(_emptyText, width / BitmapFont.Advance); count.TryNext(out _);) lines++;
        var box = new Area(Notes.X + ((Notes.Width - width) / 2), Notes.Y + ((Notes.Height - (lines * 14)) / 2), width, 14);
        painter.Box(new Area(box.X - 12, box.Y - 8, width + 24, (lines * 14) + 16), painter.Theme.Panel, painter.Theme.Border);
        for (var text = new TextLines(_emptyText, width / BitmapFont.Advance); text.TryNext(out ReadOnlySpan<char> line); box = box with { Y = box.Y + 14 })
            painter.Text(box, line, painter.Theme.Text, TextAlign.Center);
    }

    // whole octaves, so that the picture seldom jumps
    private void FitKeys()
    {
        int lowest = UsualLowest, highest = UsualHighest;
        foreach (ref readonly RollNote note in timeline.Heard) Fit(in note, ref lowest, ref highest);
        foreach (ref readonly RollNote note in timeline.Queued) Fit(in note, ref lowest, ref highest);
        (_lowest, _highest) = (lowest, highest);

        static void Fit(in RollNote note, ref int lowest, ref int highest)
        {
            if (note.Voice > ApuVoice.Triangle) return;
            while (note.Key < lowest && lowest > LowestKey) lowest = Math.Max(LowestKey, lowest - 12);
            while (note.Key > highest && highest < HighestKey) highest = Math.Min(HighestKey, highest + 12);
        }
    }

    private static bool IsBlack(int key) => (key % 12) is 1 or 3 or 6 or 8 or 10;
}
