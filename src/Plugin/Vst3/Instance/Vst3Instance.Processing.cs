using LakhNes.Engine.Hosting;
using LakhNes.Engine.Parameters;
using LakhNes.Plugin.Core;
using LakhNes.Plugin.Vst3.Com;
using LakhNes.Plugin.Vst3.Interop;

namespace LakhNes.Plugin.Vst3.Instance;

// IAudioProcessor::process: the host's events in, one run of the engine, its output back. Allocates nothing.
internal sealed unsafe partial class Vst3Instance
{
    private const ulong AllSilent = ulong.MaxValue;

    // an event of VST3 is two of the engine's at most; a message of bytes counts as more of VST3's, and the last has room
    private const int MostGathered = (EventBuffer.Capacity - TuningMessage.MostEvents) / 2;
    private const int MessageWeight = TuningMessage.MostEvents / 2;

    // what was gathered of the points and events that lie from one sample to before another
    private int _from;
    private int _to;
    private int _skipped;
    private int _found;
    private int _lastProgram;

    /// <summary>IAudioProcessor::process.</summary>
    public int Process(ProcessData* data)
    {
        if (data is null || data->SampleCount < 0)
            return Result.InvalidArgument;
        CountProcessCall();
        int revision = Core.Engine.Revision;
        bool silent = Run(data);
        FinishOutputs(data, silent);
        if (Core.Engine.Revision != revision)
            WriteParameters(data->OutputParameterChanges);
        while (Core.Outputs.TryTake(Core.Engine, out Parameter said, out double plain))
        {
            if (data->OutputParameterChanges is not null)
                WriteParameter(data->OutputParameterChanges, said.Id, said.Normalise(plain));
        }

        return Result.Ok;
    }

    // one engine block, or several where there are more events than the buffer holds: the host's lists may be in any order, so
    // each block's are gathered anew, and where too many lie on one sample, that sample's come in several runs without a frame
    private bool Run(ProcessData* data)
    {
        bool silent = true;
        int frames = data->SampleCount,
            window = frames,
            skipped = 0;
        for (int from = 0; ; )
        {
            int found = Gather(data, from, from + window, skipped);
            if (found > MostGathered && window > 1)
            {
                window /= 2;
                continue;
            }

            bool more = found > MostGathered;
            silent &= Render(data, from, more ? 0 : window);
            skipped = more ? skipped + MostGathered : 0;
            if (more)
                continue;
            from += window;
            if (from >= frames)
                return silent;
            window = (int)Math.Min(2L * window, frames - from);
        }
    }

    // gives how many there are beyond those that are skipped; what the buffer does not hold is counted alone
    private int Gather(ProcessData* data, int from, int to, int skipped)
    {
        Core.Events.Clear();
        (_from, _to, _skipped, _found) = (from, to >= data->SampleCount ? int.MaxValue : to, skipped, 0);
        // points first: a note starts with the values of its own sample
        ReadParameters(data->InputParameterChanges);
        ReadEvents(data->InputEvents);
        return _found - skipped;
    }

    // what lies before the block belongs to its first sample, and what lies behind it to its end
    private bool IsWanted(int offset, int weight = 1)
    {
        offset = Math.Max(offset, 0);
        if (offset < _from || offset >= _to)
            return false;
        int place = _found - _skipped;
        _found += weight;
        return place is >= 0 and < MostGathered;
    }

    private bool Render(ProcessData* data, int from, int frames)
    {
        void** voices = stackalloc void*[PluginInstance.VoiceCount];
        var block = new AudioBlock
        {
            Frames = frames,
            Offline = data->ProcessMode == ProcessMode.Offline,
            DoublePrecision = data->SymbolicSampleSize == SampleSize.Float64,
            Transport = ToTransport(data->ProcessContext),
            Left = Channel(data, 0, 0, from),
            Right = Channel(data, 0, 1, from),
        };
        for (int voice = 0; voice < PluginInstance.VoiceCount; voice++)
        {
            voices[voice] = Channel(data, 1 + voice, 0, from);
            if (voices[voice] is not null)
                block.Voices = voices;
        }

        if (block.Transport.Playing && Core.Engine.SampleRate > 0)
            block.Transport.SongPosition += from / Core.Engine.SampleRate * block.Transport.Tempo / 60;
        WriteEvents(data->OutputEvents, Core.Run(ref block, from), from);
        return block.Silent;
    }

