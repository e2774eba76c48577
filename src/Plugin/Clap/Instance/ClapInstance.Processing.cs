using LakhNes.Engine.Hosting;
using LakhNes.Engine.Parameters;
using LakhNes.Instrument.Notes;
using LakhNes.Plugin.Clap.Interop;
using LakhNes.Plugin.Core;

namespace LakhNes.Plugin.Clap.Instance;

// clap_plugin.process and clap_plugin_params.flush: the host's events in, the engine's output back. Allocates nothing.
internal sealed unsafe partial class ClapInstance
{
    // the host's song at the sample that is rendered next
    private Transport _transport;

    // sample of the event that was sent last in this block, and the block's last sample
    private int _sentAt;
    private int _lastSample;

    // how many faults of the process the main thread was called for
    private int _faultsSeen = FaultLog.OfProcess.Count;

    /// <summary>
    /// clap_plugin.process. Always asks to go on, so that what sounds does not depend on when a host lets plugins sleep.
    /// </summary>
    public ClapProcessStatus Process(ClapProcess* process)
    {
        if (process is null || process->FrameCount > int.MaxValue)
            return ClapProcessStatus.Error;
        _transport = ToTransport(process->Transport);
        bool silent = Run(process, process->InEvents, process->OutEvents, (int)process->FrameCount);
        FinishOutputs(process, silent);
        return ClapProcessStatus.Continue;
    }

    /// <summary>clap_plugin_params.flush.</summary>
    public void Flush(ClapInputEvents* events, ClapOutputEvents* output)
    {
        Run(null, events, output, 0);
    }

    // one engine block, or several where the transport changes on the way or the event buffer is full
    private bool Run(ClapProcess* process, ClapInputEvents* events, ClapOutputEvents* output, int frames)
    {
        int revision = Core.Engine.Revision,
            start = 0;
        bool silent = true;
        _sentAt = 0;
        _lastSample = Math.Max(frames - 1, 0);
        while (_gestures.TryPop(out ParameterGesture gesture))
            ClapEvents.Write(in gesture, output);
        uint count = events is null ? 0 : events->Size(events);
        for (uint i = 0; i < count; i++)
        {
            ClapEventHeader* header = events->Get(events, i);
            if (header is null || header->Space != ClapEventHeader.CoreSpace)
                continue;
            int at = Math.Max((int)Math.Min(header->Time, (uint)frames), start);
            bool isTransport = header->Type == ClapEventType.Transport;
            ReadOnlySpan<byte> message = ClapEvents.Message(header);
            if (isTransport || Core.Events.IsFull || (message.Length > 0 && Core.Events.IsNearlyFull))
            {
                silent &= Render(process, output, start, at);
                start = at;
            }

            if (isTransport)
                _transport = ToTransport((ClapEventTransport*)header);
            else if (message.Length > 0)
                Core.Events.Add(at, message);
            else if (ClapEvents.TryRead(header, at, out EngineEvent e))
                Core.Events.Add(in e);
        }

        silent &= Render(process, output, start, frames);
        if (Core.Engine.Revision != revision)
        {
            Volatile.Write(ref _valuesMoved, 1);
            CallOnMainThread();
        }

        if (_faultsSeen != FaultLog.OfProcess.Count)
        {
            _faultsSeen = FaultLog.OfProcess.Count;
            CallOnMainThread();
        }

        return silent;
    }

    private void CallOnMainThread()
    {
        if (_host->RequestCallback is not null)
            _host->RequestCallback(_host);
    }

