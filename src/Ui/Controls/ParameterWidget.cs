using LakhNes.Drawing;
using LakhNes.Engine.Parameters;
using LakhNes.Ui.Editing;
using LakhNes.Ui.Input;
using LakhNes.Ui.Painting;
using LakhNes.Ui.Toolkit;

namespace LakhNes.Ui.Controls;

/// <summary>
/// A control of one parameter: follows its value, and gives every such control the same gestures. Dragging up or right raises it
/// (Shift or Control: finely), wheel and arrows step, Home and End go to the ends, double click and Delete go to the default, a
/// click on the value, Enter or a digit types one, the secondary button or the menu key opens the host's menu, with Shift or
/// Control the window's own, in which a MIDI controller is learned.
/// </summary>
internal abstract class ParameterWidget(EditorModel model, Parameter parameter) : Widget
{
    /// <summary>Height of a caption, in units.</summary>
    protected const int CaptionHeight = 12;

    /// <summary>Height of a box that holds a value, in units.</summary>
    protected const int BoxHeight = 20;

    private const double Coarse = 0.05,
        Fine = 0.005;

    // what a hand moves by itself while it clicks, in units
    private const double Stillness = 2;

    private double _shown = double.NaN;
    private double _pressX;
    private double _pressY;
    private double _dragX;
    private double _dragY;
    private double _dragged;
    private bool _mayType;

    /// <summary>What it sets.</summary>
    public Parameter Parameter { get; } = parameter;

    /// <summary>Its name where there is little room; the parameter's own by default.</summary>
    public string Caption { get; init; } = parameter.Name;

    /// <summary>Units that the caption has to the left of the control; 0: it stands above.</summary>
    public int CaptionWidth { get; init; }

    /// <summary>Its colour, by the voice that it belongs to; -1: the accent.</summary>
    public int Voice { get; init; } = -1;

    /// <inheritdoc/>
    public override bool CanFocus => true;

    /// <inheritdoc/>
    public override string? CurrentTip => Tip ?? Parameter.Tip;

    /// <summary>What the window shows.</summary>
    protected EditorModel Model { get; } = model;

    /// <summary>The value as it is drawn.</summary>
    protected double Value => double.IsNaN(_shown) ? Model.Value(Parameter) : _shown;

    /// <summary>Units of dragging from one end of the values to the other.</summary>
    protected virtual double Travel => 160;

    /// <summary>Where the value stands: a click there types one.</summary>
    protected virtual Area ValueArea => Bounds;

    /// <summary>
    /// The place of the control itself, beside or below its caption; where it is as high as a knob, in line with the knobs'
    /// faces.
    /// </summary>
    protected Area Body =>
        CaptionWidth > 0
            ? new Area(
                Bounds.X + CaptionWidth,
                Bounds.Y + ((Bounds.Height - BoxHeight) / 2),
                Bounds.Width - CaptionWidth,
                BoxHeight
            )
            : new Area(
                Bounds.X,
                Bounds.Y + CaptionHeight + ((Bounds.Height - CaptionHeight - BoxHeight) / 4),
                Bounds.Width,
                BoxHeight
            );

    /// <inheritdoc/>
    public override void Refresh()
    {
        double value = Model.Value(Parameter);
        if (value == _shown)
            return;
        _shown = value;
        Invalidate();
    }

    /// <inheritdoc/>
    public override bool OnPointer(in PointerEvent e)
    {
        switch (e.Action)
        {
            case PointerAction.Wheel:
                Step(e.Wheel, e.IsFine);
                return true;
            case PointerAction.Down when e.Button == PointerButton.Primary && e.Clicks == 2:
                Model.Set(Parameter, Parameter.Default);
                return true;
            case PointerAction.Down when e.Button == PointerButton.Primary:
                Press(in e);
                return true;
            case PointerAction.Down when e.Button == PointerButton.Middle:
                TypeValue("");
                return true;
            case PointerAction.Down:
                OpenMenu((int)e.X, (int)e.Y, own: e.IsFine);
                return true;
            case PointerAction.Move when _mayType || Model.Held == Parameter:
                Drag(in e);
                return true;
            case PointerAction.Up when _mayType:
                _mayType = false;
                if (ValueArea.Contains((int)e.X, (int)e.Y))
                    TypeValue("");
                return true;
            case PointerAction.Up when Model.Held == Parameter:
                Model.End();
                return true;
            default:
                return false;
        }
    }

    /// <inheritdoc/>
    public override bool OnKey(in KeyEvent e)
    {
        bool fine = (e.Modifiers & Modifiers.Shift) != 0;
        switch (e.Key)
        {
            case Key.Up or Key.Right:
                Step(1, fine);
                return true;
            case Key.Down or Key.Left:
                Step(-1, fine);
                return true;
            case Key.PageUp:
                Step(4, false);
                return true;
            case Key.PageDown:
                Step(-4, false);
                return true;
            case Key.Home:
                Model.Set(Parameter, Parameter.Range.Minimum);
                return true;
            case Key.End:
                Model.Set(Parameter, Parameter.Range.Maximum);
                return true;
            case Key.Delete or Key.Backspace:
                Model.Set(Parameter, Parameter.Default);
                return true;
            case Key.Enter:
                Enter();
                return true;
            case Key.Menu:
                OpenMenu(Bounds.X, Bounds.Bottom, own: fine);
                return true;
            case Key.Character
                when e.Modifiers is Modifiers.None && (char.IsAsciiDigit(e.Character) || e.Character is '-' or '.'):
                TypeValue(e.Character.ToString());
                return true;
            default:
                return false;
        }
    }

