using LakhNes.Drawing;
using LakhNes.Instrument.Settings;
using LakhNes.Ui.Editing;
using LakhNes.Ui.Input;
using LakhNes.Ui.Toolkit;

namespace LakhNes.Ui.Controls;

/// <summary>
/// Draws and edits a step sequence. Dragging in the field draws values, behind the end it makes the sequence longer; the strips
/// above and below set where it ends, loops and is released; the line below holds it as text to type. With the keyboard: arrows
/// move and change, L and R set loop and release at the mark, Delete takes a step out, Enter types, Control+C and +V copy and
/// paste; the secondary button opens a menu of the same.
/// </summary>
internal sealed partial class StepEditor : Widget
{
    private const int Header = 14,
        Strip = 10,
        TextHeight = 16,
        Axis = 34,
        LeastColumns = 16;

    private static readonly int[] Reaches = [12, 24, 48, 127];

    private readonly EditorModel _model;
    private readonly StepSequence _steps = new();
    private readonly StepSequence _before = new();
    private StepLane _lane;
    private string _text = "";
    private long _version = -1;
    private int _columns = LeastColumns;
    private int _reach = Reaches[0];
    private int _marked;
    private int _sounding = -1;
    private Part _held;
    private int _lastColumn;
    private int _lastValue;

    /// <summary>Makes an editor.</summary>
    public StepEditor(EditorModel model, StepLane lane)
    {
        _model = model;
        _lane = lane;
    }

    private enum Part
    {
        None,
        Field,
        End,
        Loop,
        Release,
    }

    /// <summary>What it edits.</summary>
    public StepLane Lane
    {
        get => _lane;
        set
        {
            if (_lane == value)
                return;
            _lane = value;
            _version = -1;
            _marked = 0;
            Invalidate();
        }
    }

    /// <summary>The sequence as it is shown.</summary>
    public StepSequence Steps => _steps;

    /// <inheritdoc/>
    public override bool CanFocus => _lane.IsUsed;

    /// <inheritdoc/>
    public override string CurrentTip =>
        _lane.Kind switch
        {
            StepKind.Volume when IsGate =>
                "The triangle has no loudness: a step above 0 sounds, one of 0 is silent. Draw with the pointer; loop and release are set in the strips below.",
            StepKind.Volume =>
                "Loudness, step by step: the envelope of the voice. Draw with the pointer; loop and release are set in the strips below.",
            StepKind.Timbre => "The waveform, step by step. A few steps of another duty at the start give a note its bite.",
            StepKind.Pitch =>
                "Timer periods added to the note: slides, drums, wobble. Up in value is down in pitch, as on the chip.",
            _ => "Semitones added to the note. 0 4 7 with a loop at the first step is a major chord.",
        };

    /// <summary>Where values are drawn.</summary>
    public Area Field =>
        new(
            Bounds.X + Axis,
            Bounds.Y + Header + Strip,
            Bounds.Width - Axis,
            Math.Max(16, Bounds.Height - Header - (3 * Strip) - TextHeight - 4)
        );

    /// <summary>The strip on which the loop point lies.</summary>
    public Area LoopStrip => Field with { Y = Field.Bottom, Height = Strip };

    /// <summary>The strip on which the release point lies.</summary>
    public Area ReleaseStrip => LoopStrip with { Y = LoopStrip.Bottom };

    private Area EndStrip => Field with { Y = Field.Y - Strip, Height = Strip };

    private Area TextArea => new(Bounds.X + Axis, Bounds.Bottom - TextHeight, Bounds.Width - Axis, TextHeight);

    // on or off, whatever the number
    private bool IsGate => _lane.IsGate;

    private bool IsBipolar => _lane.Minimum < 0;

    private int Top => IsBipolar ? Math.Min(_reach, _lane.Maximum) : _lane.Maximum;

    private int Bottom => IsBipolar ? -Top : 0;

