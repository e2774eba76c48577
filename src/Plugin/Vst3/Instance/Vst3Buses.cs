using LakhNes.Dsp.Apu;
using LakhNes.Engine.Parameters;
using LakhNes.Plugin.Core;
using LakhNes.Plugin.Vst3.Com;
using LakhNes.Plugin.Vst3.Interop;

namespace LakhNes.Plugin.Vst3.Instance;

/// <summary>The buses: stereo main output, one mono output a voice that is off by default, events in and out.</summary>
internal static unsafe class Vst3Buses
{
    private const int MidiChannels = 16;

    /// <summary>Audio outputs: main, then the voices.</summary>
    public const int AudioOutputs = 1 + PluginInstance.VoiceCount;

    /// <summary>Buses of a type and direction.</summary>
    public static int Count(MediaType type, BusDirection direction) =>
        (type, direction) switch
        {
            (MediaType.Audio, BusDirection.Output) => AudioOutputs,
            (MediaType.Event, BusDirection.Input) => 1,
            (MediaType.Event, BusDirection.Output) => 1,
            _ => 0,
        };

    /// <summary>Whether there is such a bus.</summary>
    public static bool Exists(MediaType type, BusDirection direction, int index) => (uint)index < (uint)Count(type, direction);

    /// <summary>IComponent::getBusInfo.</summary>
    public static int GetInfo(MediaType type, BusDirection direction, int index, BusInfo* info)
    {
        if (info is null || !Exists(type, direction, index))
            return Result.InvalidArgument;
        bool main = index == 0;
        *info = new BusInfo
        {
            MediaType = type,
            Direction = direction,
            ChannelCount =
                type == MediaType.Event ? MidiChannels
                : main ? 2
                : 1,
            BusType = main ? BusType.Main : BusType.Aux,
            Flags = main ? BusInfo.DefaultActive : 0,
        };
        string name =
            type == MediaType.Audio
                ? main
                    ? "Main"
                    : ParameterTable.VoiceName((ApuVoice)(index - 1))
                : direction == BusDirection.Input
                    ? "Events In"
                    : "Events Out";
        NativeText.Write(info->Name, 128, name);
        return Result.Ok;
    }

    /// <summary>
    /// IAudioProcessor::setBusArrangements: the arrangements are fixed, so this only says whether the host's are the same.
    /// </summary>
    public static int SetArrangements(int inputs, SpeakerArrangement* outputs, int count)
    {
        if (inputs != 0 || count is < 1 or > AudioOutputs || outputs is null)
            return Result.False;
        for (int i = 0; i < count; i++)
        {
            if (outputs[i] != Arrangement(i))
                return Result.False;
        }

        return Result.Ok;
    }

    /// <summary>IAudioProcessor::getBusArrangement.</summary>
    public static int GetArrangement(BusDirection direction, int index, SpeakerArrangement* arrangement)
    {
        if (arrangement is null || !Exists(MediaType.Audio, direction, index))
            return Result.InvalidArgument;
        *arrangement = Arrangement(index);
        return Result.Ok;
    }

    private static SpeakerArrangement Arrangement(int index) => index == 0 ? SpeakerArrangement.Stereo : SpeakerArrangement.Mono;
}
