using LakhNes.Drawing;
using LakhNes.Engine.Generation.Requests;
using LakhNes.Engine.Generation.Takes;
using LakhNes.Score;
using LakhNes.Ui.Controls;
using LakhNes.Ui.Input;
using LakhNes.Ui.Painting;
using LakhNes.Ui.Timeline;
using LakhNes.Ui.Toolkit;

namespace LakhNes.Ui.Views.Compose;

/// <summary>A whole take as a small piano roll: its bars, its pitched notes, and its drums in a lane below.</summary>
internal sealed class TakeRoll : Widget
{
    private const int Lane = 12,
        FewestKeys = 24,
        LowestKey = 36;

    private readonly List<Bar> _notes = [];
    private readonly HeardNote[] _sounding = new HeardNote[NesVoices.Count];
    private int _lowest;
    private int _highest;

    // a note from its beginning to its end, in quarter notes of the song
    private readonly record struct Bar(HeardNote Note, double End);

    /// <summary>The take; null: none.</summary>
    public Take? Take { get; private set; }

    /// <summary>Called when it is clicked; the number of clicks.</summary>
    public Action<int>? Clicked { get; init; }

    /// <summary>Called with a place in units for the secondary button.</summary>
    public Action<int, int>? Menu { get; init; }

    /// <summary>It is marked as the chosen one; asked once a frame.</summary>
    public Func<bool>? IsChosen { get; init; }

    /// <inheritdoc/>
    public override string? CurrentTip =>
        Take is null
            ? null
            : "A click chooses this take, a double click keeps it: then it plays in its part of the song. A right click names it or makes it a favourite.";

    private bool _isChosen;

    /// <summary>Shows another take.</summary>
    public void Show(Take? take)
    {
        if (ReferenceEquals(take, Take))
            return;
        Take = take;
        _notes.Clear();
        if (take is not null)
            Read(take);
        Invalidate();
    }

    /// <inheritdoc/>
    public override Extent Measure() => new(120, 60);

    /// <inheritdoc/>
    public override void Refresh()
    {
        bool chosen = IsChosen?.Invoke() ?? false;
        if (chosen == _isChosen)
            return;
        _isChosen = chosen;
        Invalidate();
    }

    /// <inheritdoc/>
    public override bool OnPointer(in PointerEvent e)
    {
        if (e.IsPress)
            Clicked?.Invoke(e.Clicks);
        else if (e is { Action: PointerAction.Down, Button: PointerButton.Secondary })
            Menu?.Invoke((int)e.X, (int)e.Y);
        return e.Action == PointerAction.Down;
    }

    /// <inheritdoc/>
    public override void Paint(Painter painter)
    {
        Theme theme = painter.Theme;
        painter.Box(Bounds, theme.Screen, _isChosen ? theme.Accent : theme.Border);
        if (Take is not { } take)
            return;
        Area inside = Bounds.Inset(2);
        double width = inside.Width / Math.Max(1, take.End - take.Start);
        for (double beat = Math.Ceiling(take.Start); beat < take.End; beat++)
            painter.Fill(Line(beat), theme.Grid);
        for (int bar = 2; bar <= take.Bars; bar++)
            painter.Fill(Line(take.StartOfBar(bar)), theme.Border);
        painter.Fill(inside with { Y = inside.Bottom - Lane, Height = 1 }, theme.Border);
        foreach (Bar bar in _notes)
        {
            (int y, int height) = RowOf(bar.Note, inside);
            int from = XOf(bar.Note.Position),
                to = XOf(Math.Min(bar.End, take.End));
            bool played = bar.Note.Origin == NoteOrigin.Played;
            PianoRoll.PaintSign(
                painter,
                new Area(from, y, Math.Max(2, to - from - 1), height),
                theme.Voices[(int)bar.Note.Voice],
                played ? RollNoteKind.Played : RollNoteKind.Generated
            );
        }

        if (take.Favourite)
            painter.Picture(inside.X + 2, inside.Y + 2, ListBox.Heart, theme.Accent);

        int XOf(double position) => inside.X + (int)((position - take.Start) * width);
        Area Line(double position) => inside with { X = XOf(position), Width = 1 };
    }

    private (int Y, int Height) RowOf(in HeardNote note, Area inside)
    {
        if (note.Voice == NesVoice.Noise)
            return (inside.Bottom - 3 - ((note.Note - 1) * (Lane - 5) / 15), 2);
        int height = inside.Height - Lane,
            rows = _highest - _lowest + 1;
        return (inside.Y + (height * (_highest - note.Note) / rows), Math.Max(2, height / rows));
    }

    private void Read(Take take)
    {
        (_lowest, _highest) = (127, 0);
        Array.Clear(_sounding);
        foreach (HeardNote note in take.Notes.AsSpan()[take.PromptLength..])
        {
            if (note.Origin == NoteOrigin.Dropped)
                continue;
            End(note.Voice, note.Position);
            if (note.Note == 0)
                continue;
            _sounding[(int)note.Voice] = note;
            if (note.Voice != NesVoice.Noise)
                (_lowest, _highest) = (Math.Min(_lowest, note.Note), Math.Max(_highest, note.Note));
        }

        for (NesVoice voice = 0; (int)voice < NesVoices.Count; voice++)
            End(voice, take.End);
        if (_lowest > _highest)
            (_lowest, _highest) = (LowestKey, LowestKey);
        int more = Math.Max(0, FewestKeys - (_highest - _lowest));
        (_lowest, _highest) = (_lowest - (more / 2), _highest + more - (more / 2));

        void End(NesVoice voice, double at)
        {
            ref HeardNote open = ref _sounding[(int)voice];
            if (open.Note > 0 && at > open.Position)
                _notes.Add(new Bar(open, at));
            open = default;
        }
    }
}
