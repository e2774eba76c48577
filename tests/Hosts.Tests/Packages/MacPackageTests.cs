using System.Text.RegularExpressions;
using System.Xml.Linq;
using LakhNes.Generator;

namespace LakhNes.Hosts.Tests.Packages;

/// <summary>
/// What a Mac would pack, made here: the bundles by their own build target of a library that is none, the installer by its script
/// with two programs in the place of Apple's, which keep what they are given.
/// </summary>
public sealed class MacPackageTests : IDisposable
{
    private const string Version = "1.2.3-rc.1";
    private const string Runtime = "libonnxruntime.dylib",
        Model = "default.onnx";

    // the last argument is the file to make
    private const string Keep = """
        #!/bin/sh
        set -eu
        kept=$(dirname "$0")/../$(basename "$0")
        mkdir "$kept"
        for last; do echo "$last" >> "$kept/arguments"; done
        if [ "$1" = --root ]; then cp -R "$2" "$kept/root"; fi
        if [ "$1" = --distribution ]; then cp "$2" "$kept/"; cp -R "$4" "$kept/packages"; cp -R "$6" "$kept/resources"; fi
        echo made > "$last"
        """;

    private readonly TestFolder _folder = new();

    private string Content => _folder["LakhNES"];

    [SkippableFact]
    public void TheInstallerPutsEverythingOnceWhereItIsLookedFor()
    {
        string root = Path.Combine(Packed("pkgbuild"), "root");
        string[] files = [.. Files(root).Order(StringComparer.Ordinal)];
        const string PlugIns = "Library/Audio/Plug-Ins/",
            Shared = "usr/local/lib/lakhnes/";
        Assert.Equal(
            [
                PlugIns + "CLAP/LakhNES.clap/Contents/Info.plist",
                PlugIns + "CLAP/LakhNES.clap/Contents/MacOS/LakhNES",
                PlugIns + "VST3/LakhNES.vst3/Contents/Info.plist",
                PlugIns + "VST3/LakhNES.vst3/Contents/MacOS/LakhNES",
                PlugIns + "VST3/LakhNES.vst3/Contents/Resources/moduleinfo.json",
                "usr/local/bin/lakhnes",
                Shared + "LICENSE",
                Shared + "MODEL.md",
                Shared + "THIRD-PARTY-NOTICES.md",
                Shared + Model,
                Shared + Runtime,
                Shared + "manual/index.html",
            ],
            files
        );
        Assert.Contains("/" + Shared.TrimEnd('/'), Installation.Libraries);
        Assert.Contains("/usr/local/bin", Installation.Commands);

        // the list of components names the bundles that there are
        XElement[] components =
        [
            .. XDocument
                .Load(Installer("components.plist"))
                .Descendants("dict")
                .Select(dict => (XElement)dict.Element("string")!),
        ];
        Assert.Equal(
            [PlugIns + "VST3/LakhNES.vst3", PlugIns + "CLAP/LakhNES.clap"],
            components.Select(component => component.Value)
        );
    }

    [SkippableFact]
    public void TheBundlesAreTwoAndHoldTheProgramThatTheyName()
    {
        LayOut();
        string[] identifiers =
        [
            .. ((string[])["vst3", "clap"]).Select(format =>
            {
                string contents = Path.Combine(Content, "LakhNES." + format, "Contents");
                string info = File.ReadAllText(Path.Combine(contents, "Info.plist"));
                Assert.True(File.Exists(Path.Combine(contents, "MacOS", ValueOf(info, "CFBundleExecutable"))));
                return ValueOf(info, "CFBundleIdentifier");
            }),
        ];
        Assert.Equal(["org.lakhnes.chip.vst3", "org.lakhnes.chip.clap"], identifiers);
    }

    [SkippableFact]
    public void AppleIsToldWhatToInstallAndWhere()
    {
        string pkgbuild = Packed("pkgbuild"),
            productbuild = _folder["productbuild"];
        string[] told = File.ReadAllLines(Path.Combine(pkgbuild, "arguments"));
        Assert.Equal("org.lakhnes.lakhnes", After(told, "--identifier"));
        Assert.Equal(Version, After(told, "--version"));
        Assert.Equal("/", After(told, "--install-location"));
        Assert.True(File.Exists(After(told, "--component-plist")));
        Assert.Equal(_folder["out.pkg"], File.ReadAllLines(Path.Combine(productbuild, "arguments"))[^1]);
        Assert.True(File.Exists(_folder["out.pkg"]));

        XElement distribution = XDocument.Load(Path.Combine(productbuild, "distribution.xml")).Root!;
        XElement package = Assert.Single(distribution.Elements("pkg-ref"));
        Assert.Equal(
            (After(told, "--identifier"), Version),
            ((string?)package.Attribute("id"), (string?)package.Attribute("version"))
        );
        Assert.True(File.Exists(Path.Combine(productbuild, "packages", package.Value)));
        // each page is there, each choice has a package, each line a choice
        foreach (string page in (string[])["welcome", "license"])
            Assert.True(
                File.Exists(Path.Combine(productbuild, "resources", (string)distribution.Element(page)!.Attribute("file")!))
            );
        XElement choice = Assert.Single(distribution.Elements("choice"));
        Assert.Equal((string?)package.Attribute("id"), (string?)choice.Element("pkg-ref")!.Attribute("id"));
        Assert.Equal(
            (string?)choice.Attribute("id"),
            (string?)distribution.Element("choices-outline")!.Element("line")!.Attribute("choice")
        );
    }

