// The files that users get: artifacts/LakhNES.vst3, artifacts/LakhNES.clap and artifacts/lakhnes.

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

Task("install")
    .Description("build, and copy the plugin and the command to this user's folders")
    .IsDependentOn("package")
    .Does(() =>
    {
        var unpacked = artifacts.Combine("package/LakhNES");
        if (IsRunningOnWindows())
            Run("powershell", ["-ExecutionPolicy", "Bypass", "-File", unpacked.CombineWithFilePath("install.ps1").FullPath]);
        else
            Run(unpacked.CombineWithFilePath("install.sh"), []);
    });

Task("package")
    .Description("build, and pack what users install into artifacts/package")
    .IsDependentOn("setup-build")
    .IsDependentOn("publish")
    .Does(() =>
    {
        var folder = artifacts.Combine("package");
        var content = folder.Combine("LakhNES");
        CleanDirectory(folder);
        CreateDirectory(content);
        CopyDirectory(artifacts.Combine("LakhNES.vst3"), content.Combine("LakhNES.vst3"));
        if (DirectoryExists(artifacts.Combine("LakhNES.clap"))) CopyDirectory(artifacts.Combine("LakhNES.clap"), content.Combine("LakhNES.clap"));
        else CopyFileToDirectory(artifacts.CombineWithFilePath("LakhNES.clap"), content);
        foreach (string name in new[] { IsRunningOnWindows() ? "lakhnes.exe" : "lakhnes", OnnxRuntimeName(), "default.onnx" })
            CopyFileToDirectory(artifacts.CombineWithFilePath(name), content);
        foreach (string name in new[] { "LICENSE", "THIRD-PARTY-NOTICES.md" })
            CopyFileToDirectory(name, content);
        CopyFile("models/README.md", content.CombineWithFilePath("MODEL.md"));
        CopyFiles($"installers/{(IsRunningOnWindows() ? "windows" : "unix")}/*", content);

        // tar keeps the executable bits
        string version = XmlPeek("Directory.Build.props", "/Project/PropertyGroup/Version/text()");
        var archive = folder.CombineWithFilePath($"LakhNES-{version}-{RuntimeIdentifier()}.tar.gz");
        Run("tar", ["-czf", archive.FullPath, "-C", folder.FullPath, "LakhNES"]);
        Information("Packed {0}", archive);
    });
