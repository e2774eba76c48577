using LakhNes.Engine;
using LakhNes.Engine.Parameters;
using LakhNes.Plugin.Core;
using LakhNes.Plugin.Vst3.Interop;

namespace LakhNes.Plugin.Vst3;

// IAudioProcessor::process: the host's events in, one run of the engine, its output back. Allocates nothing.
internal sealed unsafe partial class Vst3Instance
{
    private const ulong AllSilent = ulong.MaxValue;

    // parameter points leave at least half of the buffer to notes
    private const int ParameterShare = EventBuffer.Capacity / 2;

    private int _lastProgram;

    /// <summary>IAudioProcessor::process.</summary>
    public int Process(ProcessData* data)
    {
        if (data is null || data->SampleCount < 0) return Result.InvalidArgument;
        // points first: a note starts with the values of its own sample
        ReadParameters(data->InputParameterChanges);
        ReadEvents(data->InputEvents);

        void** voices = stackalloc void*[PluginInstance.VoiceCount];
        var block = new AudioBlock
        {
            Frames = data->SampleCount,
            Offline = data->ProcessMode == ProcessMode.Offline,
            DoublePrecision = data->SymbolicSampleSize == SampleSize.Float64,
            Transport = ToTransport(data->ProcessContext),
            Left = Channel(data, 0, 0),
            Right = Channel(data, 0, 1),
        };
        for (int voice = 0; voice < PluginInstance.VoiceCount; voice++)
        {
            voices[voice] = Channel(data, 1 + voice, 0);
            if (voices[voice] is not null) block.Voices = voices;
        }

        int revision = Core.Engine.Revision;
        ReadOnlySpan<EngineEvent> sent = Core.Run(ref block);
        FinishOutputs(data, block.Silent);
        WriteEvents(data->OutputEvents, sent);
        if (Core.Engine.Revision != revision) WriteParameters(data->OutputParameterChanges);
        while (Core.Outputs.TryTake(Core.Engine, out Parameter said, out double plain))
        {
            if (data->OutputParameterChanges is not null) WriteParameter(data->OutputParameterChanges, said.Id, said.Normalise(plain));
        }

        return Result.Ok;
    }

    // the buffer of a channel that is to be rendered
    private void* Channel(ProcessData* data, int bus, int channel)
    {
        if (data->Outputs is null || bus >= data->OutputCount || !_busActive[bus]) return null;
        AudioBusBuffers* buffers = data->Outputs + bus;
        return buffers->ChannelBuffers is null || channel >= buffers->ChannelCount ? null : buffers->ChannelBuffers[channel];
    }

    // silence flags, and zeros in every buffer that the engine was not given
    private void FinishOutputs(ProcessData* data, bool silent)
    {
        int width = data->SymbolicSampleSize == SampleSize.Float64 ? sizeof(double) : sizeof(float);
        for (int bus = 0; data->Outputs is not null && bus < data->OutputCount; bus++)
        {
            AudioBusBuffers* buffers = data->Outputs + bus;
            bool rendered = bus < Vst3Buses.AudioOutputs && _busActive[bus];
            int channels = !rendered ? 0 : bus == 0 ? 2 : 1;
            buffers->SilenceFlags = 0;
            for (int channel = 0; channel < buffers->ChannelCount; channel++)
            {
                if (silent || channel >= channels) buffers->SilenceFlags |= 1UL << channel;
                if (channel < channels || buffers->ChannelBuffers is null || buffers->ChannelBuffers[channel] is null) continue;
                new Span<byte>(buffers->ChannelBuffers[channel], data->SampleCount * width).Clear();
            }
        }
    }

