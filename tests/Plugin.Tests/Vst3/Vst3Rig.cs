using System.Runtime.InteropServices;
using LakhNes.Plugin.Vst3;
using LakhNes.Plugin.Vst3.Com;
using LakhNes.Plugin.Vst3.Interop;

namespace LakhNes.Plugin.Tests.Vst3;

/// <summary>A VST3 host for one instance: everything goes through the function tables, as in a real one.</summary>
internal sealed unsafe class Vst3Rig : IDisposable
{
    public const int MaxFrames = 8192;
    private const int Buses = 6;

    private readonly ComInterface* _component;
    private readonly ComInterface* _processor;
    private readonly ComInterface* _controller;
    private readonly byte* _samples = (byte*)NativeMemory.AllocZeroed(7 * MaxFrames, sizeof(double));

    public Vst3Rig(double sampleRate = 48_000, int maxFrames = MaxFrames, bool wide = false, bool active = true)
    {
        Wide = wide;
        _component = Create(InterfaceIds.Component);
        _processor = Query(_component, InterfaceIds.AudioProcessor);
        _controller = Query(_component, InterfaceIds.EditController);
        Units = Query(_component, InterfaceIds.UnitInfo);
        Expressions = Query(_component, InterfaceIds.NoteExpressionController);
        MidiMapping = Query(_component, InterfaceIds.MidiMapping);
        Assert.Equal(Result.Ok, Initialize());
        if (!active)
            return;
        Assert.Equal(Result.Ok, Setup(sampleRate, maxFrames));
        Assert.Equal(Result.Ok, SetActive(true));
        Assert.Equal(Result.Ok, SetProcessing(true));
    }

    public static ComInterface* Factory => ((delegate* unmanaged<ComInterface*>)&Vst3Exports.GetPluginFactory)();

    public bool Wide { get; }

    public ComInterface* Component => _component;

    public ComInterface* Units { get; }

    public ComInterface* Expressions { get; }

    public ComInterface* MidiMapping { get; }

    public FakeEventList Events { get; } = new();

    public FakeEventList EventsOut { get; } = new();

    public FakeParameterChanges Changes { get; } = new();

    public FakeParameterChanges ChangesOut { get; } = new();

    /// <summary>Silence flags of each bus after the last block.</summary>
    public ulong[] Silence { get; } = new ulong[Buses];

    public static ComInterface* Create(Tuid interfaceId)
    {
        Tuid classId = Tuid.Parse(PluginIdentity.Vst3ClassId);
        ComInterface* made;
        ComInterface* factory = Factory;
        int result = ((delegate* unmanaged<ComInterface*, Tuid*, Tuid*, ComInterface**, int>)factory->Vtable[6])(
            factory,
            &classId,
            &interfaceId,
            &made
        );
        Assert.Equal(Result.Ok, result);
        return made;
    }

    public static ComInterface* Query(ComInterface* from, Tuid id)
    {
        ComInterface* found;
        int result = ((delegate* unmanaged<ComInterface*, Tuid*, ComInterface**, int>)from->Vtable[0])(from, &id, &found);
        Assert.Equal(found is null ? Result.NoInterface : Result.Ok, result);
        return found;
    }

    public static uint AddRef(ComInterface* self) => ((delegate* unmanaged<ComInterface*, uint>)self->Vtable[1])(self);

    public static uint Release(ComInterface* self) => ((delegate* unmanaged<ComInterface*, uint>)self->Vtable[2])(self);

    // IComponent

    public int Initialize() => ((delegate* unmanaged<ComInterface*, void*, int>)_component->Vtable[3])(_component, null);

    public int Terminate() => ((delegate* unmanaged<ComInterface*, int>)_component->Vtable[4])(_component);

    public int BusCount(MediaType type, BusDirection direction) =>
        ((delegate* unmanaged<ComInterface*, MediaType, BusDirection, int>)_component->Vtable[7])(_component, type, direction);

