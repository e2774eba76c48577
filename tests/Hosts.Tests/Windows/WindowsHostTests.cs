using System.Buffers.Binary;
using System.Reflection.PortableExecutable;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using LakhNes.Hosts.Tests.Generation;

namespace LakhNes.Hosts.Tests.Windows;

/// <summary>The plugin for Windows in Windows' hosts, against the one for Linux in Linux'.</summary>
[Collection(WineCollection.Name)]
[Trait("Category", "Windows")]
public partial class WindowsHostTests(Wine wine)
{
    private static readonly string[] Settings =
    [
        "--set",
        "Voice Mode=Channels",
        "--set",
        "Region=PAL",
        "--set",
        "Output Gain=-3 dB",
    ];

    public static TheoryData<string> Hosts => ["clap-host", "vst3-host"];

    [SkippableTheory]
    [InlineData("clap-host", "everything")]
    [InlineData("clap-host", "expressions")]
    [InlineData("vst3-host", "everything")]
    [InlineData("vst3-host", "expressions")]
    public void PlaysTheSameSamples(string host, string script)
    {
        string text = Scripts.Named(script);
        Wav.AssertSame(Rendering.Of(host, text).Audio, wine.Render(host, text, "--block", "7,1,513,64,3,4096,100").Audio, script);
    }

    [SkippableTheory]
    [MemberData(nameof(Hosts))]
    public void StatesMoveBetweenTheSystems(string host)
    {
        using var folder = new TestFolder();
        string linux = folder["linux"],
            windows = folder["windows"];
        Wav original = wine.Render(host, Scripts.Notes(), [.. Settings, "--save-state", Wine.PathOf(windows)]).Audio;
        Wav there = Rendering.Of(host, Scripts.Notes(), "--load-state", windows, "--save-state", linux).Audio;
        Wav back = wine.Render(host, Scripts.Notes(), "--load-state", Wine.PathOf(linux)).Audio;

        Assert.NotEqual(Rendering.Of(host, Scripts.Notes()).Audio.Samples, original.Samples);
        Wav.AssertSame(original, there, "from Windows to Linux");
        Wav.AssertSame(original, back, "and back");
        Assert.Equal(File.ReadAllBytes(windows), File.ReadAllBytes(linux));
    }

    [SkippableTheory]
    [MemberData(nameof(Hosts))]
    public void ComposesTheSameAnswer(string host)
    {
        string[] options = ["--set", "Mode=Continue", "--set", "Run=On", "--seconds", "8"];
        using var folder = new TestFolder();
        Rendering played = wine.Render(host, Scripts.Phrase(), [.. options, "--events", Wine.PathOf(folder["notes.txt"])]);
        var windows = new Generated(played.Report, played.Audio, File.ReadAllLines(folder["notes.txt"]));
        Assert.NotEmpty(windows.Notes);
        Generated.Of(host, Scripts.Phrase(), options).AssertSame(windows, "an answer");
    }

    [SkippableTheory]
    [InlineData("clap-host", "info")]
    [InlineData("clap-host", "parameters")]
    [InlineData("clap-host", "state")]
    [InlineData("clap-host", "misuse")]
    [InlineData("clap-host", "presets")]
    [InlineData("vst3-host", "info")]
    [InlineData("vst3-host", "parameters")]
    [InlineData("vst3-host", "state")]
    [InlineData("vst3-host", "programs")]
    [InlineData("vst3-host", "misuse")]
    public void HostsSeeTheSame(string host, string command)
    {
        string plugin = host == "clap-host" ? Built.Clap : Built.Vst3;
        Assert.Equal(Facts(HostProgram.Json(host, command, plugin)), Facts(wine.Json(host, command)));
    }

    /// <summary>A name that stands twice is found at an address that depends on the linker's order.</summary>
    [SkippableFact]
    public void TheLibraryShowsItsEntryPointsOnce()
    {
        string library = Wine.Clap;
        Assert.Equal(["ExitDll", "GetPluginFactory", "InitDll", "clap_entry"], ExportsOf(library).Order(StringComparer.Ordinal));
        Assert.Equal(
            File.ReadAllBytes(library),
            File.ReadAllBytes(Path.Combine(Wine.Vst3, "Contents", "x86_64-win", "LakhNES.vst3"))
        );
    }

    /// <summary>Nothing in the product says where it was built.</summary>
    [SkippableTheory]
    [InlineData("LakhNES.clap")]
    [InlineData("lakhnes.exe")]
    public void NoProgramNamesTheFolderItWasBuiltIn(string name)
    {
        byte[] program = File.ReadAllBytes(name == "LakhNES.clap" ? Wine.Clap : Wine.Command);
        Assert.Equal(-1, program.AsSpan().IndexOf(Encoding.UTF8.GetBytes(Built.Root)));
        Assert.Equal(-1, program.AsSpan().IndexOf(Encoding.Unicode.GetBytes(Built.Root)));
    }

    // all but times, a state's length (the model's path in it is a system's own) and the class's id, whose bytes lie as a GUID's
    // on Windows
    private static string[] Facts(JsonElement report) =>
        [
            .. report
                .EnumerateObject()
                .Where(member => member.Name is not "uid" && !member.Name.EndsWith("econds", StringComparison.Ordinal))
                .Select(member => Lengths().Replace(member.ToString(), "")),
        ];

    [GeneratedRegex("\"(bytes|tried)\":\\d+")]
    private static partial Regex Lengths();

    private static string[] ExportsOf(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        int directory = file.PEHeaders.PEHeader!.ExportTableDirectory.RelativeVirtualAddress;
        int Word(int address) => BinaryPrimitives.ReadInt32LittleEndian(file.GetSectionData(address).GetContent(0, 4).AsSpan());
        int count = Word(directory + 24),
            names = Word(directory + 32);
        return
        [
            .. Enumerable
                .Range(0, count)
                .Select(i =>
                {
                    ReadOnlySpan<byte> name = file.GetSectionData(Word(names + (4 * i))).GetContent(0, 64).AsSpan();
                    return Encoding.ASCII.GetString(name[..name.IndexOf((byte)0)]);
                }),
        ];
    }
}
