using LakhNes.Plugin.Core;
using LakhNes.Plugin.Vst3.Com;
using LakhNes.Plugin.Vst3.Interop;
using LakhNes.Plugin.Vst3.Vtables;

namespace LakhNes.Plugin.Vst3;

/// <summary>
/// One plugin instance as a VST3 host sees it: component and controller in one object. The function tables in <c>Vtables/</c>
/// only pass calls on to here and to the static descriptions (<see cref="Vst3Buses"/>, <see cref="Vst3Parameters"/>, ...).
/// </summary>
internal sealed unsafe partial class Vst3Instance : ComTarget
{
    private Vst3Instance()
    {
        for (int i = 0; i < _shown.Length; i++)
            _shown[i] = Vst3Parameters.Default(i);
        ReadEngine();
        ResetBuses();
    }

    /// <summary>What the instance plays on.</summary>
    public PluginInstance Core { get; } = new(InstalledModel.Source);

    /// <summary>Makes an instance.</summary>
    /// <returns>Its first interface with one reference.</returns>
    public static ComInterface* Create() =>
        ComObject.Interface(
            ComObject.Create(
                new Vst3Instance(),
                ComponentVtable.Table,
                AudioProcessorVtable.Table,
                ProcessContextRequirementsVtable.Table,
                EditControllerVtable.Table,
                EditController2Vtable.Table,
                UnitInfoVtable.Table,
                NoteExpressionVtable.Table,
                MidiMappingVtable.Table
            ),
            0
        );

    /// <inheritdoc/>
    public override int FindInterface(in Tuid id) =>
        id == InterfaceIds.FUnknown || id == InterfaceIds.PluginBase || id == InterfaceIds.Component ? 0
        : id == InterfaceIds.AudioProcessor ? 1
        : id == InterfaceIds.ProcessContextRequirements ? 2
        : id == InterfaceIds.EditController ? 3
        : id == InterfaceIds.EditController2 ? 4
        : id == InterfaceIds.UnitInfo ? 5
        : id == InterfaceIds.NoteExpressionController ? 6
        : id == InterfaceIds.MidiMapping ? 7
        : -1;

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
