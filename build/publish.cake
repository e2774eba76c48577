// The files that users get: artifacts/LakhNES.vst3, artifacts/LakhNES.clap, artifacts/lakhnes and, but for macOS, artifacts/lakhnes-app.

string RuntimeIdentifier()
{
    string system = IsRunningOnWindows() ? "win" : IsRunningOnMacOs() ? "osx" : "linux";
    return $"{system}-{System.Runtime.InteropServices.RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}";
}

// lies beside the command, which runs models with it
string OnnxRuntimeName() =>
    IsRunningOnWindows() ? "onnxruntime.dll" : IsRunningOnMacOs() ? "libonnxruntime.dylib" : "libonnxruntime.so";

// what the plugin and the command compose with
FilePath DefaultModel = "models/default.onnx";

string[] LinuxPrograms = ["lakhnes", "lakhnes-app"];

Task("publish")
    .Does(() =>
    {
        foreach (string project in new[] { "src/Plugin", "src/Cli" })
            DotNetPublish(project, new DotNetPublishSettings { Configuration = "Release", NoLogo = true });

        // the plugin's project lays out its own bundles
        string command = IsRunningOnWindows() ? "lakhnes.exe" : "lakhnes";
        foreach (string name in new[] { command, OnnxRuntimeName() })
            CopyFile(artifacts.CombineWithFilePath($"build/publish/Cli/release/{name}"), artifacts.CombineWithFilePath(name));
        CopyFile(DefaultModel, artifacts.CombineWithFilePath(DefaultModel.GetFilename()));
    });

/// Publishes for another machine than this one, whose name is a folder of build/ and of artifacts/.
void PublishFor(string machine, DirectoryPath folder, string runtime, string[] programs, string onnxRuntime)
{
    var cross = new DotNetMSBuildSettings().WithProperty("CrossBuild", machine);
    foreach (string project in programs.Select(ProjectOf).Prepend("Plugin"))
        DotNetPublish("src/" + project, new DotNetPublishSettings { Configuration = "Release", NoLogo = true, MSBuildSettings = cross });
    foreach (string program in programs)
        CopyFile(folder.CombineWithFilePath($"build/publish/{ProjectOf(program)}/release_{runtime}/{program}"), folder.CombineWithFilePath(program));
    CopyFile(folder.CombineWithFilePath($"build/publish/Cli/release_{runtime}/{onnxRuntime}"), folder.CombineWithFilePath(onnxRuntime));
    CopyFile(DefaultModel, folder.CombineWithFilePath(DefaultModel.GetFilename()));
}

string ProjectOf(string program) => program.StartsWith("lakhnes-app") ? "App" : "Cli";

Task("app")
    .Description("on Linux and Windows: build artifacts/lakhnes-app too, which plays without a host")
    .WithCriteria(!IsRunningOnMacOs(), "there is none for macOS")
    .IsDependentOn("setup-product")
    .IsDependentOn("publish")
    .Does(() =>
    {
        DotNetPublish("src/App", new DotNetPublishSettings { Configuration = "Release", NoLogo = true });
        string program = IsRunningOnWindows() ? "lakhnes-app.exe" : "lakhnes-app";
        CopyFile(artifacts.CombineWithFilePath("build/publish/App/release/" + program), artifacts.CombineWithFilePath(program));
    });
