using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace LakhNes.Hosts.Tests.Packages;

/// <summary>The packages for Linux, and what lies beside all packages.</summary>
public class LinuxPackageTests
{
    [SkippableTheory]
    [InlineData("_amd64.deb", "x86_64")]
    [InlineData("_arm64.deb", "aarch64")]
    public void TheDebianPackageHoldsEverythingOnceWhereHostsLook(string ending, string machine)
    {
        string package = Packages.Ending(ending);
        string listed = HostProgram.Run(Built.System("/usr/bin/dpkg-deb"), ["--contents", package]);
        string[] lines = listed.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(lines, line => Assert.Contains(" root/root ", line));
        HoldsEverythingOnce(
            [
                .. lines
                    .Where(line => line[0] == '-')
                    .Select(line => line[(line.LastIndexOf(" ./", StringComparison.Ordinal) + 3)..]),
            ],
            machine
        );
        Assert.StartsWith("-rwxr-xr-x", Assert.Single(lines, line => line.EndsWith("/bin/lakhnes", StringComparison.Ordinal)));
    }

    [SkippableTheory]
    [InlineData(".x86_64.rpm", "x86_64")]
    [InlineData(".aarch64.rpm", "aarch64")]
    public void TheRpmHoldsTheSameAndAsksForOldLibraries(string ending, string machine)
    {
        string package = Packages.Ending(ending),
            rpm = Built.System("/usr/bin/rpm");
        string listed = HostProgram.Run(
            rpm,
            ["--query", "--package", "--queryformat", "[%{FILEMODES:perms} %{FILENAMES}\\n]", package]
        );
        string[] lines = listed.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        HoldsEverythingOnce([.. lines.Where(line => line[0] == '-').Select(line => line[(line.IndexOf(' ') + 2)..])], machine);
        Assert.StartsWith("-rwxr-xr-x", Assert.Single(lines, line => line.EndsWith("/bin/lakhnes", StringComparison.Ordinal)));

        string[] needed = HostProgram.Run(rpm, ["--query", "--package", "--requires", package]).Split('\n');
        Assert.Contains("libc.so.6()(64bit)", needed);
        // those of Debian 11
        Assert.InRange(Newest("GLIBC"), new Version(2, 17), new Version(2, 31));
        Assert.InRange(Newest("GLIBCXX"), new Version(3, 4), new Version(3, 4, 28));
        Assert.InRange(Newest("CXXABI"), new Version(1, 3), new Version(1, 3, 12));
        Assert.DoesNotContain(needed, line => line.Contains("onnxruntime", StringComparison.Ordinal));

        Version Newest(string library) =>
            needed
                .Select(line => Regex.Match(line, $@"\({library}_([\d.]+)\)"))
                .Where(match => match.Success)
                .Max(match => Version.Parse(match.Groups[1].Value))!;
    }

    [SkippableFact]
    public void ItsScriptInstallsForOneUserWhatComposesAndTakesItAway()
    {
        string archive = Packages.Ending("-linux-x64.tar.gz");
        using var folder = new TestFolder();
        using (var unzipped = new GZipStream(File.OpenRead(archive), CompressionMode.Decompress))
            TarFile.ExtractToDirectory(unzipped, folder.Path, overwriteFiles: false);
        string home = Directory.CreateDirectory(folder["home"]).FullName;
        var environment = new Dictionary<string, string> { ["HOME"] = home };
        HostProgram.Run(folder["LakhNES/install.sh"], [], environment: environment);
        string[] installed = Directory.GetFiles(home, "*", SearchOption.AllDirectories);
        Assert.Equal([Path.Combine(home, ".local/lib/lakhnes/libonnxruntime.so")], installed.Named("libonnxruntime.so"));
        Assert.Equal([Path.Combine(home, ".local/lib/lakhnes/default.onnx")], installed.Named("default.onnx"));
        NothingIsMissingOf(Path.Combine(home, ".local/lib/lakhnes/manual"));

        // what was unpacked is gone, so only what was installed can be found
        Directory.Delete(folder["LakhNES"], recursive: true);
        string script = folder.Write("script.txt", Scripts.Phrase());
        string[] expected = Answer("clap-host", Built.Clap, script, folder["expected.txt"], environment);
        Assert.NotEmpty(expected);
        string clap = Path.Combine(home, ".clap/LakhNES.clap"),
            vst3 = Path.Combine(home, ".vst3/LakhNES.vst3");
        Assert.Equal(expected, Answer("clap-host", clap, script, folder["clap.txt"], environment));
        Assert.Equal(expected, Answer("vst3-host", vst3, script, folder["vst3.txt"], environment));
        string command = Path.Combine(home, ".local/bin/lakhnes");
        HostProgram.Run(command, ["generate", "--gen-len", "20", "--out-dir", folder["piece"]], environment: environment);
        Assert.NotEmpty(Directory.GetFiles(folder["piece"]));

        File.WriteAllText(Path.Combine(home, ".clap/other.clap"), "");
        string uninstall = Path.Combine(Built.Root, "installers/unix/install.sh");
        HostProgram.Run("/bin/sh", [uninstall, "--uninstall"], environment: environment);
        Assert.Equal([Path.Combine(home, ".clap/other.clap")], Directory.GetFiles(home, "*", SearchOption.AllDirectories));
    }

