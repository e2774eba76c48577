using LakhNes.Engine;
using LakhNes.Engine.Parameters;

namespace LakhNes.Plugin.Core;

/// <summary>
/// Which of the parameters that the plugin says itself, or that MIDI controllers turn, the host has yet to be told. Allocates
/// nothing after construction.
/// </summary>
internal sealed class OutputParameters
{
    // samples between two reports: a meter needs no more
    private const int Interval = 2048;

    private static readonly Parameter[] Outputs = Find();

    private readonly double[] _told = new double[Outputs.Length];
    private int _frames = Interval;
    private int _next = Outputs.Length;

    /// <summary>A block of so many samples was rendered.</summary>
    public void Advance(int frames)
    {
        _frames = (int)Math.Min((long)_frames + frames, Interval);
        if (_frames < Interval)
            return;
        _frames = 0;
        _next = 0;
    }

    /// <summary>Takes the next parameter that has changed.</summary>
    /// <param name="engine">Whose parameters they are.</param>
    /// <param name="parameter">The parameter.</param>
    /// <param name="plain">Its value.</param>
    /// <returns>False where there is no further one, or it is not yet time.</returns>
    public bool TryTake(ChipEngine engine, out Parameter parameter, out double plain)
    {
        // what a MIDI controller has turned is told at once
        if (engine.TryTakeTurned(out parameter, out plain))
            return true;
        for (; _next < Outputs.Length; _next++)
        {
            parameter = Outputs[_next];
            plain = parameter.Valid(engine.GetParameter(parameter.Index));
            if (plain == _told[_next])
                continue;
            _told[_next++] = plain;
            return true;
        }

        parameter = Outputs[0];
        plain = 0;
        return false;
    }

    private static Parameter[] Find()
    {
        List<Parameter> found = [];
        foreach (Parameter parameter in ParameterTable.All)
        {
            if (parameter.IsOutput)
                found.Add(parameter);
        }

        return [.. found];
    }
}
