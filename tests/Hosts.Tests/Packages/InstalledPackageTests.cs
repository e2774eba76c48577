using LakhNes.Hosts.Tests.Generation;

namespace LakhNes.Hosts.Tests.Packages;

/// <summary>The packages for Linux installed for all users by their own programs, used, and taken away again.</summary>
public class InstalledPackageTests
{
    // a Debian keeps no books of RPM's, so that what a package needs cannot be looked up
    [SkippableTheory]
    [InlineData("_amd64.deb", "dpkg --install", "dpkg --purge")]
    [InlineData(".x86_64.rpm", "rpm --force-debian --nodeps --install", "rpm --force-debian --erase")]
    public void IsInstalledAndComposesAndLeavesNothing(string ending, string install, string remove)
    {
        string package = Packages.Ending(ending);
        _ = Built.System("/usr/bin/" + install.Split(' ')[0]);
        using var system = new LayeredSystem();
        File.Copy(package, system["package"]);
        foreach (string host in (string[])["clap-host", "vst3-host"])
            File.Copy(Built.Host(host), system[host]);
        File.WriteAllText(system["script"], Scripts.Phrase());
        string composing = string.Join(' ', Packages.Composing);
        string[] left = system.Run(
            $"""
            {install} ~/package
            lakhnes generate --seed 7 --gen-len 40 --formats mid --out-dir ~/piece
            lakhnes-app --help
            ~/clap-host render /usr/lib/clap/LakhNES.clap {composing} --script ~/script --wav ~/wav --events ~/clap
            ~/vst3-host render /usr/lib/vst3/LakhNES.vst3 {composing} --script ~/script --wav ~/wav --events ~/vst3
            {remove} lakhnes
            """
        );
        string[] notes = Generated.Of("clap-host", Scripts.Phrase(), Packages.Composing).Notes;
        Assert.NotEmpty(notes);
        Assert.Equal(notes, File.ReadAllLines(system["clap"]));
        Assert.Equal(notes, File.ReadAllLines(system["vst3"]));
        Assert.Single(Directory.GetFiles(system["piece"]));
        Assert.Empty(left);
    }
}
