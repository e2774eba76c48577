using LakhNes.Engine.Parameters;
using LakhNes.Plugin.Vst3.Com;
using LakhNes.Plugin.Vst3.Interop;

namespace LakhNes.Plugin.Vst3.Instance;

// What the window does: heard at once, and told to the host, which brings it back in a process call and records it where it
// writes automation.
internal sealed unsafe partial class Vst3Instance
{
    /// <summary>The user takes hold of a parameter.</summary>
    public void BeginEdit(int index)
    {
        if (_handler is not null)
            _handler->BeginEdit(ParameterTable.All[index].Id);
    }

    /// <summary>The user moves a parameter.</summary>
    public void Edit(int index, double plain)
    {
        Parameter parameter = ParameterTable.All[index];
        double normalised = parameter.Normalise(plain);
        Core.Engine.SetParameter(index, plain);
        _shown[Vst3Parameters.IndexOf(parameter.Id)] = normalised;
        if (_handler is not null)
            _handler->PerformEdit(parameter.Id, normalised);
    }

    /// <summary>The user lets a parameter go.</summary>
    public void EndEdit(int index)
    {
        if (_handler is not null)
            _handler->EndEdit(ParameterTable.All[index].Id);
    }

    /// <summary>The user has changed many values at once.</summary>
    public void ValuesChanged()
    {
        ReadEngine();
        if (_handler is null)
            return;
        _handler->RestartComponent(IComponentHandler.ParameterValuesChanged);
        Tuid id = InterfaceIds.ComponentHandler2;
        void* second = null;
        if (_handler->QueryInterface(&id, &second) != Result.Ok || second is null)
            return;
        ((IComponentHandler2*)second)->SetDirty(true);
        ((IComponentHandler2*)second)->Release();
    }

    /// <summary>Shows the host's menu of a parameter, where the host has one with anything in it.</summary>
    /// <param name="view">The IPlugView.</param>
    /// <param name="index">Place in the parameter table.</param>
    /// <param name="x">Pixels from the view's left edge.</param>
    /// <param name="y">Pixels from its top.</param>
    public bool ShowParameterMenu(void* view, int index, int x, int y)
    {
        if (_handler is null)
            return false;
        Tuid id = InterfaceIds.ComponentHandler3;
        void* third = null;
        if (_handler->QueryInterface(&id, &third) != Result.Ok || third is null)
            return false;
        uint parameter = ParameterTable.All[index].Id;
        IContextMenu* menu = ((IComponentHandler3*)third)->CreateContextMenu(view, &parameter);
        bool shown = menu is not null && menu->GetItemCount() > 0 && menu->Popup(x, y) == Result.Ok;
        if (menu is not null)
            menu->Release();
        ((IComponentHandler3*)third)->Release();
        return shown;
    }
}