    [SkippableFact]
    public void TheChecksumsAreThoseOfEveryPackage()
    {
        string sums = Packages.Ending("SHA256SUMS");
        string[] expected =
        [
            .. Directory
                .GetFiles(Packages.Folder)
                .Where(file => file != sums)
                .Order(StringComparer.Ordinal)
                .Select(file =>
                    $"{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))}  {Path.GetFileName(file)}"
                ),
        ];
        Assert.Equal(expected, File.ReadAllLines(sums).OrderBy(line => line[66..], StringComparer.Ordinal));
    }

    [SkippableFact]
    public void TheBillOfMaterialsNamesWhatIsShipped()
    {
        using JsonDocument bill = JsonDocument.Parse(File.ReadAllBytes(Packages.Ending(".cdx.json")));
        Assert.Equal("CycloneDX", bill.RootElement.GetProperty("bomFormat").GetString());
        string?[] names =
        [
            .. bill.RootElement.GetProperty("components").EnumerateArray().Select(part => part.GetProperty("name").GetString()),
        ];
        Assert.Contains("Microsoft.ML.OnnxRuntime", names);
        Assert.Contains("Google.Protobuf", names);
        Assert.Contains("System.CommandLine", names);
    }

    // by paths without the first stroke
    private static void HoldsEverythingOnce(string[] files, string machine)
    {
        Assert.Equal(["usr/lib/lakhnes/libonnxruntime.so"], files.Named("libonnxruntime.so"));
        Assert.Equal(["usr/lib/lakhnes/default.onnx"], files.Named("default.onnx"));
        Assert.Equal(["usr/lib/clap/LakhNES.clap"], files.Named("LakhNES.clap"));
        Assert.Equal([$"usr/lib/vst3/LakhNES.vst3/Contents/{machine}-linux/LakhNES.so"], files.Named("LakhNES.so"));
        Assert.Equal(["usr/bin/lakhnes"], files.Named("lakhnes"));
        Assert.Equal(["usr/bin/lakhnes-app"], files.Named("lakhnes-app"));
        Assert.Contains("usr/share/doc/lakhnes/copyright", files);
        Assert.Contains("usr/share/doc/lakhnes/THIRD-PARTY-NOTICES.md", files);
        Assert.Contains("usr/share/doc/lakhnes/manual/index.html", files);
        Assert.Contains("usr/share/doc/lakhnes/manual/LakhNES.pdf", files);
    }

    // what its pages point at
    private static void NothingIsMissingOf(string manual)
    {
        string[] pages = Directory.GetFiles(manual, "*.html");
        Assert.NotEmpty(pages);
        Assert.True(File.Exists(Path.Combine(manual, "LakhNES.pdf")));
        foreach (string page in pages)
        {
            IEnumerable<string> targets = Regex
                .Matches(File.ReadAllText(page), "(?:href|src)=\"([^\"]+)\"")
                .Select(match => match.Groups[1].Value)
                .Where(target => !target.Contains("://", StringComparison.Ordinal));
            Assert.All(targets, target => Assert.True(IsThere(target.Split('#')), $"{page}: {target}"));

            bool IsThere(string[] parts)
            {
                string file = parts[0].Length > 0 ? Path.Combine(manual, parts[0]) : page;
                return File.Exists(file)
                    && (parts.Length == 1 || File.ReadAllText(file).Contains($"id=\"{parts[1]}\"", StringComparison.Ordinal));
            }
        }
    }

    private static string[] Answer(string host, string plugin, string script, string notes, Dictionary<string, string> home)
    {
        string[] files = ["--script", script, "--wav", notes + ".wav", "--events", notes];
        HostProgram.Run(Built.Host(host), ["render", plugin, .. Packages.Composing, .. files], environment: home);
        return File.ReadAllLines(notes);
    }
}
