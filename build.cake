// Run through build.sh or build.ps1; `./build.sh help` lists the targets.
#load "build/common.cake"
#load "build/setup.cake"
#load "build/elf.cake"
#load "build/sysroot.cake"
#load "build/publish.cake"
#load "build/manual.cake"
#load "build/package.cake"
#load "build/hosts.cake"
#load "build/tests.cake"
#load "build/torch.cake"
#load "build/windows.cake"
#load "build/arm64.cake"

Task("default")
    .Description("build the plugin and the command, and play the demo song through the built VST3 and CLAP")
    .IsDependentOn("begin")
    .IsDependentOn("setup-demo")
    .IsDependentOn("publish")
    .IsDependentOn("players")
    .IsDependentOn("demo")
    .Does(() =>
    {
        string script = IsRunningOnWindows() ? "./build.ps1" : "./build.sh";
        Information("Done in {0:0.0} minutes. What to do next:", (DateTime.Now - begun).TotalMinutes);
        Information("  listen        artifacts/demo");
        Information("  {0,-13} puts the plugin where hosts look for it, and the command into your PATH", script + " install");
        Information("  {0,-13} builds artifacts/lakhnes-app, which plays without a host (Linux, Windows)", script + " app");
        Information("  artifacts/lakhnes generate --out-dir songs --formats mid,wav");
        Information("  {0,-13} installs Ardour, JUCE and more, and runs every test", script + " test");
    });

var begun = DateTime.Now;

Task("begin").Does(() =>
{
    Information("Builds the plugin and the command and plays the demo. The first time it installs what is missing and takes some minutes;");
    Information("later it does only what changed.");
});

Task("build")
    .Description("build the libraries, the plugin in both formats, the command line and the test hosts")
    .IsDependentOn("solution")
    .IsDependentOn("publish")
    .IsDependentOn("app")
    .IsDependentOn("hosts");

Task("solution")
    .Does(() => DotNetBuild(Solution, new DotNetBuildSettings { Configuration = "Release", NoLogo = true }));

Task("bench")
    .Description("run the benchmarks; results land in artifacts/benchmarks")
    .DoesForEach(() => GetFiles("benchmarks/**/*.csproj"), project =>
        DotNetRun(project.FullPath, "--artifacts " + artifacts.Combine("benchmarks"), new DotNetRunSettings { Configuration = "Release" }));

Task("clean")
    .Description("delete everything that a build made")
    .Does(() => CleanDirectory(artifacts));

Task("help")
    .Description("this list")
    .Does(() =>
    {
        Console.WriteLine("./build.sh [TARGET]");
        foreach (var task in Tasks.Where(task => task.Description is not null))
            Console.WriteLine($"  {task.Name,-10} {task.Description}");
    });

RunTarget(Argument("target", "default"));