    // where a channel that is to be rendered goes, from a sample of the block on
    private void* Channel(ProcessData* data, int bus, int channel, int from)
    {
        if (data->Outputs is null || bus >= data->OutputCount || !_busActive[bus])
            return null;
        AudioBusBuffers* buffers = data->Outputs + bus;
        if (buffers->ChannelBuffers is null || channel >= buffers->ChannelCount || buffers->ChannelBuffers[channel] is null)
            return null;
        int width = data->SymbolicSampleSize == SampleSize.Float64 ? sizeof(double) : sizeof(float);
        return (byte*)buffers->ChannelBuffers[channel] + ((nint)from * width);
    }

    // silence flags, and zeros in every buffer that the engine was not given
    private void FinishOutputs(ProcessData* data, bool silent)
    {
        int width = data->SymbolicSampleSize == SampleSize.Float64 ? sizeof(double) : sizeof(float);
        for (int bus = 0; data->Outputs is not null && bus < data->OutputCount; bus++)
        {
            AudioBusBuffers* buffers = data->Outputs + bus;
            bool rendered = bus < Vst3Buses.AudioOutputs && _busActive[bus];
            int channels =
                !rendered ? 0
                : bus == 0 ? 2
                : 1;
            buffers->SilenceFlags = 0;
            for (int channel = 0; channel < buffers->ChannelCount; channel++)
            {
                if (silent || channel >= channels)
                    buffers->SilenceFlags |= 1UL << channel;
                if (channel < channels || buffers->ChannelBuffers is null || buffers->ChannelBuffers[channel] is null)
                    continue;
                new Span<byte>(buffers->ChannelBuffers[channel], data->SampleCount * width).Clear();
            }
        }
    }

    private void ReadParameters(IParameterChanges* changes)
    {
        if (changes is null)
            return;
        _lastProgram = Core.Engine.CurrentPreset;
        int queues = changes->GetParameterCount();
        for (int i = 0; i < queues; i++)
        {
            IParamValueQueue* queue = changes->GetParameterData(i);
            if (queue is null)
                continue;
            uint id = queue->GetParameterId();
            int points = queue->GetPointCount();
            for (int point = 0; point < points; point++)
            {
                int offset;
                double value;
                if (queue->GetPoint(point, &offset, &value) == Result.Ok && IsWanted(offset))
                    AddPoint(id, offset, value);
            }
        }
    }

    private void AddPoint(uint id, int offset, double normalised)
    {
        if (double.IsNaN(normalised))
            return;
        normalised = Math.Clamp(normalised, 0, 1);
        if (ParameterTable.Find(id) is { } parameter)
        {
            Core.Events.Add(
                new EngineEvent(EngineEventKind.Parameter, offset, Index: id, Value: parameter.Denormalise(normalised))
            );
        }
        else if (id == Vst3Programs.ParameterId)
        {
            int program = Vst3Programs.FromNormalised(normalised);
            // a host that repeats the value does not ask for the program again, which would undo what was changed since
            if (program != _lastProgram)
                Core.Events.Add(new EngineEvent(EngineEventKind.Preset, offset, Index: (uint)program));
            _lastProgram = program;
        }
        else if (Vst3MidiParameters.IndexOf(id) >= 0)
        {
            Core.Events.Add(Vst3MidiParameters.ToEvent(id, offset, normalised));
        }
    }

    private void ReadEvents(IEventList* events)
    {
        if (events is null)
            return;
        int count = events->GetEventCount();
        for (int i = 0; i < count; i++)
        {
            Event e;
            if (events->GetEvent(i, &e) != Result.Ok || e.BusIndex != 0)
                continue;
            if (IsWanted(e.SampleOffset, e.Type == EventType.Data ? MessageWeight : 1))
                Vst3Events.Read(in e, Core.Events);
        }
    }

    private static void WriteEvents(IEventList* events, ReadOnlySpan<EngineEvent> sent, int from)
    {
        if (events is null)
            return;
        foreach (ref readonly EngineEvent e in sent)
        {
            if (!Vst3Events.TryWrite(in e, out Event written))
                continue;
            written.SampleOffset += from;
            events->AddEvent(&written);
        }
    }

    // a program change has moved every value: the host's controls learn of it here
    private void WriteParameters(IParameterChanges* changes)
    {
        if (changes is null)
            return;
        WriteParameter(changes, Vst3Programs.ParameterId, Vst3Programs.ToNormalised(Core.Engine.CurrentPreset));
        foreach (Parameter parameter in ParameterTable.All)
            WriteParameter(changes, parameter.Id, parameter.Normalise(Core.Engine.GetParameter(parameter.Index)));
    }

    private static void WriteParameter(IParameterChanges* changes, uint id, double normalised)
    {
        int index = 0;
        IParamValueQueue* queue = changes->AddParameterData(&id, &index);
        if (queue is not null)
            queue->AddPoint(0, normalised, &index);
    }

    private static Transport ToTransport(ProcessContext* context)
    {
        if (context is null)
            return default;
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
