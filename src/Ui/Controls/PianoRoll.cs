using LakhNes.Drawing;
using LakhNes.Dsp.Apu;
using LakhNes.Ui.Editing;
using LakhNes.Ui.Input;
using LakhNes.Ui.Timeline;
using LakhNes.Ui.Toolkit;

namespace LakhNes.Ui.Controls;

/// <summary>
/// The song's notes around its present position: bars and beats from left to right, keys upwards, noise and samples in lanes of
/// their own below. The playhead stays and the song runs under it, and the keys follow the notes in sight. The wheel makes beats
/// wider, on the key names it scrolls the keys, with Shift the song; a drag does both. A double click follows again.
/// </summary>
/// <param name="model">What it shows.</param>
/// <param name="timeline">The notes.</param>
internal sealed partial class PianoRoll(EditorModel model, NoteTimeline timeline) : Widget
{
    private const int Ruler = 14,
        Gutter = 26,
        Lane = 14,
        LowestKey = 0,
        HighestKey = 127,
        Octave = 12;
    private const int NarrowestBeat = 8,
        WidestBeat = 128;

    // of the width, from the left
    private const double PlayheadAt = 0.4;

    // keys in sight where notes ask for no more, and the first of them before there are any
    private const int UsualKeys = 48,
        UsualLowest = 36;

    // what a hand moves by itself while it clicks, in units
    private const int Stillness = 4;

    private const int EmptyLine = 14;

    // how far from its end the shape of a note depends on where that is, in units
    private const int NoteEnd = 8;

    private const string Looking = "double click follows the song";

    private static readonly (int Across, int Down) EmptyMargin = (12, 8);

    private static readonly string[] Up = ["..#..", ".###.", "#####"];
    private static readonly string[] Down = ["#####", ".###.", "..#.."];

    private int _beat = 32;
    private int _lowest = UsualLowest;
    private int _highest = UsualLowest + UsualKeys;
    private bool _keysHeld;
    private double? _positionHeld;
    private Drag? _drag;
    private long _scroll = long.MinValue;
    private long _now = long.MinValue;
    private int _beatShown;
    private (int Lowest, int Highest) _inSight;
    private (int, int, bool, bool) _keysShown;
    private double _barLength;
    private double _barStart;

    // a press, and what was in sight then
    private readonly record struct Drag(double X, double Y, double Position, int Lowest);

    /// <summary>The lowest and the highest key in sight.</summary>
    public (int Lowest, int Highest) Keys => (_lowest, _highest);

    /// <summary>The song position at the playhead's usual place, in quarter notes.</summary>
    public double Position => _positionHeld ?? model.Live.Position;

    /// <summary>It shows what is played now; not what the user scrolled to.</summary>
    public bool Follows => _positionHeld is null && !_keysHeld;

    /// <summary>What stands in the middle while there are no notes; asked once a frame.</summary>
    public Func<string>? EmptyText { get; init; }

    private string _emptyText = "";

    private Area Notes { get; set; }

    private int Playhead { get; set; }

    /// <inheritdoc/>
    public override string? CurrentTip =>
        "The wheel makes beats wider, on the key names it scrolls the keys. Drag to look back; a double click follows the song again.";

