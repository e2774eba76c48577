// What users download: artifacts/package. ONNX Runtime and the model lie in a package once, where plug-ins and command find them.

var packages = artifacts.Combine("package");

string ProductVersion() => XmlPeek("Directory.Build.props", "/Project/PropertyGroup/Version/text()");

FilePath Package(string ending) => packages.CombineWithFilePath($"LakhNES-{ProductVersion()}-{ending}");

/// Copies one system's programs and papers into an empty folder that runs from anywhere.
void LayOut(DirectoryPath built, DirectoryPath content, string[] commands, string runtime, FilePath installer)
{
    CleanDirectory(content);
    CopyDirectory(built.Combine("LakhNES.vst3"), content.Combine("LakhNES.vst3"));
    if (DirectoryExists(built.Combine("LakhNES.clap")))
        CopyDirectory(built.Combine("LakhNES.clap"), content.Combine("LakhNES.clap"));
    else
        CopyFileToDirectory(built.CombineWithFilePath("LakhNES.clap"), content);
    // a bundle in a checkout stands alone; a package has these once
    foreach (string name in new[] { runtime, "default.onnx" })
    {
        DeleteFiles($"{content}/LakhNES.*/Contents/Resources/{name}");
        CopyFileToDirectory(built.CombineWithFilePath(name), content);
    }

    foreach (string command in commands) CopyFileToDirectory(built.CombineWithFilePath(command), content);
    foreach (FilePath paper in new FilePath[] { "LICENSE", "THIRD-PARTY-NOTICES.md", installer })
        CopyFileToDirectory(paper, content);
    CopyFile("models/README.md", content.CombineWithFilePath("MODEL.md"));
    CopyDirectory(manual, content.Combine("manual"));
}

DirectoryPath LayOutHere()
{
    var content = packages.Combine("here/LakhNES");
    if (IsRunningOnWindows()) LayOut(artifacts, content, WindowsPrograms, OnnxRuntimeName(), "installers/windows/install.ps1");
    else if (IsRunningOnMacOs()) LayOut(artifacts, content, ["lakhnes"], OnnxRuntimeName(), "installers/unix/install.sh");
    else LayOut(artifacts, content, LinuxPrograms, OnnxRuntimeName(), "installers/unix/install.sh");
    return content;
}

Task("install")
    .Description("build, and copy the plugin and the command to this user's folders")
    .IsDependentOn("setup-product")
    .IsDependentOn("publish")
    .IsDependentOn("app")
    .IsDependentOn("manual")
    .Does(() =>
    {
        var content = LayOutHere();
        if (IsRunningOnWindows())
            Run("powershell", ["-ExecutionPolicy", "Bypass", "-File", content.CombineWithFilePath("install.ps1").FullPath]);
        else
            Run(content.CombineWithFilePath("install.sh"), []);
    });

Task("package")
    .Description("build, and make every package that this machine can, with checksums and a bill of materials: artifacts/package")
    .IsDependentOn("setup-product")
    .IsDependentOn("setup-packages")
    .IsDependentOn("sysroot")
    .IsDependentOn("publish")
    .IsDependentOn("app")
    .IsDependentOn("manual")
    .IsDependentOn("package-here")
    .IsDependentOn("package-arm64")
    .IsDependentOn("package-windows")
    .IsDependentOn("bill-of-materials")
    .Does(() =>
    {
        var files = GetFiles(packages + "/LakhNES-*") + GetFiles(packages + "/*.deb") + GetFiles(packages + "/*.rpm");
        string Sum(FilePath file) => CalculateFileHash(file, HashAlgorithm.SHA256).ToHex();
        System.IO.File.WriteAllLines(
            packages.CombineWithFilePath("SHA256SUMS").FullPath, files.Select(file => $"{Sum(file)}  {file.GetFilename()}"));
        foreach (var file in files)
            Information("  {0,-44} {1,5:0.0} MB", file.GetFilename(), new System.IO.FileInfo(file.FullPath).Length / 1e6);
        Information("Packed into {0}, with SHA256SUMS", packages);
    });

