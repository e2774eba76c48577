using System.Globalization;
using LakhNes.Engine.Parameters;
using LakhNes.Instrument.Presets;

namespace LakhNes.Engine.State;

/// <summary>
/// Learned controllers as fields of a state: <c>count</c>, then one object each with the controller's number and the parameter's
/// id.
/// </summary>
internal static class ControllersJson
{
    /// <summary>
    /// Reads or writes a map. A parameter that a later version had, and a controller that cannot be learned, are left out.
    /// </summary>
    public static ControllerMap Visit(ISettingsFields fields, ControllerMap map)
    {
        (int Controller, Parameter Parameter)[] all = [.. map.All];
        int count = fields.Whole("count", all.Length, 0, ControllerMap.Count);
        ControllerMap visited = ControllerMap.Empty;
        for (int i = 0; i < count; i++)
        {
            ISettingsFields one = fields.Open(i.ToString(CultureInfo.InvariantCulture));
            int controller = one.Whole("controller", i < all.Length ? all[i].Controller : 0, 0, ControllerMap.Count - 1);
            int id = one.Whole("parameter", i < all.Length ? (int)all[i].Parameter.Id : 0, 0, int.MaxValue);
            one.Close();
            if (ControllerMap.CanLearn(controller) && ParameterTable.Find((uint)id) is { IsOutput: false } parameter)
                visited = visited.With(controller, parameter);
        }

        return visited;
    }
}
