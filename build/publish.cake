// The files that users get: artifacts/LakhNES.vst3, artifacts/LakhNES.clap, artifacts/lakhnes and on Linux artifacts/lakhnes-app.

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

Task("app")
    .Description("on Linux: build artifacts/lakhnes-app too, which plays without a host")
    .WithCriteria(IsRunningOnLinux(), "for Linux only")
    .IsDependentOn("setup-product")
    .IsDependentOn("publish")
    .Does(() =>
    {
        DotNetPublish("src/App", new DotNetPublishSettings { Configuration = "Release", NoLogo = true });
        CopyFile(artifacts.CombineWithFilePath("build/publish/App/release/lakhnes-app"), artifacts.CombineWithFilePath("lakhnes-app"));
    });