    /// <summary>The primary button went down on it: by default a drag begins.</summary>
    protected virtual void Press(in PointerEvent e)
    {
        (_pressX, _pressY) = (_dragX, _dragY) = (e.X, e.Y);
        _dragged = Parameter.Normalise(Model.Value(Parameter));
        // a click on the value types; only a move from there is a gesture
        _mayType = ValueArea.Contains((int)e.X, (int)e.Y);
        if (!_mayType)
            Model.Begin(Parameter);
    }

    /// <summary>Enter was pressed on it: by default a value is typed.</summary>
    protected virtual void Enter() => TypeValue("");

    /// <summary>One step up or down: a twentieth of the way, or a whole step where the parameter has steps.</summary>
    protected void Step(double notches, bool fine)
    {
        double value = Model.Value(Parameter);
        Model.Set(
            Parameter,
            Parameter.Range.StepCount > 0
                ? value + Math.CopySign(Math.Ceiling(Math.Abs(notches)), notches)
                : Parameter.Denormalise(Parameter.Normalise(value) + (notches * (fine ? Fine : Coarse)))
        );
    }

    /// <summary>Opens a text field over it.</summary>
    /// <param name="start">What has been typed already; empty: the present value, selected.</param>
    protected void TypeValue(string start)
    {
        if (Scene is not { } scene)
            return;
        string text = start.Length > 0 ? start : Parameter.ToText(Value);
        var field = new TextField(text)
        {
            StartsSelected = start.Length == 0,
            Check = typed =>
                Parameter.TryParse(typed, out _) ? ("", 0) : ($"no value: such as {Parameter.ToText(Parameter.Default)}", 0),
            Entered = typed =>
            {
                if (Parameter.TryParse(typed, out double plain))
                    Model.Set(Parameter, plain);
            },
        };
        Area at = ValueArea;
        scene.Open(field, new Area(at.X + (at.Width / 2) - 40, at.Y + (at.Height / 2) - 8, 80, 16));
    }

    /// <summary>Draws the caption.</summary>
    protected void PaintCaption(Painter painter)
    {
        Area at = CaptionWidth > 0 ? Bounds with { Width = CaptionWidth - 8 } : Bounds with { Height = CaptionHeight - 2 };
        painter.Text(at, Caption, painter.Theme.Dim);
    }

    /// <summary>Writes the value with its unit.</summary>
    protected void PaintValue(Painter painter, Area area, TextAlign align = TextAlign.Center)
    {
        Span<char> text = stackalloc char[32];
        int length = Parameter.Format(Value, text);
        painter.Text(area, text[..length], painter.Theme.Text, align);
    }

    private void Drag(in PointerEvent e)
    {
        if (_mayType)
        {
            if (Math.Abs(e.X - _pressX) + Math.Abs(e.Y - _pressY) <= Stillness)
                return;
            _mayType = false;
            Model.Begin(Parameter);
        }

        _dragged = Math.Clamp(_dragged + ((e.X - _dragX + _dragY - e.Y) / (e.IsFine ? 10 * Travel : Travel)), 0, 1);
        (_dragX, _dragY) = (e.X, e.Y);
        Model.Move(Parameter.Denormalise(_dragged));
    }

    // the host's menu, or the window's own
    private void OpenMenu(int x, int y, bool own)
    {
        if (Scene is not { } scene || (!own && Model.ShowHostMenu(Parameter, x, y)))
            return;
        int controller = Model.Engine.Controllers.ControllerOf(Parameter);
        Menu.Open(
            scene,
            x,
            y,
            [
                new MenuItem("Set to " + Parameter.ToText(Parameter.Default), () => Model.Set(Parameter, Parameter.Default)),
                new MenuItem("Type a value", () => TypeValue("")),
                new MenuItem("Undo " + Model.History.Last?.Name, Model.History.Undo)
                {
                    IsEnabled = Model.History.Last is not null,
                },
                new MenuItem("Redo " + Model.History.Next?.Name, Model.History.Redo)
                {
                    IsEnabled = Model.History.Next is not null,
                },
                new MenuItem("MIDI learn ...", () => LearnPanel.Open(scene, Model, Parameter)),
                new MenuItem(controller < 0 ? "Forget the controller" : $"Forget CC {controller}", Forget)
                {
                    IsEnabled = controller >= 0,
                },
            ]
        );
    }

    private void Forget()
    {
        Model.Engine.Controllers = Model.Engine.Controllers.Without(Parameter);
        Model.Host.ValuesChanged();
    }
}