    /// <inheritdoc/>
    public override Extent Measure() => new(280, 150);

    /// <summary>The place of one step's whole column.</summary>
    public Area ColumnOf(int step)
    {
        int left = Field.X + (Field.Width * step / _columns);
        return Field with { X = left, Width = Field.X + (Field.Width * (step + 1) / _columns) - left };
    }

    /// <inheritdoc/>
    public override void Refresh()
    {
        long version = ((long)_model.Engine.Revision << 32) | (uint)_model.StepsVersion;
        int sounding = _lane.Of(_model.Live.Voices[(int)_lane.Voice].Steps);
        if (sounding != _sounding)
        {
            InvalidateStep(_sounding);
            InvalidateStep(_sounding = sounding);
        }

        if (version == _version)
            return;
        _version = version;
        _model.ReadSteps(_lane, _steps);
        _text = StepText.Format(_steps);
        _marked = Math.Clamp(_marked, 0, Math.Max(0, _steps.Length - 1));
        if (_held == Part.None)
            Fit();
        Invalidate();
    }

    /// <inheritdoc/>
    public override bool OnPointer(in PointerEvent e)
    {
        if (!_lane.IsUsed)
            return false;
        int x = (int)e.X,
            y = (int)e.Y;
        switch (e.Action)
        {
            case PointerAction.Wheel when Field.Contains(x, y) && StepAt(e.X) < _steps.Length:
                int turned = StepAt(e.X),
                    by = Math.Sign(e.Wheel);
                Once(() => SetValue(turned, _steps[turned] + by));
                return true;
            case PointerAction.Down when e.Button == PointerButton.Primary && TextArea.Contains(x, y):
                TypeText("");
                return true;
            case PointerAction.Down when e.Button == PointerButton.Secondary && PartAt(x, y) is Part.Field or Part.None:
                OpenMenu(x, y);
                return true;
            case PointerAction.Down:
                _held = PartAt(x, y);
                _before.CopyFrom(_steps);
                _lastColumn = -1;
                bool takesAway = e.Button == PointerButton.Secondary || (e.Clicks == 2 && _held != Part.Field);
                if (takesAway)
                    TakeAway();
                else
                    Drag(in e);
                return true;
            case PointerAction.Move when _held != Part.None:
                Drag(in e);
                return true;
            case PointerAction.Up when _held != Part.None:
                _held = Part.None;
                _model.EndSteps(_lane, _before);
                Fit();
                Invalidate();
                return true;
            default:
                return false;
        }
    }

    /// <inheritdoc/>
    public override bool OnKey(in KeyEvent e)
    {
        int by =
            (e.Modifiers & Modifiers.Shift) == 0 ? 1
            : _lane.Kind == StepKind.Arpeggio ? 12
            : 4;
        switch (e.Key)
        {
            case Key.Left:
                Mark(_marked - 1);
                return true;
            case Key.Right:
                Mark(_marked + 1);
                return true;
            case Key.Home:
                Mark(0);
                return true;
            case Key.End:
                Mark(_steps.Length - 1);
                return true;
            case Key.Up:
                Once(() => SetValue(_marked, ValueAt(_marked) + by));
                return true;
            case Key.Down:
                Once(() => SetValue(_marked, ValueAt(_marked) - by));
                return true;
            case Key.Delete or Key.Backspace:
                Once(() => Remove(_marked));
                return true;
            case Key.Enter:
                TypeText("");
                return true;
            case Key.Menu:
                OpenMenu(Field.X, Field.Y);
                return true;
            case Key.Character when e.IsShortcut('c'):
                Copy();
                return true;
            case Key.Character when e.IsShortcut('v'):
                Paste();
                return true;
            case Key.Character when (e.Modifiers & (Modifiers.Control | Modifiers.Alt)) != 0:
                return false;
            case Key.Character when e.Character is 'l' or 'L':
                Once(() => Put(_steps.Loop == _marked ? -1 : _marked, _steps.Release));
                return true;
            case Key.Character when e.Character is 'r' or 'R':
                Once(() => Put(_steps.Loop, _steps.Release == _marked ? -1 : _marked));
                return true;
            case Key.Character when char.IsAsciiDigit(e.Character):
                TypeText(e.Character.ToString());
                return true;
            default:
                return false;
        }
    }

