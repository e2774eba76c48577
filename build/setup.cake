// What the machine must have beside git and the .NET SDK. NuGet restores the rest as it builds.

/// A package, what it is for, and a program of it where that has another name.
sealed record AptPackage(string Name, string Why, string Program = null);

AptPackage[] productPackages = [new("g++", "links NativeAOT code and compiles the plugin's C object")];

AptPackage[] playerPackages =
[
    new("cmake", "configures the hosts that play the demo"),
    new("ninja-build", "builds them"),
    new("libx11-dev", "makes their windows"),
    new("juce-modules-source-data", "has the VST3 interfaces"),
];

AptPackage[] packagePackages =
[
    new("weasyprint", "makes the manual a PDF"),
    new("rpm", "packs for Fedora, openSUSE and what comes of them", "rpmbuild"),
];

AptPackage[] testPackages =
[
    new("pkg-config", "finds the libraries of the JUCE host"),
    new("libgtk-3-dev", "makes the window that takes a dropped file"),
    new("juce-modules-source", "the JUCE modules that a VST3 host is made of"),
    new("ardour", "a DAW that plays and exports the VST3 in the tests"),
    new("jackd2", "the JACK server that the tests of lakhnes-app start", "jackd"),
    new("pipewire", "the other server of its kind that they start"),
    new("pipewire-jack", "makes programs for JACK its clients", "pw-jack"),
    new("libjack-jackd2-dev", "makes the JACK client that hears it"),
    new("xvfb", "a display without a screen, for the tests of the plugin's window"),
    new("xdotool", "a hand that turns the window's knobs in the tests"),
    new("libgme0", "an NSF player that the tests compare ours with"),
    new("qtractor", "a sequencer whose plug-in scan loads the CLAP in the tests"),
    new("chromium-headless-shell", "a browser without a screen that answers a listening study in the tests", "chromium"),
];

Task("setup-product").Does(() => InstallMissing(productPackages));

Task("setup-packages").Does(() => InstallMissing(packagePackages));

Task("setup-demo").Does(() => InstallMissing([.. productPackages, .. playerPackages]));

Task("setup")
    .Description("install the Debian or Ubuntu packages that building and testing need")
    .Does(() => InstallMissing([.. productPackages, .. playerPackages, .. testPackages]));

void InstallMissing(AptPackage[] packages)
{
    if (!IsRunningOnLinux() || FindProgram("apt-get") is null)
    {
        Information("No apt here: see docs/building.md for what this system needs.");
        return;
    }

    var installed = Capture("dpkg-query", "-W", "-f=${Package} ${db:Status-Status}\n").Split('\n').ToHashSet();
    // a program of that name will do where it came from elsewhere
    var missing = packages
        .Where(package => !installed.Contains(package.Name + " installed") && FindProgram(package.Program ?? package.Name) is null)
        .ToArray();
    if (missing.Length == 0)
        return;

    Information("Installing from the distribution's packages:");
    foreach (var package in missing)
        Information("  {0,-20} {1}", package.Name, package.Why);

    // another program may be installing
    string install = "apt-get -o DPkg::Lock::Timeout=600 install -y --no-install-recommends ";
    string[] become = Environment.UserName == "root" ? [] : ["sudo"];
    if (become.Length > 0 && !MaySudo())
        throw new CakeException($"This needs root, and sudo is not to be had. Run as root: apt-get update && {install}{string.Join(' ', missing.Select(package => package.Name))}");

    void Apt(string command) => Run("env", [.. become, "env", "DEBIAN_FRONTEND=noninteractive", .. command.Split(' ')]);
    Apt("apt-get update -q");
    foreach (var package in missing.Where(package => !IsKnown(package)))
        Information("This distribution has no {0}: what needs it is left out, and tests of that are skipped.", package.Name);
    var known = missing.Where(IsKnown).Select(package => package.Name).ToArray();
    if (known.Length > 0) Apt(install + string.Join(' ', known));
}

bool IsKnown(AptPackage package) => SucceedsSilently("apt-cache", "show", package.Name);

// without a terminal nobody can type a password
bool MaySudo() => FindProgram("sudo") is not null
    && (!Console.IsInputRedirected || SucceedsSilently("sudo", "-n", "true"));
