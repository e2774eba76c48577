using System.Diagnostics;
using System.Globalization;
using System.Xml.Linq;
using LakhNes.Hosts.Tests.Window;
using LakhNes.Score.Midi;

namespace LakhNes.Hosts.Tests.Ardour;

/// <summary>A session of the installed Ardour, without a screen and with a home folder of its own.</summary>
internal sealed class ArdourSession : IDisposable
{
    private const string TrackPort = "inst/audio_out ";
    private const int TicksPerQuarter = 1920;
    private const long SuperclockPerSecond = 282_240_000; // what Ardour counts audio time in

    private readonly TestFolder _folder = new();
    private readonly string _library;
    private readonly string _lua;
    private readonly string _export;
    private readonly string _session;
    private readonly Dictionary<string, string> _environment;

    /// <summary>Finds Ardour and lets it scan the plugin.</summary>
    public ArdourSession(string vst3)
    {
        string scanner = Built.System("/usr/lib/ardour*/ardour-vst3-scanner");
        _library = Path.GetDirectoryName(scanner)!;
        string name = Path.GetFileName(_library); // ardour7
        _lua = Built.System($"/usr/bin/{name}-lua");
        _export = Built.System($"/usr/bin/{name}-export");
        _session = _folder["session"];

        string plugins = Directory.CreateDirectory(Path.Combine(_folder.Path, "home", ".vst3")).FullName;
        string link = Path.Combine(plugins, Path.GetFileName(vst3));
        Directory.CreateSymbolicLink(link, vst3);
        _environment = new Dictionary<string, string>
        {
            ["HOME"] = _folder["home"],
            ["XDG_CONFIG_HOME"] = Path.Combine(_folder["home"], ".config"),
            ["XDG_CACHE_HOME"] = Path.Combine(_folder["home"], ".cache"),
            ["LD_LIBRARY_PATH"] = _library,
            ["ARDOUR_DLL_PATH"] = _library,
            ["ARDOUR_DATA_PATH"] = $"/usr/share/{name}",
            ["ARDOUR_CONFIG_PATH"] = $"/etc/{name}",
        };
        // a resampler on every port would, now and then, delay an export by its own latency
        Directory.CreateDirectory(Path.Combine(_folder["home"], ".config", name));
        File.WriteAllText(
            Path.Combine(_folder["home"], ".config", name, "config"),
            """<Ardour><Config><Option name="port-resampler-quality" value="0"/><Option name="hide-dummy-backend" value="0"/></Config></Ardour>"""
        );
        HostProgram.Run(scanner, ["-f", "-v", link], environment: _environment);
    }

    /// <summary>The track is as Ardour's window makes one; otherwise its pins pass the notes that the plugin sends.</summary>
    public bool IsStrict { get; init; }

    private string MidiFolder => Path.Combine(_session, "interchange", Path.GetFileName(_session), "midifiles");

    /// <summary>Makes and saves the session: one stereo track with the plugin and a clip on it.</summary>
    /// <param name="classId">The VST3's class id, 32 hexadecimal digits.</param>
    /// <param name="midi">The clip's MIDI file, played from the start at 120 quarters a minute.</param>
    /// <param name="seconds">Length of the clip and of the session.</param>
    /// <param name="settings">Parameters to set, as LABEL=VALUE, plain values.</param>
    /// <returns>Every parameter's value as Ardour reads it.</returns>
    public Dictionary<string, double> Create(string classId, string midi, double seconds, params string[] settings)
    {
        string output = Lua("create.lua", [_session, classId, IsStrict ? "strict" : "notes", .. settings]);
        string path = Path.Combine(_session, Path.GetFileName(_session) + ".ardour");
        XDocument document = XDocument.Load(path);
        RemoveVoicePorts(document);
        AddClip(document, midi, seconds);
        document.Save(path);
        return Parameters(output);
    }

    /// <summary>Loads the saved session and tells what came back.</summary>
    /// <returns>Every parameter's value, and the notes of the clip.</returns>
    public (Dictionary<string, double> Parameters, int Notes) Reload()
    {
        string output = Lua("inspect.lua", [_session]);
        string region = Assert.Single(output.Split('\n'), line => line.StartsWith("region\t"));
        return (Parameters(output), int.Parse(region.Split('\t')[2], CultureInfo.InvariantCulture));
    }

    /// <summary>Exports the session's master output, as floats that are not normalised.</summary>
    public Wav Export()
    {
        string wav = _folder["export.wav"];
        // Ardour 7.3's tool now and then aborts as it ends, with any plugin, and on a busy machine now and then never ends
        HostProgram.Run(
            _export,
            ["-b", "float", "-s", "48000", "-o", wav, _session, Path.GetFileName(_session)],
            environment: _environment,
            attempts: 3,
            patience: TimeSpan.FromSeconds(90)
        );
        return Wav.Read(wav);
    }

    /// <summary>Rolls the session in real time and records what the plugin sends on a second MIDI track.</summary>
    /// <returns>
    /// The notes of the recording, by the sample at which the plugin sent them (Ardour's ticks are 12.5 apart), channel and key.
    /// </returns>
    public (double Sample, int Channel, int Key)[] Record(double seconds)
    {
        string output = Lua("record.lua", [_session, seconds.ToString(CultureInfo.InvariantCulture)]);
        string latency = Assert.Single(output.Split('\n'), line => line.StartsWith("latency\t")).Split('\t')[1];
        return
        [
            .. Directory
                .GetFiles(MidiFolder, "*recorded*.mid")
                .Select(path => MidiFile.Read(path))
                .SelectMany(take =>
                    take.Tracks.SelectMany(track => track.Events)
                        .Where(e => e.IsNoteOn)
                        .Select(e =>
                            (
                                (e.Tick * 24_000.0 / take.Division.TicksPerQuarter)
                                    + int.Parse(latency, CultureInfo.InvariantCulture),
                                e.Channel,
                                (int)e.Data1
                            )
                        )
                ),
        ];
    }