    private int StepAt(double x) => Math.Clamp((int)Math.Floor((x - Field.X) * _columns / Field.Width), 0, _columns - 1);

    private int ValueAt(int step) =>
        step < _steps.Length ? _steps[step]
        : _steps.Length > 0 ? _steps[_steps.Length - 1]
        : 0;

    // a pointer outside the field reaches values outside what it shows
    private int ValueAtY(double y)
    {
        if (IsTimbre)
            return Math.Clamp((int)Math.Floor((Field.Bottom - y) * (_lane.Maximum + 1) / Field.Height), 0, _lane.Maximum);
        double share = (Field.Bottom - y) / Field.Height;
        if (IsGate)
            return share < 0.5 ? 0 : _lane.Maximum;
        return Math.Clamp((int)Math.Round(Bottom + (share * (Top - Bottom))), _lane.Minimum, _lane.Maximum);
    }

    private Part PartAt(int x, int y) =>
        Field.Contains(x, y) ? Part.Field
        : EndStrip.Contains(x, y) ? Part.End
        : LoopStrip.Contains(x, y) ? Part.Loop
        : ReleaseStrip.Contains(x, y) ? Part.Release
        : Part.None;

    private void Drag(in PointerEvent e)
    {
        int column = StepAt(e.X);
        switch (_held)
        {
            case Part.Field:
                int value = ValueAtY(e.Y),
                    from = _lastColumn < 0 ? column : _lastColumn,
                    start = _lastColumn < 0 ? value : _lastValue;
                // what the pointer skipped lies on a line
                for (int i = from; ; i += Math.Sign(column - from))
                {
                    SetValue(
                        i,
                        from == column ? value : (int)Math.Round(start + ((value - start) * (double)(i - from) / (column - from)))
                    );
                    if (i == column)
                        break;
                }

                (_lastColumn, _lastValue, _marked) = (column, value, column);
                break;
            case Part.End:
                Resize(column + 1);
                break;
            case Part.Loop when _steps.Length > 0:
                Put(Math.Min(column, _steps.Length - 1), _steps.Release);
                break;
            case Part.Release when _steps.Length > 0:
                Put(_steps.Loop, Math.Min(column, _steps.Length - 1));
                break;
        }
    }

    private void TakeAway()
    {
        if (_held == Part.Loop)
            Put(-1, _steps.Release);
        else if (_held == Part.Release)
            Put(_steps.Loop, -1);
        else if (_held == Part.End)
            Resize(0);
    }

    private void Mark(int step)
    {
        _marked = Math.Clamp(step, 0, Math.Max(0, _steps.Length - 1));
        Invalidate();
    }

    private void TypeText(string start)
    {
        if (Scene is not { } scene || !_lane.IsUsed)
            return;
        var field = new TextField(start.Length > 0 ? start : _text)
        {
            StartsSelected = start.Length == 0,
            Placeholder = Example,
            Check = typed =>
                StepText.TryParse(typed, _lane, new StepSequence(), out (string Text, int At) problem) ? ("", 0) : problem,
            Entered = Take,
        };
        scene.Open(field, TextArea);
    }

    // room for what there is and one more; the range that holds every value
    private void Fit()
    {
        _columns = Math.Clamp((_steps.Length + 8) / 8 * 8, LeastColumns, StepSequence.MaxLength);
        int most = 0;
        foreach (sbyte step in _steps.Steps)
            most = Math.Max(most, Math.Abs((int)step));
        _reach = Reaches.First(reach => reach >= most || reach == Reaches[^1]);
    }
}
