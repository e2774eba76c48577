using System.Numerics;
using LakhNes.Engine.Hosting;
using LakhNes.Engine.Parameters;

namespace LakhNes.Engine;

// MIDI controllers that turn parameters, and how they are learned.
public sealed partial class ChipEngine
{
    private const int Nothing = -1;

    private ControllerMap _controllers = ControllerMap.Empty;
    private int _learns;
    private int _learned = Nothing;

    // parameters that controllers have turned and the host has yet to be told of; the audio thread's own
    private readonly ulong[] _turned = new ulong[(ParameterTable.All.Length + 63) / 64];

    /// <summary>
    /// Which controllers turn which parameters; part of the state. A controller that turns one does nothing else. From any thread
    /// but the audio thread.
    /// </summary>
    public ControllerMap Controllers
    {
        get => Volatile.Read(ref _controllers);
        set => Volatile.Write(ref _controllers, value);
    }

    /// <summary>The controller that was moved since <see cref="Learn"/>, or -1. From any thread.</summary>
    public int LearnedController => Volatile.Read(ref _learned);

    /// <summary>
    /// Waits for a controller to be moved, which then does nothing but be in <see cref="LearnedController"/>; or waits no more.
    /// </summary>
    /// <param name="wanted">Whether one is wanted.</param>
    public void Learn(bool wanted)
    {
        Volatile.Write(ref _learned, Nothing);
        Volatile.Write(ref _learns, wanted ? 1 : 0);
    }

    /// <summary>Takes the next parameter that a controller has turned, for the host to be told. For the audio thread.</summary>
    /// <returns>False where there is none.</returns>
    public bool TryTakeTurned(out Parameter parameter, out double plain)
    {
        for (int word = 0; word < _turned.Length; word++)
        {
            if (_turned[word] == 0)
                continue;
            int index = (word * 64) + BitOperations.TrailingZeroCount(_turned[word]);
            _turned[word] &= _turned[word] - 1;
            parameter = ParameterTable.All[index];
            plain = GetParameter(index);
            return true;
        }

        parameter = ParameterTable.All[0];
        plain = 0;
        return false;
    }

    // whether a controller is learned or turns a parameter: it has no other meaning then
    private bool TurnsParameter(ref readonly EngineEvent e)
    {
        int controller = (int)Math.Min(e.Index, int.MaxValue);
        if (Volatile.Read(ref _learns) != 0 && ControllerMap.CanLearn(controller))
        {
            Volatile.Write(ref _learned, controller);
            Volatile.Write(ref _learns, 0);
            return true;
        }

        if (Volatile.Read(ref _controllers).IndexOf(controller) is not (>= 0 and int index))
            return false;
        Parameter parameter = ParameterTable.All[index];
        double plain = parameter.Denormalise(e.Value);
        ShowParameter(index, plain);
        ApplyParameter(parameter, plain);
        _turned[index / 64] |= 1UL << (index % 64);
        return true;
    }
}