    [SkippableFact]
    public void TheScriptInstallsForOneUserOfAMacAndTakesItAway()
    {
        LayOut();
        string script = Path.Combine(Content, "install.sh"),
            home = Directory.CreateDirectory(_folder["home"]).FullName;
        File.Copy(Path.Combine(Built.Root, "installers", "unix", "install.sh"), script);
        Program("uname", "#!/bin/sh\necho Darwin\n");
        var environment = new Dictionary<string, string>(StandIns) { ["HOME"] = home };
        HostProgram.Run(Built.System("/bin/sh"), [script], environment: environment);
        string[] installed = [.. Files(home)];
        Assert.Contains("Library/Audio/Plug-Ins/VST3/LakhNES.vst3/Contents/MacOS/LakhNES", installed);
        Assert.Contains("Library/Audio/Plug-Ins/CLAP/LakhNES.clap/Contents/MacOS/LakhNES", installed);
        Assert.Equal([".local/lib/lakhnes/" + Runtime], installed.Named(Runtime));
        Assert.Equal([".local/lib/lakhnes/" + Model], installed.Named(Model));
        Assert.Contains(".local/bin/lakhnes", installed);
        HostProgram.Run(Built.System("/bin/sh"), [script, "--uninstall"], environment: environment);
        Assert.Empty(Files(home));
    }

    public void Dispose() => _folder.Dispose();

    private Dictionary<string, string> StandIns =>
        new() { ["PATH"] = _folder["bin"] + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH") };

    // what the package's script gave to one of Apple's programs
    private string Packed(string program)
    {
        LayOut();
        foreach (string name in (string[])["pkgbuild", "productbuild"])
            Program(name, Keep);
        HostProgram.Run(Installer("package.sh"), [Version, Content, _folder["out.pkg"]], environment: StandIns);
        return _folder[program];
    }

    private void Program(string name, string script)
    {
        string path = Path.Combine(Directory.CreateDirectory(_folder["bin"]).FullName, name);
        File.WriteAllText(path, script);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    // the folder of the archive, as LayOut of build/package.cake leaves it: bundles without what lies beside them once
    private void LayOut()
    {
        Skip.If(OperatingSystem.IsWindows(), "the scripts are the shell's");
        Directory.CreateDirectory(_folder["library"]);
        _folder.Write("library/LakhNES.dylib", "");
        string runtime = _folder.Write(Runtime, "");
        string[] properties =
        [
            "-p:TargetSystem=macos",
            $"-p:PublishDir={_folder["library"]}/",
            $"-p:ProductRoot={Content}/",
            $"-p:OnnxRuntimeLibrary={runtime}",
        ];
        string project = Path.Combine(Built.Root, "src", "Plugin", "Plugin.csproj");
        HostProgram.Run("dotnet", ["msbuild", project, "-nologo", "-verbosity:quiet", "-target:BundleMac", .. properties]);
        foreach (string copy in (string[])[Runtime, Model])
        {
            foreach (string format in (string[])["vst3", "clap"])
                File.Delete(Path.Combine(Content, "LakhNES." + format, "Contents", "Resources", copy));
        }

        foreach (string file in (string[])["lakhnes", Runtime, Model, "LICENSE", "THIRD-PARTY-NOTICES.md", "MODEL.md"])
            File.WriteAllText(Path.Combine(Content, file), file);
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(Content, "manual")).FullName, "index.html"), "");
    }

    private static string Installer(string name) => Path.Combine(Built.Root, "installers", "macos", name);

    private static IEnumerable<string> Files(string folder) =>
        Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file));

    private static string After(string[] told, string option) => told[Array.IndexOf(told, option) + 1];

    private static string ValueOf(string plist, string key) =>
        Regex.Match(plist, $"<key>{key}</key><string>([^<]*)</string>").Groups[1].Value;
}
