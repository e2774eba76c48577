using System.Runtime.InteropServices;
using LakhNes.Plugin.Clap;
using LakhNes.Plugin.Clap.Interop;

namespace LakhNes.Plugin.Tests.Clap;

/// <summary>A CLAP host for one instance: everything goes through the plugin's function pointers.</summary>
internal sealed unsafe class ClapRig : IDisposable
{
    public const int MaxFrames = 8192;

    private readonly byte* _samples = (byte*)NativeMemory.AllocZeroed(7 * MaxFrames, sizeof(double));

    public ClapRig(double sampleRate = 48_000, bool wide = false, bool active = true, bool voices = false)
    {
        Wide = wide;
        Plugin = Create(Host);
        Assert.Equal(1, Plugin->Init(Plugin));
        if (voices)
            Assert.Equal(1, SelectConfig(1));
        PortCount = voices ? 6u : 1u;
        if (active)
            Activate(sampleRate);
    }

    public bool Wide { get; }

    public uint PortCount { get; set; }

    public FakeClapHost Host { get; } = new();

    public FakeClapEvents Events { get; } = new();

    public FakeClapOutput Output { get; } = new();

    public ClapPlugin* Plugin { get; }

    /// <summary>The constant masks of the last block.</summary>
    public ulong[] Constant { get; } = new ulong[6];

    public static nint Factory(ReadOnlySpan<byte> id)
    {
        fixed (byte* text = id)
            return ((delegate* unmanaged[Cdecl]<byte*, nint>)&ClapExports.GetFactory)(text);
    }

    public static ClapPlugin* Create(FakeClapHost host, string id = PluginIdentity.ClapId)
    {
        var factory = (nint*)Factory("clap.plugin-factory\0"u8);
        fixed (byte* text = NativeText.Terminated(id))
            return ((delegate* unmanaged[Cdecl]<void*, ClapHost*, byte*, ClapPlugin*>)factory[2])(factory, host.Native, text);
    }

    public void Activate(double sampleRate = 48_000)
    {
        Assert.Equal(1, Plugin->Activate(Plugin, sampleRate, 1, MaxFrames));
        Assert.Equal(1, Plugin->StartProcessing(Plugin));
    }

    /// <summary>An extension's functions.</summary>
    public nint* Extension(string id)
    {
        fixed (byte* text = NativeText.Terminated(id))
            return (nint*)Plugin->GetExtension(Plugin, text);
    }

    public byte SelectConfig(uint config) =>
        ((delegate* unmanaged[Cdecl]<ClapPlugin*, uint, byte>)Extension("clap.audio-ports-config")[2])(Plugin, config);

    /// <summary>Value of a parameter, or null where the plugin has it not.</summary>
    public double? Get(uint id)
    {
        double value;
        byte found = ((delegate* unmanaged[Cdecl]<ClapPlugin*, uint, double*, byte>)Extension("clap.params")[2])(
            Plugin,
            id,
            &value
        );
        return found != 0 ? value : null;
    }

    /// <summary>Sends the queued events without audio.</summary>
    public void Flush()
    {
        ((delegate* unmanaged[Cdecl]<ClapPlugin*, ClapInputEvents*, ClapOutputEvents*, void>)Extension("clap.params")[5])(
            Plugin,
            Events.Native,
            Output.Native
        );
        Events.Clear();
    }

    public byte[] Save(int piece = int.MaxValue)
    {
        using var stream = new FakeClapStream(piece: piece);
        Assert.Equal(1, Save(stream));
        return stream.Written;
    }

    public byte Save(FakeClapStream stream) =>
        ((delegate* unmanaged[Cdecl]<ClapPlugin*, void*, byte>)Extension("clap.state")[0])(Plugin, stream.Pointer);

    public byte Load(byte[] chunk, int piece = int.MaxValue)
    {
        using var stream = new FakeClapStream(chunk, piece);
        return ((delegate* unmanaged[Cdecl]<ClapPlugin*, void*, byte>)Extension("clap.state")[1])(Plugin, stream.Pointer);
    }

    /// <summary>One block with the queued events, which are forgotten afterwards.</summary>
    public void Run(int frames, ClapEventTransport* transport = null)
    {
        new Span<byte>(_samples, 7 * MaxFrames * sizeof(double)).Fill(0xAA);
        void** channels = stackalloc void*[7];
        for (int i = 0; i < 7; i++)
            channels[i] = _samples + (i * MaxFrames * sizeof(double));
        ClapAudioBuffer* ports = stackalloc ClapAudioBuffer[6];
        for (int port = 0; port < 6; port++)
        {
            void** data = channels + (port == 0 ? 0 : port + 1);
            ports[port] = new ClapAudioBuffer
            {
                ChannelCount = port == 0 ? 2u : 1u,
                Data32 = Wide ? null : data,
                Data64 = Wide ? data : null,
            };
        }

        var process = new ClapProcess
        {
            FrameCount = (uint)frames,
            Transport = transport,
            Outputs = ports,
            OutputCount = PortCount,
            InEvents = Events.Native,
            OutEvents = Output.Native,
        };
        Assert.Equal(ClapProcessStatus.Continue, Plugin->Process(Plugin, &process));
        for (int port = 0; port < PortCount; port++)
            Constant[port] = ports[port].ConstantMask;
        Events.Clear();
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

    public void Dispose()
    {
        Plugin->StopProcessing(Plugin);
        Plugin->Deactivate(Plugin);
        Plugin->Destroy(Plugin);
        NativeMemory.Free(_samples);
        Host.Dispose();
        Events.Dispose();
        Output.Dispose();
    }
}