Task("package-here")
    .Does(() =>
    {
        CleanDirectory(packages);
        var content = LayOutHere();
        if (IsRunningOnWindows())
        {
            PackWindows(content);
            return;
        }

        if (IsRunningOnMacOs()) PackMac(content);
        else PackLinux(content, RuntimeIdentifier() == Arm64.Runtime ? Arm64 : X64);
    });

Task("package-arm64")
    .WithCriteria(() => IsRunningOnLinux() && RuntimeIdentifier() == X64.Runtime
            && arm64Packages.All(package => FindProgram(package.Program) is not null),
        "./build.sh arm64 installs what packages for arm64 are made with")
    .Does(() =>
    {
        PublishForArm64();
        var content = packages.Combine("arm64/LakhNES");
        LayOut(arm64Artifacts, content, LinuxPrograms, "libonnxruntime.so", "installers/unix/install.sh");
        PackLinux(content, Arm64);
    });

Task("package-windows")
    .WithCriteria(() => IsRunningOnLinux() && windowsPackages.All(package => FindProgram(package.Program) is not null),
        "./build.sh windows installs what packages for Windows are made with")
    .Does(() =>
    {
        PublishForWindows();
        var content = packages.Combine("windows/LakhNES");
        LayOut(windowsArtifacts, content, WindowsPrograms, "onnxruntime.dll", "installers/windows/install.ps1");
        PackWindows(content);
    });

/// The archive, and the installer where NSIS is there.
void PackWindows(DirectoryPath content)
{
    Zip(content.GetParent(), Package("win-x64.zip"), GetFiles(content + "/**/*"));
    if (FindProgram("makensis") is not { } makensis)
    {
        Information("No makensis here, so no installer for Windows.");
        return;
    }

    string option = IsRunningOnWindows() ? "/" : "-", version = ProductVersion();
    // Debian's NSIS makes 64-bit installers too, which Wine without its 32-bit half runs
    string[] target = IsRunningOnWindows() ? [] : ["-XTarget amd64-unicode"];
    Run(makensis,
    [
        .. target, option + "V2", option + "WX", $"{option}DVERSION={version}", $"{option}DNUMBERS={version.Split('-')[0]}",
        $"{option}DCONTENT={content}", $"{option}DOUTPUT={Package("win-x64-setup.exe")}", "installers/windows/lakhnes.nsi",
    ]);
}

/// What Debian and Red Hat call a machine, and .NET's name of Linux on it.
sealed record LinuxMachine(string Runtime, string Debian, string RedHat);

LinuxMachine X64 = new("linux-x64", "amd64", "x86_64");
LinuxMachine Arm64 = new("linux-arm64", "arm64", "aarch64");

/// The archive, and packages for all users of Debian, Fedora, openSUSE and what comes of them, where their tools are here.
void PackLinux(DirectoryPath content, LinuxMachine machine)
{
    foreach (string file in new[] { "LakhNES.clap", "lakhnes", "lakhnes-app", "libonnxruntime.so" })
        CheckGlibc(content.CombineWithFilePath(file));
    // keeps the executable bits
    Run("tar", ["-czf", Package(machine.Runtime + ".tar.gz").FullPath, "-C", content.GetParent().FullPath, content.GetDirectoryName()]);
    var root = content.GetParent().Combine("root");
    LayOutForAll(content, root);
    if (FindProgram("dpkg-deb") is { } dpkgDeb) PackDebian(dpkgDeb, root, machine);
    if (FindProgram("rpmbuild") is { } rpmBuild) PackRedHat(rpmBuild, root, machine);
}

