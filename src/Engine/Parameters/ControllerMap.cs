namespace LakhNes.Engine.Parameters;

/// <summary>
/// Which MIDI controllers turn which parameters: one parameter a controller, one controller a parameter. Immutable.
/// </summary>
public sealed class ControllerMap
{
    /// <summary>Controllers that there are.</summary>
    public const int Count = 128;

    private const int None = -1;

    /// <summary>No controller turns anything.</summary>
    public static readonly ControllerMap Empty = new([.. Enumerable.Repeat((short)None, Count)]);

    // by controller, the parameter's place in the table
    private readonly short[] _parameters;

    private ControllerMap(short[] parameters) => _parameters = parameters;

    /// <summary>All that there are, by controller.</summary>
    public IEnumerable<(int Controller, Parameter Parameter)> All
    {
        get
        {
            for (int controller = 0; controller < Count; controller++)
            {
                if (_parameters[controller] != None)
                    yield return (controller, ParameterTable.All[_parameters[controller]]);
            }
        }
    }

    /// <summary>
    /// Whether a controller can turn a parameter: not one that is half of another's value, names a parameter, or is a channel
    /// mode.
    /// </summary>
    /// <param name="controller">0 to 127.</param>
    public static bool CanLearn(int controller) => controller is > 0 and < 120 and not (6 or 32 or 38 or (>= 96 and <= 101));

    /// <summary>The place in <see cref="ParameterTable.All"/> of what a controller turns, or -1. For any thread.</summary>
    /// <param name="controller">Any number.</param>
    public int IndexOf(int controller) => (uint)controller < Count ? _parameters[controller] : None;

    /// <summary>The controller that turns a parameter, or -1.</summary>
    public int ControllerOf(Parameter parameter) => Array.IndexOf(_parameters, (short)parameter.Index);

    /// <summary>The same, but that a controller turns a parameter; what either did before is forgotten.</summary>
    /// <param name="controller">See <see cref="CanLearn"/>.</param>
    /// <param name="parameter">One that can be set.</param>
    /// <exception cref="ArgumentException">The controller or the parameter cannot.</exception>
    public ControllerMap With(int controller, Parameter parameter)
    {
        if (!CanLearn(controller))
            throw new ArgumentException($"controller {controller} has a meaning of its own", nameof(controller));
        if (parameter.IsOutput)
            throw new ArgumentException($"{parameter.Name} cannot be set", nameof(parameter));
        short[] parameters = (short[])Without(parameter)._parameters.Clone();
        parameters[controller] = (short)parameter.Index;
        return new ControllerMap(parameters);
    }

    /// <summary>The same, but that no controller turns a parameter.</summary>
    public ControllerMap Without(Parameter parameter) =>
        new([.. _parameters.Select(index => index == parameter.Index ? (short)None : index)]);
}
