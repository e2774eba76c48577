namespace LakhNes.Hosts.Tests;

/// <summary>
/// PipeWire, without a session manager; its library of JACK's name makes programs its clients. Of its drivers theirs is the one
/// for renders: a cycle ends when all have answered, or when the time that it plays has passed.
/// </summary>
internal sealed class PipeWire : JackServer
{
    /// <summary>Samples a cycle, the most that PipeWire has.</summary>
    public const int Period = 8192;

    private static readonly string Configuration = $$"""
        context.properties = {
          core.daemon = true
          core.name = pipewire-0
          support.dbus = false
          default.clock.rate = {{Rate}}
          default.clock.allowed-rates = [ {{Rate}} ]
          default.clock.quantum = {{Period}}
          default.clock.min-quantum = {{Period}}
          default.clock.max-quantum = {{Period}}
        }
        context.spa-libs = {
          audio.convert.* = audioconvert/libspa-audioconvert
          support.* = support/libspa-support
        }
        context.modules = [
          { name = libpipewire-module-protocol-native }
          { name = libpipewire-module-metadata }
          { name = libpipewire-module-spa-node-factory }
          { name = libpipewire-module-client-node }
          { name = libpipewire-module-access }
          { name = libpipewire-module-adapter }
          { name = libpipewire-module-link-factory }
        ]
        context.objects = [
          { factory = metadata args = { metadata.name = default } }
          { factory = spa-node-factory args = {
              factory.name = support.node.driver
              node.name = Freewheel-Driver
              node.group = pipewire.freewheel
              node.freewheel = true
              priority.driver = 19000
          } }
        ]
        """;

    private readonly TestFolder _folder;

    /// <summary>Starts the server.</summary>
    public PipeWire()
        : this(new TestFolder()) { }

    private PipeWire(TestFolder folder)
        : base(
            new Dictionary<string, string>
            {
                ["XDG_RUNTIME_DIR"] = folder.Path,
                ["LD_LIBRARY_PATH"] = Path.GetDirectoryName(Built.System("/usr/lib/*/pipewire-0.3/jack/libjack.so.0"))!,
                ["PIPEWIRE_PROPS"] = "{ node.group = pipewire.freewheel }",
            },
            Built.System("/usr/bin/pipewire"),
            ["--config", folder.Write("pipewire.conf", Configuration)]
        ) => _folder = folder;

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        _folder.Dispose();
    }
}
