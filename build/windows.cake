// Windows' programs made on Debian, and their tests under Wine. On Windows itself, publish makes them with Visual C++.

AptPackage[] windowsPackages =
[
    new("gcc-mingw-w64-x86-64-win32", "compiles for Windows, and has import libraries of Windows' own", "x86_64-w64-mingw32-gcc"),
    new("g++-mingw-w64-x86-64-win32", "compiles the VST3 host for Windows", "x86_64-w64-mingw32-g++"),
    new("lld", "links for Windows", "lld-link"),
    new("nsis", "makes the installer for Windows", "makensis"),
];

AptPackage[] winePackages =
[
    new("wine", "runs Windows' programs in the tests"),
    new("wine64", "the part of Wine for 64-bit programs"),
];

var windowsArtifacts = artifacts.Combine("windows");
string[] WindowsPrograms = ["lakhnes.exe", "lakhnes-app.exe"];

Task("windows")
    .Description("on Debian: build the plugin, the commands and the test hosts for Windows into artifacts/windows")
    .WithCriteria(IsRunningOnLinux(), "on Windows the target build makes them")
    .IsDependentOn("setup-demo")
    .IsDependentOn("setup-windows")
    .Does(() =>
    {
        PublishForWindows();
        BuildHosts(windowsArtifacts.Combine("hosts"), [], "-DCMAKE_TOOLCHAIN_FILE=" + MakeAbsolute(File("tests/hosts/windows.cmake")));
    });

Task("setup-windows").Does(() => InstallMissing(windowsPackages));

void PublishForWindows() => PublishFor("windows", windowsArtifacts, "win-x64", WindowsPrograms, "onnxruntime.dll");

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