/// Where all users of a Linux look for what a package holds.
void LayOutForAll(DirectoryPath content, DirectoryPath root)
{
    DirectoryPath Folder(string path)
    {
        EnsureDirectoryExists(root.Combine(path));
        return root.Combine(path);
    }

    CopyDirectory(content.Combine("LakhNES.vst3"), Folder("usr/lib/vst3/LakhNES.vst3"));
    CopyFileToDirectory(content.CombineWithFilePath("LakhNES.clap"), Folder("usr/lib/clap"));
    foreach (string program in new[] { "lakhnes", "lakhnes-app" })
        CopyFileToDirectory(content.CombineWithFilePath(program), Folder("usr/bin"));
    CopyFileToDirectory("installers/linux/lakhnes.desktop", Folder("usr/share/applications"));
    foreach (string name in new[] { "libonnxruntime.so", "default.onnx" })
        CopyFileToDirectory(content.CombineWithFilePath(name), Folder("usr/lib/lakhnes"));
    var papers = Folder("usr/share/doc/lakhnes");
    CopyFile(content.CombineWithFilePath("LICENSE"), papers.CombineWithFilePath("copyright"));
    foreach (string name in new[] { "THIRD-PARTY-NOTICES.md", "MODEL.md" })
        CopyFileToDirectory(content.CombineWithFilePath(name), papers);
    CopyFileToDirectory("CHANGELOG.md", papers);
    CopyDirectory(content.Combine("manual"), papers.Combine("manual"));
    Run("chmod", ["-R", "u=rwX,go=rX", root.FullPath]);
    Run("chmod", ["644", root + "/usr/lib/clap/LakhNES.clap"]);
}

// the dash before a pre-release is a tilde in both, which sorts below the release
string LinuxVersion() => ProductVersion().Replace('-', '~');

void PackDebian(FilePath dpkgDeb, DirectoryPath root, LinuxMachine machine)
{
    long size = GetFiles(root + "/**/*").Sum(file => new System.IO.FileInfo(file.FullPath).Length) / 1024;
    string control = System.IO.File.ReadAllText("installers/linux/control")
        .Replace("@VERSION@", LinuxVersion()).Replace("@ARCHITECTURE@", machine.Debian)
        .Replace("@SIZE@", size.ToString()).Replace("@GLIBC@", oldestGlibc.ToString());
    EnsureDirectoryExists(root.Combine("DEBIAN"));
    System.IO.File.WriteAllText(root.CombineWithFilePath("DEBIAN/control").FullPath, control);
    var package = packages.CombineWithFilePath($"lakhnes_{LinuxVersion()}_{machine.Debian}.deb");
    Run(dpkgDeb, ["--root-owner-group", "-Zxz", "--build", root.FullPath, package.FullPath]);
}

void PackRedHat(FilePath rpmBuild, DirectoryPath root, LinuxMachine machine) =>
    Run(rpmBuild,
    [
        "-bb", "--quiet", "--target", machine.RedHat + "-linux", "--define", "version " + LinuxVersion(), "--define", "content " + root,
        "--define", "_topdir " + root.GetParent().Combine("rpm"), "--define", "_rpmdir " + packages,
        "--define", "_rpmfilename lakhnes-%{version}-%{release}.%{_arch}.rpm", "--define", "_binary_payload w6.xzdio",
        "installers/linux/lakhnes.spec",
    ]);

/// The archive, and an installer for all users of a Mac; nobody has signed it.
void PackMac(DirectoryPath content)
{
    // keeps the executable bits
    Run("tar", ["-czf", Package(RuntimeIdentifier() + ".tar.gz").FullPath, "-C", content.GetParent().FullPath, content.GetDirectoryName()]);
    Run(MakeAbsolute(File("installers/macos/package.sh")), [ProductVersion(), content.FullPath, Package(RuntimeIdentifier() + ".pkg").FullPath]);
}

const string CycloneDxVersion = "6.3.1";

/// What the command is made of, packages of its projects too; the plugin is made of less of the same.
Task("bill-of-materials")
    .Does(() =>
    {
        var tools = artifacts.Combine("tools");
        var tool = tools.CombineWithFilePath(IsRunningOnWindows() ? "dotnet-CycloneDX.exe" : "dotnet-CycloneDX");
        if (!FileExists(tool))
            Run("dotnet", ["tool", "install", "CycloneDX", "--version", CycloneDxVersion, "--tool-path", tools.FullPath]);
        Capture(tool,
            "src/Cli/Cli.csproj", "--recursive", "--disable-package-restore", "--output-format", "Json",
            "--output", packages.FullPath, "--filename", Package(RuntimeIdentifier() + ".cdx.json").GetFilename().FullPath,
            "--set-name", "LakhNES", "--set-version", ProductVersion());
    });
