using LakhNes.Engine.Parameters;
using LakhNes.Plugin.Vst3.Interop;

namespace LakhNes.Plugin.Vst3.Instance;

// Values that the host has set in the controller since the last process call. None has brought them to the engine, and none may
// come: a state that is saved now has them, and so has a component that goes inactive.
internal sealed unsafe partial class Vst3Instance
{
    // the number of the process call that was to come when a value was set; 0: it was not set
    private readonly int[] _setBefore = new int[Vst3Parameters.Count];

    // of the process call to come
    private int _nextCall = 1;

    // a call brings what the host means to be heard; what it showed before does not count any more. On the audio thread
    private void CountProcessCall() => Volatile.Write(ref _nextCall, Math.Max(1, unchecked(_nextCall + 1)));

    private void RememberSet(int index) => _setBefore[index] = Volatile.Read(ref _nextCall);

    // the program first, which moves all other values
    private void TakeUnprocessed()
    {
        if (!Core.Engine.IsActive)
            return;
        int program = Vst3Parameters.IndexOf(Vst3Programs.ParameterId);
        var values = new List<(Parameter Parameter, double Shown)>();
        foreach (Parameter parameter in ParameterTable.All)
        {
            int index = Vst3Parameters.IndexOf(parameter.Id);
            // where the engine has the value already, nothing is to be touched while it plays
            if (TakeSet(index) && !parameter.IsOutput && Differs(parameter, _shown[index]))
                values.Add((parameter, _shown[index]));
        }

        bool loads = TakeSet(program) && LoadShownProgram();
        foreach ((Parameter parameter, double shown) in values)
        {
            _shown[Vst3Parameters.IndexOf(parameter.Id)] = shown;
            Core.Engine.SetParameter(parameter.Index, parameter.Denormalise(shown));
        }

        if (loads && _handler is not null)
            _handler->RestartComponent(IComponentHandler.ParameterValuesChanged);
    }

    private bool Differs(Parameter parameter, double shown) =>
        parameter.Denormalise(shown) != Core.Engine.GetParameter(parameter.Index);

    private bool TakeSet(int index)
    {
        bool set = _setBefore[index] == Volatile.Read(ref _nextCall);
        _setBefore[index] = 0;
        return set;
    }
}
