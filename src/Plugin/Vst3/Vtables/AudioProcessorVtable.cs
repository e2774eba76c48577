using System.Runtime.InteropServices;
using LakhNes.Engine;
using LakhNes.Plugin.Core;
using LakhNes.Plugin.Vst3.Com;
using LakhNes.Plugin.Vst3.Instance;
using LakhNes.Plugin.Vst3.Interop;

namespace LakhNes.Plugin.Vst3.Vtables;

/// <summary>IAudioProcessor.</summary>
internal static unsafe class AudioProcessorVtable
{
    public static readonly nint Table = Vtable.Create(
        (nint)(delegate* unmanaged<ComInterface*, SpeakerArrangement*, int, SpeakerArrangement*, int, int>)&SetBusArrangements,
        (nint)(delegate* unmanaged<ComInterface*, BusDirection, int, SpeakerArrangement*, int>)&GetBusArrangement,
        (nint)(delegate* unmanaged<ComInterface*, SampleSize, int>)&CanProcessSampleSize,
        (nint)(delegate* unmanaged<ComInterface*, uint>)&GetLatencySamples,
        (nint)(delegate* unmanaged<ComInterface*, ProcessSetup*, int>)&SetupProcessing,
        (nint)(delegate* unmanaged<ComInterface*, byte, int>)&SetProcessing,
        (nint)(delegate* unmanaged<ComInterface*, ProcessData*, int>)&Process,
        (nint)(delegate* unmanaged<ComInterface*, uint>)&GetTailSamples
    );

    private static Vst3Instance Of(ComInterface* self) => ComInterface.Target<Vst3Instance>(self);

    [UnmanagedCallersOnly]
    private static int SetBusArrangements(
        ComInterface* self,
        SpeakerArrangement* inputs,
        int inputCount,
        SpeakerArrangement* outputs,
        int outputCount
    ) => Vst3Buses.SetArrangements(inputCount, outputs, outputCount);

    [UnmanagedCallersOnly]
    private static int GetBusArrangement(
        ComInterface* self,
        BusDirection direction,
        int index,
        SpeakerArrangement* arrangement
    ) => Vst3Buses.GetArrangement(direction, index, arrangement);

    [UnmanagedCallersOnly]
    private static int CanProcessSampleSize(ComInterface* self, SampleSize size) =>
        Result.From(size is SampleSize.Float32 or SampleSize.Float64);

    [UnmanagedCallersOnly]
    private static uint GetLatencySamples(ComInterface* self) => (uint)ChipEngine.LatencySamples;

    [UnmanagedCallersOnly]
    private static int SetupProcessing(ComInterface* self, ProcessSetup* setup)
    {
        try
        {
            return Of(self).SetupProcessing(setup);
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(AudioProcessorVtable));
            return Result.InternalError;
        }
    }

    [UnmanagedCallersOnly]
    private static int SetProcessing(ComInterface* self, byte state)
    {
        try
        {
            return Of(self).SetProcessing(state != 0);
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(AudioProcessorVtable));
            return Result.InternalError;
        }
    }

    [UnmanagedCallersOnly]
    private static int Process(ComInterface* self, ProcessData* data)
    {
        try
        {
            return Of(self).Process(data);
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(AudioProcessorVtable));
            return Result.InternalError;
        }
    }

    [UnmanagedCallersOnly]
    private static uint GetTailSamples(ComInterface* self)
    {
        try
        {
            return (uint)Of(self).Core.Engine.TailSamples;
        }
        catch (Exception fault)
        {
            FaultLog.Keep(fault, nameof(AudioProcessorVtable));
            return 0;
        }
    }
}