    public int BusInfo(MediaType type, BusDirection direction, int index, BusInfo* info) =>
        ((delegate* unmanaged<ComInterface*, MediaType, BusDirection, int, BusInfo*, int>)_component->Vtable[8])(
            _component,
            type,
            direction,
            index,
            info
        );

    public int ActivateBus(MediaType type, BusDirection direction, int index, bool active) =>
        ((delegate* unmanaged<ComInterface*, MediaType, BusDirection, int, byte, int>)_component->Vtable[10])(
            _component,
            type,
            direction,
            index,
            active ? (byte)1 : (byte)0
        );

    public int SetActive(bool active) =>
        ((delegate* unmanaged<ComInterface*, byte, int>)_component->Vtable[11])(_component, active ? (byte)1 : (byte)0);

    public int SetState(FakeStream? stream) =>
        ((delegate* unmanaged<ComInterface*, void*, int>)_component->Vtable[12])(
            _component,
            stream is null ? null : stream.Pointer
        );

    public int GetState(FakeStream? stream) =>
        ((delegate* unmanaged<ComInterface*, void*, int>)_component->Vtable[13])(
            _component,
            stream is null ? null : stream.Pointer
        );

    public byte[] State()
    {
        using var stream = new FakeStream();
        Assert.Equal(Result.Ok, GetState(stream));
        return stream.Written;
    }

    // IAudioProcessor

    public int SetBusArrangements(int inputs, params SpeakerArrangement[] outputs)
    {
        fixed (SpeakerArrangement* list = outputs)
        {
            return ((delegate* unmanaged<ComInterface*, void*, int, SpeakerArrangement*, int, int>)_processor->Vtable[3])(
                _processor,
                null,
                inputs,
                list,
                outputs.Length
            );
        }
    }

    public int BusArrangement(BusDirection direction, int index, SpeakerArrangement* arrangement) =>
        ((delegate* unmanaged<ComInterface*, BusDirection, int, SpeakerArrangement*, int>)_processor->Vtable[4])(
            _processor,
            direction,
            index,
            arrangement
        );

    public int CanProcess(int size) => ((delegate* unmanaged<ComInterface*, int, int>)_processor->Vtable[5])(_processor, size);

    public uint Latency => ((delegate* unmanaged<ComInterface*, uint>)_processor->Vtable[6])(_processor);

    public uint Tail => ((delegate* unmanaged<ComInterface*, uint>)_processor->Vtable[10])(_processor);

    public int Setup(double sampleRate, int maxFrames)
    {
        var setup = new ProcessSetup { SampleRate = sampleRate, MaxSamplesPerBlock = maxFrames };
        return ((delegate* unmanaged<ComInterface*, ProcessSetup*, int>)_processor->Vtable[7])(_processor, &setup);
    }

    public int SetProcessing(bool processing) =>
        ((delegate* unmanaged<ComInterface*, byte, int>)_processor->Vtable[8])(_processor, processing ? (byte)1 : (byte)0);

    public int Process(ProcessData* data) =>
        ((delegate* unmanaged<ComInterface*, ProcessData*, int>)_processor->Vtable[9])(_processor, data);

