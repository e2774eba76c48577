// Run through build.sh or build.ps1; `./build.sh help` lists the targets.
#load "build/common.cake"
#load "build/setup.cake"
#load "build/publish.cake"
#load "build/hosts.cake"
#load "build/tests.cake"
#load "build/torch.cake"
#load "build/windows.cake"

Task("default")
    .Description("set up, build, and play the demo song through the built VST3 and CLAP")
    .IsDependentOn("setup-build")
    .IsDependentOn("build")
    .IsDependentOn("demo");

Task("build")
    .Description("build the libraries, the plugin in both formats, the command line and the test hosts")
    .IsDependentOn("solution")
    .IsDependentOn("publish")
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