    private void ReadParameters(IParameterChanges* changes)
    {
        if (changes is null) return;
        _lastProgram = Core.Engine.CurrentPreset;
        int queues = changes->GetParameterCount();
        for (int i = 0; i < queues; i++)
        {
            IParamValueQueue* queue = changes->GetParameterData(i);
            if (queue is null) continue;
            uint id = queue->GetParameterId();
            int points = queue->GetPointCount();
            // a queue that does not fit gives its last value
            for (int point = Core.Events.Count + points > ParameterShare ? points - 1 : 0; point < points; point++)
            {
                int offset;
                double value;
                if (point >= 0 && queue->GetPoint(point, &offset, &value) == Result.Ok) AddPoint(id, offset, value);
            }
        }
    }

    private void AddPoint(uint id, int offset, double normalised)
    {
        if (double.IsNaN(normalised)) return;
        normalised = Math.Clamp(normalised, 0, 1);
        if (ParameterTable.Find(id) is { } parameter)
        {
            Core.Events.Add(new EngineEvent(EngineEventKind.Parameter, offset, Index: id, Value: parameter.Denormalise(normalised)));
        }
        else if (id == Vst3Programs.ParameterId)
        {
            int program = Vst3Programs.FromNormalised(normalised);
            // a host that repeats the value does not ask for the program again, which would undo what was changed since
            if (program != _lastProgram) Core.Events.Add(new EngineEvent(EngineEventKind.Program, offset, Index: (uint)program));
            _lastProgram = program;
        }
        else if (Vst3MidiParameters.IndexOf(id) >= 0)
        {
            Core.Events.Add(Vst3MidiParameters.ToEvent(id, offset, normalised));
        }
    }

    private void ReadEvents(IEventList* events)
    {
        if (events is null) return;
        int count = events->GetEventCount();
        for (int i = 0; i < count; i++)
        {
            Event e;
            if (events->GetEvent(i, &e) == Result.Ok && e.BusIndex == 0) Vst3Events.Read(in e, Core.Events);
        }
    }

    private static void WriteEvents(IEventList* events, ReadOnlySpan<EngineEvent> sent)
    {
        if (events is null) return;
        foreach (ref readonly EngineEvent e in sent)
        {
            if (Vst3Events.TryWrite(in e, out Event written)) events->AddEvent(&written);
        }
    }

    // a program change has moved every value: the host's controls learn of it here
    private void WriteParameters(IParameterChanges* changes)
    {
        if (changes is null) return;
        WriteParameter(changes, Vst3Programs.ParameterId, Vst3Programs.ToNormalised(Core.Engine.CurrentPreset));
        foreach (Parameter parameter in ParameterTable.All)
            WriteParameter(changes, parameter.Id, parameter.Normalise(Core.Engine.GetParameter(parameter.Index)));
    }

    private static void WriteParameter(IParameterChanges* changes, uint id, double normalised)
    {
        int index = 0;
        IParamValueQueue* queue = changes->AddParameterData(&id, &index);
        if (queue is not null) queue->AddPoint(0, normalised, &index);
    }

    private static Transport ToTransport(ProcessContext* context)
    {
        if (context is null) return default;
        uint state = context->State;
        bool Has(uint flag) => (state & flag) != 0;
        return new Transport
        {
            Playing = Has(ProcessContext.Playing),
            Recording = Has(ProcessContext.Recording),
            Looping = Has(ProcessContext.CycleActive),
            HasSongPosition = Has(ProcessContext.ProjectTimeMusicValid),
            Tempo = Has(ProcessContext.TempoValid) ? context->Tempo : 0,
            SongPosition = Has(ProcessContext.ProjectTimeMusicValid) ? context->ProjectTimeMusic : 0,
            BarStart = Has(ProcessContext.BarPositionValid) ? context->BarPositionMusic : 0,
            LoopStart = Has(ProcessContext.CycleValid) ? context->CycleStartMusic : 0,
            LoopEnd = Has(ProcessContext.CycleValid) ? context->CycleEndMusic : 0,
            Numerator = Has(ProcessContext.TimeSignatureValid) ? context->TimeSignatureNumerator : 0,
            Denominator = Has(ProcessContext.TimeSignatureValid) ? context->TimeSignatureDenominator : 0,
        };
    }
}
