using LakhNes.Engine.Hosting;
using LakhNes.Engine.Parameters;
using LakhNes.Plugin.Core;
using LakhNes.Plugin.Vst3.Com;

namespace LakhNes.Plugin.Vst3.Instance;

/// <summary>
/// The hidden parameters that carry MIDI controllers: VST3 has no controller events, so a host asks IMidiMapping which parameter
/// stands for a controller of a channel and then changes that.
/// </summary>
internal static unsafe class Vst3MidiParameters
{
    private const uint FirstId = 0x10000000;
    private const int ChannelPressure = 128;
    private const int PitchBend = 129;
    private const int Channels = 16;

    private static ReadOnlySpan<byte> Controllers =>
        [1, 6, 7, 10, 11, 12, 38, 64, 74, 98, 99, 100, 101, 120, 121, 123, ChannelPressure, PitchBend];

    // controllers without a meaning of their own, which a user may let turn a parameter: one for all channels
    private static readonly byte[] Learnable = FindLearnable();

    /// <summary>How many there are.</summary>
    public static int Count => (Channels * Controllers.Length) + Learnable.Length;

    /// <summary>Id of one of them.</summary>
    /// <param name="index">0 to <see cref="Count"/> - 1.</param>
    public static uint IdAt(int index) =>
        index < Channels * Controllers.Length
            ? Id(index / Controllers.Length, Controllers[index % Controllers.Length])
            : Id(0, Learnable[index - (Channels * Controllers.Length)]);

    /// <summary>The place of an id, or -1 where it is not one of these.</summary>
    public static int IndexOf(uint id)
    {
        if (id - FirstId >= Channels << 8)
            return -1;
        int place = Controllers.IndexOf((byte)id),
            channel = (int)((id - FirstId) >> 8);
        if (place >= 0)
            return (channel * Controllers.Length) + place;
        int learnable = Array.IndexOf(Learnable, (byte)id);
        return learnable < 0 || channel > 0 ? -1 : (Channels * Controllers.Length) + learnable;
    }

    /// <summary>Value that a controller has before the host sends it: what a controller reset sets.</summary>
    public static double Default(uint id) =>
        (int)(id & 0xFF) switch
        {
            7 => 100 / 127.0,
            10 => 64 / 127.0,
            11 => 1,
            PitchBend => 0.5,
            _ => 0,
        };

    /// <summary>Largest plain value: 127, or 16383 of a pitch bend.</summary>
    public static int Maximum(uint id) => (id & 0xFF) == PitchBend ? 16383 : 127;

    /// <summary>Name of one of them.</summary>
    public static string Name(uint id)
    {
        int channel = (int)((id - FirstId) >> 8) + 1,
            controller = (int)(id & 0xFF);
        return controller switch
        {
            ChannelPressure => $"MIDI {channel} Pressure",
            PitchBend => $"MIDI {channel} Pitch Bend",
            _ when Array.IndexOf(Learnable, (byte)controller) >= 0 => $"MIDI CC {controller}",
            _ => $"MIDI {channel} CC {controller}",
        };
    }

    /// <summary>IMidiMapping::getMidiControllerAssignment.</summary>
    public static int Assign(int bus, int channel, int controller, uint* id)
    {
        if (id is null)
            return Result.InvalidArgument;
        *id = 0;
        if (bus != 0 || channel is < 0 or >= Channels || controller is < 0 or > PitchBend)
            return Result.False;
        bool own = Controllers.Contains((byte)controller);
        if (!own && Array.IndexOf(Learnable, (byte)controller) < 0)
            return Result.False;
        *id = Id(own ? channel : 0, controller);
        return Result.Ok;
    }

    private static byte[] FindLearnable()
    {
        List<byte> found = [];
        for (int controller = 0; controller < ControllerMap.Count; controller++)
        {
            if (ControllerMap.CanLearn(controller) && !Controllers.Contains((byte)controller))
                found.Add((byte)controller);
        }

        return [.. found];
    }

    /// <summary>A change of one of these parameters as the event that it stands for.</summary>
    public static EngineEvent ToEvent(uint id, int offset, double normalised)
    {
        short channel = (short)((id - FirstId) >> 8);
        uint controller = id & 0xFF;
        return controller switch
        {
            ChannelPressure => new(EngineEventKind.ChannelPressure, offset, channel, Value: normalised),
            // hosts scale the 14 bits to 0 to 1, which leaves no number for the middle but the rounded one
            PitchBend => new(
                EngineEventKind.PitchBend,
                offset,
                channel,
                Value: MidiBytes.Bend((int)((normalised * 16383) + 0.5))
            ),
            _ => new(EngineEventKind.Controller, offset, channel, Index: controller, Value: normalised),
        };
    }

    private static uint Id(int channel, int controller) => FirstId + ((uint)channel << 8) + (uint)controller;
}
