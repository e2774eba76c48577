using LakhNes.Plugin.Core;
using LakhNes.Plugin.Vst3.Com;

namespace LakhNes.Plugin.Vst3.Instance;

/// <summary>
/// One plugin instance as a VST3 host sees it: component and controller in one object. The function tables in <c>Vtables/</c>
/// only pass calls on to here and to the static descriptions (<see cref="Vst3Buses"/>, <see cref="Vst3Parameters"/>, ...).
/// </summary>
internal sealed unsafe partial class Vst3Instance : ComTarget
{
    /// <summary>Makes an instance.</summary>
    public Vst3Instance()
    {
        for (int i = 0; i < _shown.Length; i++)
            _shown[i] = Vst3Parameters.Default(i);
        ReadEngine();
        ResetBuses();
    }

    /// <summary>What the instance plays on.</summary>
    public PluginInstance Core { get; } = new(InstalledModel.Source);

    /// <inheritdoc/>
    public override void Released() => Terminate();

    /// <summary>IPluginBase::terminate; the host may initialise the object again afterwards.</summary>
    public int Terminate()
    {
        SetComponentHandler(null);
        Core.Close();
        ResetBuses();
        return Result.Ok;
    }
}