    /// <summary>One block with the queued events and changes, which are forgotten afterwards.</summary>
    /// <param name="frames">Samples.</param>
    /// <param name="buses">Output buses that the host gives.</param>
    /// <param name="context">The host's transport, or null.</param>
    public void Run(int frames, int buses = Buses, ProcessContext* context = null)
    {
        new Span<byte>(_samples, 7 * MaxFrames * sizeof(double)).Fill(0xAA);
        AudioBusBuffers* outputs = stackalloc AudioBusBuffers[Buses];
        void** channels = stackalloc void*[7];
        for (int i = 0; i < 7; i++)
            channels[i] = _samples + (i * MaxFrames * sizeof(double));
        for (int bus = 0; bus < buses; bus++)
            outputs[bus] = new AudioBusBuffers
            {
                ChannelCount = bus == 0 ? 2 : 1,
                ChannelBuffers = channels + (bus == 0 ? 0 : bus + 1),
            };
        var data = new ProcessData
        {
            SymbolicSampleSize = Wide ? SampleSize.Float64 : SampleSize.Float32,
            SampleCount = frames,
            OutputCount = buses,
            Outputs = outputs,
            InputParameterChanges = (IParameterChanges*)Changes.Pointer,
            OutputParameterChanges = (IParameterChanges*)ChangesOut.Pointer,
            InputEvents = (IEventList*)Events.Pointer,
            OutputEvents = (IEventList*)EventsOut.Pointer,
            ProcessContext = context,
        };
        Assert.Equal(Result.Ok, Process(&data));
        for (int bus = 0; bus < buses; bus++)
            Silence[bus] = outputs[bus].SilenceFlags;
        Events.Events.Clear();
        Changes.Clear();
    }

    /// <summary>Samples of a channel of the last block: 0 left, 1 right, 2 and up the voices.</summary>
    public double[] Channel(int index, int frames)
    {
        byte* from = _samples + (index * MaxFrames * sizeof(double));
        var samples = new double[frames];
        for (int i = 0; i < frames; i++)
            samples[i] = Wide ? ((double*)from)[i] : ((float*)from)[i];
        return samples;
    }

    /// <summary>Runs a block and gives its left channel.</summary>
    public double[] Left(int frames)
    {
        Run(frames);
        return Channel(0, frames);
    }

    // IEditController

    public int ParameterCount => ((delegate* unmanaged<ComInterface*, int>)_controller->Vtable[8])(_controller);

    public int ParameterInfo(int index, ParameterInfo* info) =>
        ((delegate* unmanaged<ComInterface*, int, ParameterInfo*, int>)_controller->Vtable[9])(_controller, index, info);

    public int Text(uint id, double value, char* text) =>
        ((delegate* unmanaged<ComInterface*, uint, double, char*, int>)_controller->Vtable[10])(_controller, id, value, text);

    public int Value(uint id, char* text, double* value) =>
        ((delegate* unmanaged<ComInterface*, uint, char*, double*, int>)_controller->Vtable[11])(_controller, id, text, value);

    public double ToPlain(uint id, double value) =>
        ((delegate* unmanaged<ComInterface*, uint, double, double>)_controller->Vtable[12])(_controller, id, value);

    public double ToNormalised(uint id, double plain) =>
        ((delegate* unmanaged<ComInterface*, uint, double, double>)_controller->Vtable[13])(_controller, id, plain);

    public double Get(uint id) => ((delegate* unmanaged<ComInterface*, uint, double>)_controller->Vtable[14])(_controller, id);

    public int Set(uint id, double value) =>
        ((delegate* unmanaged<ComInterface*, uint, double, int>)_controller->Vtable[15])(_controller, id, value);

    public void* CreateView(string? name)
    {
        fixed (byte* text = name is null ? null : NativeText.Terminated(name))
            return ((delegate* unmanaged<ComInterface*, byte*, void*>)_controller->Vtable[17])(_controller, text);
    }

    public string Text(uint id, double value)
    {
        char* text = stackalloc char[128];
        Assert.Equal(Result.Ok, Text(id, value, text));
        return new string(text);
    }

    public void Dispose()
    {
        SetActive(false);
        Terminate();
        foreach (
            nint held in (Span<nint>)[(nint)_processor, (nint)_controller, (nint)Units, (nint)Expressions, (nint)MidiMapping]
        )
            Release((ComInterface*)held);
        Assert.Equal(0u, Release(_component));
        NativeMemory.Free(_samples);
        Events.Dispose();
        EventsOut.Dispose();
        Changes.Dispose();
        ChangesOut.Dispose();
    }
}