    /// <summary>Opens the session in Ardour's own windows.</summary>
    /// <returns>Ardour, for the caller to end.</returns>
    public Process Show(Screen screen)
    {
        var start = new ProcessStartInfo(Built.System(_library + "/ardour-7*", _library + "/ardour-8*"), ["-n", "-a", _session])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in _environment)
            start.Environment[name] = value;
        start.Environment["DISPLAY"] = screen.Name;
        start.Environment["GTK_PATH"] = $"{_environment["ARDOUR_CONFIG_PATH"]}:{_library}";
        // its tour for newcomers has been taken
        File.WriteAllText(Path.Combine(_environment["XDG_CONFIG_HOME"], Path.GetFileName(_library), ".a7"), "");
        var ardour = Process.Start(start)!;
        ardour.OutputDataReceived += (_, _) => { };
        ardour.ErrorDataReceived += (_, _) => { };
        ardour.BeginOutputReadLine();
        ardour.BeginErrorReadLine();
        return ardour;
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();

    // the plugin's main output has ports 1 and 2; those of the other buses, once made, cannot be taken away by a script
    private static void RemoveVoicePorts(XDocument document)
    {
        bool IsVoice(XAttribute? port) =>
            port is { Value: var name }
            && name.StartsWith(TrackPort, StringComparison.Ordinal)
            && int.Parse(name[TrackPort.Length..], CultureInfo.InvariantCulture) > 2;

        document.Descendants("Port").Where(port => IsVoice(port.Attribute("name"))).Remove();
        document.Descendants("Connection").Where(connection => IsVoice(connection.Attribute("other"))).Remove();
    }

    private void AddClip(XDocument document, string midi, double seconds)
    {
        string clip = Path.Combine(Directory.CreateDirectory(MidiFolder).FullName, "clip.mid");
        File.Copy(midi, clip);

        XElement root = document.Root!;
        var ids = new IdSource(root);
        string source = ids.Next();
        root.Element("Sources")!
            .Add(
                new XElement(
                    "Source",
                    new XAttribute("name", "clip.mid"),
                    new XAttribute("type", "midi"),
                    new XAttribute("flags", ""),
                    new XAttribute("take-id", ""),
                    new XAttribute("id", source),
                    new XAttribute("natural-position", "b0"),
                    new XAttribute("origin", clip)
                )
            );
        long ticks = (long)(seconds * 2 * TicksPerQuarter);
        root.Element("Regions")!.Add(Region(ids.Next(), source, ticks, wholeFile: true));
        root.Descendants("Playlist")
            .First(playlist => (string?)playlist.Attribute("type") == "midi")
            .Add(Region(ids.Next(), source, ticks, wholeFile: false));
        root.Element("Locations")!
            .Add(
                new XElement(
                    "Location",
                    new XAttribute("id", ids.Next()),
                    new XAttribute("name", "session"),
                    new XAttribute("start", "a0"),
                    new XAttribute("end", $"a{(long)(seconds * SuperclockPerSecond)}"),
                    new XAttribute("flags", "IsSessionRange"),
                    new XAttribute("locked", "0"),
                    new XAttribute("timestamp", "0")
                )
            );
        ids.Save();
    }

    // Ardour 7.3 now and then crashes as it exits, with its threads still running
    private string Lua(string script, string[] arguments)
    {
        string path = Path.Combine(Built.Root, "tests", "hosts", "ardour", script);
        return HostProgram.Run(_lua, [path, .. arguments], environment: _environment, lastLine: "done");
    }

    private static Dictionary<string, double> Parameters(string output) =>
        output
            .Split('\n')
            .Where(line => line.StartsWith("param\t"))
            .Select(line => line.Split('\t'))
            .ToDictionary(fields => fields[1], fields => double.Parse(fields[2], CultureInfo.InvariantCulture));

    private static XElement Region(string id, string source, long ticks, bool wholeFile)
    {
        var region = new XElement(
            "Region",
            new XAttribute("name", "clip"),
            new XAttribute("type", "midi"),
            new XAttribute("id", id),
            new XAttribute("source-0", source),
            new XAttribute("master-source-0", source),
            new XAttribute("start", "b0"),
            new XAttribute("length", $"b{ticks}@b0"),
            new XAttribute("sync-position", "b0"),
            new XAttribute("ancestral-start", "b0"),
            new XAttribute("ancestral-length", "b0@b0"),
            new XAttribute("opaque", "1"),
            new XAttribute("external", "1"),
            new XAttribute("whole-file", wholeFile ? "1" : "0"),
            new XAttribute("stretch", "1"),
            new XAttribute("shift", "1"),
            new XAttribute("tags", ""),
            new XAttribute("first-edit", "nothing")
        );
        string[] off =
        [
            "muted",
            "locked",
            "video-locked",
            "automatic",
            "import",
            "sync-marked",
            "left-of-split",
            "right-of-split",
            "hidden",
            "position-locked",
            "valid-transients",
            "layering-index",
            "contents",
        ];
        region.Add(off.Select(name => new XAttribute(name, "0")));
        return region;
    }

    /// <summary>Numbers that no other object of the session has.</summary>
    private sealed class IdSource(XElement root)
    {
        private long _last = (long)root.Attribute("id-counter")!;

        public string Next() => (++_last).ToString(CultureInfo.InvariantCulture);

        public void Save() => root.SetAttributeValue("id-counter", _last + 1);
    }
}
