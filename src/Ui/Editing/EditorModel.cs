using LakhNes.Engine;
using LakhNes.Engine.Parameters;

namespace LakhNes.Ui.Editing;

/// <summary>What the views of one window look at and act on: the engine's values, and gestures that can be taken back.</summary>
internal sealed class EditorModel
{
    private Parameter? _held;
    private double _heldBefore;
    private double _heldValue;

    /// <summary>Makes the model of one window.</summary>
    public EditorModel(ChipEngine engine, IEditorHost host)
    {
        Engine = engine;
        Host = host;
        History = new EditHistory(this);
    }

    /// <summary>What plays.</summary>
    public ChipEngine Engine { get; }

    /// <summary>The plugin format.</summary>
    public IEditorHost Host { get; }

    /// <summary>What can be taken back.</summary>
    public EditHistory History { get; }

    /// <summary>The parameter that is held, or null.</summary>
    public Parameter? Held => _held;

    /// <summary>The parameter's plain value now. One that is held is where the user has it: what the host sends back comes late.</summary>
    public double Value(Parameter parameter) => parameter == _held ? _heldValue : Engine.GetParameter(parameter.Index);

    /// <summary>Takes hold of a parameter; one is held at a time.</summary>
    public void Begin(Parameter parameter)
    {
        End();
        _heldBefore = _heldValue = Value(parameter);
        _held = parameter;
        Host.BeginEdit(parameter.Index);
    }

    /// <summary>Moves the parameter that is held.</summary>
    /// <param name="plain">Plain value; put on the nearest legal one.</param>
    public void Move(double plain)
    {
        if (_held is not { } parameter) return;
        plain = parameter.Sane(plain);
        if (plain == _heldValue) return;
        _heldValue = plain;
        Host.Edit(parameter.Index, plain);
    }

    /// <summary>Lets the parameter go that is held, if any.</summary>
    public void End()
    {
        if (_held is not { } parameter) return;
        _held = null;
        Host.EndEdit(parameter.Index);
        if (_heldValue != _heldBefore) History.Add(new ParameterEdit(parameter, _heldBefore, _heldValue));
    }

    /// <summary>Sets a parameter in one gesture.</summary>
    public void Set(Parameter parameter, double plain)
    {
        Begin(parameter);
        Move(plain);
        End();
    }
}
