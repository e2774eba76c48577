using LakhNes.Engine.Parameters;
using LakhNes.Plugin.Vst3.Com;
using LakhNes.Plugin.Vst3.Interop;

namespace LakhNes.Plugin.Vst3.Instance;

// IEditController: the values that the host's controls show. They are the controller's own: a host moves them late or early
// while it automates, and what sounds comes through the process call alone, so that a bounce is what was heard.
internal sealed unsafe partial class Vst3Instance
{
    private readonly double[] _shown = new double[Vst3Parameters.Count];
    private IComponentHandler* _handler;

    /// <summary>IUnitInfo::getSelectedUnit.</summary>
    public int SelectedUnit { get; private set; }

    /// <summary>IUnitInfo::selectUnit.</summary>
    public int SelectUnit(int unit)
    {
        if ((uint)unit >= (uint)Vst3Units.Count)
            return Result.InvalidArgument;
        SelectedUnit = unit;
        return Result.Ok;
    }

    /// <summary>IEditController::getParamNormalized.</summary>
    public double GetParamNormalized(uint id)
    {
        int index = Vst3Parameters.IndexOf(id);
        return index < 0 ? 0 : _shown[index];
    }

    /// <summary>IEditController::setParamNormalized.</summary>
    public int SetParamNormalized(uint id, double normalised)
    {
        int index = Vst3Parameters.IndexOf(id);
        if (index < 0 || double.IsNaN(normalised))
            return Result.InvalidArgument;
        _shown[index] = Math.Clamp(normalised, 0, 1);
        RememberSet(index);
        // no process call will bring the value while the component is inactive
        if (!Core.Engine.IsActive)
            SetEngine(id);
        return Result.Ok;
    }

    /// <summary>IEditController::setComponentHandler.</summary>
    public int SetComponentHandler(IComponentHandler* handler)
    {
        if (handler is not null)
            handler->AddRef();
        if (_handler is not null)
            _handler->Release();
        _handler = handler;
        return Result.Ok;
    }

    private void SetEngine(uint id)
    {
        double plain = Vst3Parameters.ToPlain(id, GetParamNormalized(id));
        if (ParameterTable.Find(id) is { } parameter)
            Core.Engine.SetParameter(parameter.Index, plain);
        if (id == Vst3Programs.ParameterId && LoadShownProgram() && _handler is not null)
            _handler->RestartComponent(IComponentHandler.ParameterValuesChanged);
    }

    // false where it is loaded already: a host that repeats the value does not ask for it again
    private bool LoadShownProgram()
    {
        int program = Vst3Programs.FromNormalised(GetParamNormalized(Vst3Programs.ParameterId));
        if (program == Core.Engine.CurrentPreset)
            return false;
        Core.Engine.LoadPreset(program);
        ReadEngine();
        return true;
    }

    // after a state or a preset the controls show what the engine holds
    private void ReadEngine()
    {
        _shown[Vst3Parameters.IndexOf(Vst3Programs.ParameterId)] = Vst3Programs.ToNormalised(Core.Engine.CurrentPreset);
        foreach (Parameter parameter in ParameterTable.All)
            _shown[Vst3Parameters.IndexOf(parameter.Id)] = parameter.Normalise(Core.Engine.GetParameter(parameter.Index));
    }
}
