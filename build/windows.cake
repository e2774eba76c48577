// Windows' programs made on Debian, and their tests under Wine. On Windows itself, publish makes them with Visual C++.

AptPackage[] windowsPackages =
[
    new("gcc-mingw-w64-x86-64-win32", "compiles for Windows, and has the import libraries of its own libraries"),
    new("g++-mingw-w64-x86-64-win32", "compiles the VST3 host for Windows"),
    new("lld", "links for Windows"),
];

AptPackage[] winePackages =
[
    new("wine", "runs Windows' programs in the tests"),
    new("wine64", "the part of Wine for 64-bit programs"),
];

var windowsArtifacts = artifacts.Combine("windows");

Task("windows")
    .Description("on Debian: build the plugin, the command and the test hosts for Windows into artifacts/windows")
    .WithCriteria(IsRunningOnLinux(), "on Windows the target build makes them")
    .IsDependentOn("setup-build")
    .Does(() =>
    {
        InstallMissing(windowsPackages);
        var toWindows = new DotNetMSBuildSettings().WithProperty("TargetSystem", "windows");
        foreach (string project in new[] { "src/Plugin", "src/Cli" })
            DotNetPublish(project, new DotNetPublishSettings { Configuration = "Release", NoLogo = true, MSBuildSettings = toWindows });
        foreach (string name in new[] { "lakhnes.exe", "onnxruntime.dll" })
            CopyFile(windowsArtifacts.CombineWithFilePath($"build/publish/Cli/release_win-x64/{name}"), windowsArtifacts.CombineWithFilePath(name));
        CopyFile(DefaultModel, windowsArtifacts.CombineWithFilePath(DefaultModel.GetFilename()));
        BuildHosts(windowsArtifacts.Combine("hosts"), "-DCMAKE_TOOLCHAIN_FILE=" + MakeAbsolute(File("tests/hosts/windows.cmake")));
    });

Task("windows-test")
    .Description("on Debian: build for Windows and for Linux, and compare them under Wine")
    .WithCriteria(IsRunningOnLinux(), "Wine is for Linux")
    .IsDependentOn("setup")
    .IsDependentOn("build")
    .IsDependentOn("windows")
    .Does(() =>
    {
        InstallMissing(winePackages);
        Environment.SetEnvironmentVariable("LAKHNES_REQUIRE_WINE", "1");
        RunTests("Category=Windows");
    });