    // of what is seen, in quarter notes
    private double Left => Position - ((Playhead - Notes.X) / (double)_beat);

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
        string empty = timeline.IsEmpty ? EmptyText?.Invoke() ?? "" : "";
        long scroll = (long)Math.Floor(Position * _beat),
            now = (long)Math.Floor(model.Live.Position * _beat);
        (double, double) bars = (model.Live.BarLength, model.Live.BarStart);
        bool sameBars = bars == (_barLength, _barStart),
            sameText = ReferenceEquals(empty, _emptyText);
        if (!changed && scroll == _scroll && now == _now && sameBars && sameText)
            return;
        bool sameBeat = _beat == _beatShown;
        long by = scroll - _scroll;
        (_scroll, _now, _beatShown) = (scroll, now, _beat);
        (_barLength, _barStart) = bars;
        _emptyText = empty;
        _inSight = KeysInSight();
        if (!_keysHeld)
            FitKeys();
        (int, int, bool, bool) keys = (_lowest, _highest, HidesHigher, HidesLower);
        bool sameKeys = keys == _keysShown;
        _keysShown = keys;
        if (Follows && sameBeat && sameBars && sameText && sameKeys)
            FollowSong((int)Math.Clamp(by, -Notes.Width, Notes.Width));
        else
            Invalidate();
    }

    // all but the key names goes by under the playhead
    private void FollowSong(int by)
    {
        Area song = Bounds.Inset(1) with { X = Notes.X, Width = Notes.Width };
        if (by != 0)
        {
            Scene?.Scroll(song, by);
            Invalidate(song, Playhead - Math.Max(by, 0), Playhead - Math.Min(by, 0));
            if (_emptyText.Length > 0)
            {
                Area box = EmptyBox();
                Scene?.Invalidate(box with { X = box.X - Math.Max(by, 0), Width = box.Width + Math.Abs(by) });
            }
        }

        Invalidate(song, timeline.HeardChange);
        Invalidate(song, timeline.QueuedCame);
        Invalidate(song, timeline.QueuedWent);
    }

    private void Invalidate(Area song, TimelineChange change)
    {
        if (!change.IsNone)
            Invalidate(song, XOf(change.From), XOf(change.To));
    }

    // as far beyond either side as the shape of a note depends on its length
    private void Invalidate(Area song, int from, int to) =>
        Scene?.Invalidate(new Area(from - NoteEnd, song.Y, to - from + (2 * NoteEnd), song.Height).Intersect(song));

    /// <inheritdoc/>
    public override bool OnPointer(in PointerEvent e)
    {
        switch (e.Action)
        {
            case PointerAction.Wheel when e.X < Notes.X:
                ScrollKeys(_lowest + (int)Math.CopySign(Math.Ceiling(2 * Math.Abs(e.Wheel)), e.Wheel));
                return true;
            case PointerAction.Wheel when (e.Modifiers & Modifiers.Shift) != 0:
                ScrollSong(Position - e.Wheel);
                return true;
            case PointerAction.Wheel:
                _beat = Math.Clamp(e.Wheel > 0 ? _beat * 5 / 4 : _beat * 4 / 5, NarrowestBeat, WidestBeat);
                return true;
            case PointerAction.Down when e.IsPress && e.Clicks == 2:
                Follow();
                return true;
            case PointerAction.Down when e.IsPress:
                _drag = new Drag(e.X, e.Y, Position, _lowest);
                return true;
            case PointerAction.Move when _drag is { } drag:
                if (Math.Abs(e.X - drag.X) > Stillness || _positionHeld is not null)
                    ScrollSong(drag.Position - ((e.X - drag.X) / _beat));
                if (Math.Abs(e.Y - drag.Y) > Stillness + RowHeight || _keysHeld)
                    ScrollKeys(drag.Lowest + (int)Math.Round((e.Y - drag.Y) / RowHeight));
                return true;
            case PointerAction.Up when _drag is not null:
                _drag = null;
                return true;
            default:
                return false;
        }
    }

    private bool HidesHigher => _inSight.Highest > _highest;

    private bool HidesLower => _inSight.Lowest < _lowest;

    private void ScrollKeys(int lowest)
    {
        lowest = Math.Clamp(lowest, LowestKey, HighestKey - (_highest - _lowest));
        if (lowest == _lowest)
            return;
        (_lowest, _highest) = (lowest, lowest + _highest - _lowest);
        _keysHeld = true;
        Invalidate();
    }

    // from the first note to what is composed last
    private void ScrollSong(double position)
    {
        double first = model.Live.Position,
            last = first;
        foreach (ref readonly RollNote note in timeline.Heard)
            first = Math.Min(first, note.Start);
        foreach (ref readonly RollNote note in timeline.Queued)
            last = Math.Max(last, note.Start);
        _positionHeld = Math.Clamp(position, first, last);
    }

    private void Follow()
    {
        (_positionHeld, _keysHeld, _drag) = (null, false, null);
        FitKeys();
        Invalidate();
    }

    // as far as it must, by whole octaves, so that the picture seldom jumps
    private void FitKeys()
    {
        (int lowest, int highest) = _inSight;
        if (lowest > highest)
            return;
        lowest -= lowest % Octave;
        highest = Math.Min(HighestKey, (highest + Octave - 1) / Octave * Octave);
        int keys = Math.Max(UsualKeys, highest - lowest);
        if (lowest >= _lowest && highest <= _highest && keys == _highest - _lowest)
            return;
        int first = Math.Clamp(_lowest, highest - keys, lowest);
        (_lowest, _highest) = (
            Math.Clamp(first, LowestKey, HighestKey - keys),
            Math.Clamp(first, LowestKey, HighestKey - keys) + keys
        );
    }

    // of the notes between the left and the right edge that lie by their pitch; the lowest above the highest where there are none
    private (int Lowest, int Highest) KeysInSight()
    {
        double left = Left,
            right = Right;
        (int lowest, int highest) = (HighestKey + 1, LowestKey - 1);
        Take(timeline.Heard);
        Take(timeline.Queued);
        return (lowest, highest);

        void Take(ReadOnlySpan<RollNote> notes)
        {
            foreach (ref readonly RollNote note in notes)
            {
                if (note.Voice > ApuVoice.Triangle || note.End < left || note.Start > right)
                    continue;
                (lowest, highest) = (Math.Min(lowest, note.Key), Math.Max(highest, note.Key));
            }
        }
    }

    private bool IsInSight(in RollNote note) => note.Voice > ApuVoice.Triangle || (note.Key >= _lowest && note.Key <= _highest);
}