    private bool Render(ClapProcess* process, ClapOutputEvents* output, int start, int end)
    {
        void** voices = stackalloc void*[PluginInstance.VoiceCount];
        bool wide =
            process is not null && process->OutputCount > 0 && process->Outputs is not null && process->Outputs->Data32 is null;
        var block = new AudioBlock
        {
            Frames = end - start,
            Offline = Volatile.Read(ref _offline),
            DoublePrecision = wide,
            Transport = _transport,
            Left = Channel(process, 0, 0, start, wide),
            Right = Channel(process, 0, 1, start, wide),
        };
        for (int voice = 0; voice < PluginInstance.VoiceCount; voice++)
        {
            voices[voice] = Channel(process, 1 + voice, 0, start, wide);
            if (voices[voice] is not null)
                block.Voices = voices;
        }

        foreach (ref readonly EngineEvent e in Core.Run(ref block, start))
            ClapEvents.Write(in e, Ordered(start + e.Offset), output);
        int last = Ordered(end - 1);
        while (Core.Outputs.TryTake(Core.Engine, out Parameter said, out double plain))
            ClapEvents.Write(said.Id, plain, last, output);
        foreach (EndedNote note in Core.Engine.EndedNotes)
            ClapEvents.WriteEnd(in note, last, output);
        if (_transport.Playing && Core.Engine.SampleRate > 0)
            _transport.SongPosition += block.Frames / Core.Engine.SampleRate * _transport.Tempo / 60;
        return block.Silent;
    }

    // CLAP wants a block's output events inside the block and ordered by sample: what ends at a transport event's own sample is
    // sent before what the samples ahead of it brought
    private int Ordered(int sample) => _sentAt = Math.Clamp(sample, _sentAt, _lastSample);

    // where a channel that is to be rendered goes, from a sample of the block on
    private void* Channel(ClapProcess* process, int port, int channel, int start, bool wide)
    {
        if (process is null || process->Outputs is null || port >= process->OutputCount || !IsRendered(port))
            return null;
        ClapAudioBuffer* buffer = process->Outputs + port;
        void** channels = wide ? buffer->Data64 : buffer->Data32;
        if (channels is null || channel >= buffer->ChannelCount || channels[channel] is null)
            return null;
        return (byte*)channels[channel] + ((nint)start * (wide ? sizeof(double) : sizeof(float)));
    }

    // constant masks, and zeros in every buffer that the engine was not given
    private void FinishOutputs(ClapProcess* process, bool silent)
    {
        bool wide = process->OutputCount > 0 && process->Outputs is not null && process->Outputs->Data32 is null;
        for (int port = 0; process->Outputs is not null && port < process->OutputCount; port++)
        {
            ClapAudioBuffer* buffer = process->Outputs + port;
            int rendered =
                !IsRendered(port) ? 0
                : port == 0 ? 2
                : 1;
            buffer->ConstantMask = 0;
            for (int channel = 0; channel < buffer->ChannelCount; channel++)
            {
                bool given = Channel(process, port, channel, 0, wide) is not null && channel < rendered;
                if (silent || !given)
                    buffer->ConstantMask |= 1UL << channel;
                if (given)
                    continue;
                Clear(buffer->Data32, channel, process->FrameCount * sizeof(float));
                Clear(buffer->Data64, channel, process->FrameCount * sizeof(double));
            }
        }
    }

    private static void Clear(void** channels, int channel, ulong bytes)
    {
        if (channels is not null && channels[channel] is not null)
            System.Runtime.InteropServices.NativeMemory.Clear(channels[channel], (nuint)bytes);
    }

    private static Transport ToTransport(ClapEventTransport* from)
    {
        if (from is null)
            return default;
        uint flags = from->Flags;
        bool Has(uint flag) => (flags & flag) != 0;
        bool beats = Has(ClapEventTransport.HasBeatsTimeline);
        return new Transport
        {
            Playing = Has(ClapEventTransport.IsPlaying),
            Recording = Has(ClapEventTransport.IsRecording),
            Looping = Has(ClapEventTransport.IsLoopActive),
            HasSongPosition = beats,
            Tempo = Has(ClapEventTransport.HasTempo) ? from->Tempo : 0,
            SongPosition = beats ? from->SongPositionBeats / ClapEventTransport.BeatFactor : 0,
            BarStart = beats ? from->BarStart / ClapEventTransport.BeatFactor : 0,
            LoopStart = beats ? from->LoopStartBeats / ClapEventTransport.BeatFactor : 0,
            LoopEnd = beats ? from->LoopEndBeats / ClapEventTransport.BeatFactor : 0,
            Numerator = Has(ClapEventTransport.HasTimeSignature) ? from->Numerator : 0,
            Denominator = Has(ClapEventTransport.HasTimeSignature) ? from->Denominator : 0,
        };
    }
}
