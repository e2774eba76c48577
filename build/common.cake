// What the other scripts share: paths, and running programs.

const string Solution = "LakhNes.Plugin.sln";
var artifacts = MakeAbsolute(Directory("artifacts"));

/// Where a program of the PATH is, or null. Cake itself knows files by their whole names, and Windows' programs end in .exe.
FilePath FindProgram(string name) => Context.Tools.Resolve(IsRunningOnWindows() ? name + ".exe" : name);

/// Runs a program; its failure is the build's.
void Run(FilePath program, string[] arguments)
{
    int exitCode = StartProcess(program, new ProcessSettings { Arguments = Quote(arguments) });
    if (exitCode != 0)
        throw Failed(program, arguments, exitCode);
}

/// Runs a program and returns what it printed; its failure is the build's.
string Capture(FilePath program, params string[] arguments)
{
    var settings = new ProcessSettings { Arguments = Quote(arguments), RedirectStandardOutput = true };
    int exitCode = StartProcess(program, settings, out IEnumerable<string> lines);
    return exitCode == 0 ? string.Join('\n', lines) : throw Failed(program, arguments, exitCode);
}

CakeException Failed(FilePath program, string[] arguments, int exitCode) =>
    new($"{program.GetFilename()} failed with exit code {exitCode}: {program} {Quote(arguments).Render()}");

ProcessArgumentBuilder Quote(string[] arguments)
{
    var builder = new ProcessArgumentBuilder();
    foreach (string argument in arguments)
        builder.AppendQuoted(argument);
    return builder;
}

/// Runs a program and says whether it succeeded.
bool Succeeds(FilePath program, string[] arguments) =>
    StartProcess(program, new ProcessSettings { Arguments = Quote(arguments) }) == 0;

/// The same for a program whose words nobody needs.
bool SucceedsSilently(FilePath program, params string[] arguments)
{
    var settings = new ProcessSettings { Arguments = Quote(arguments), Silent = true, RedirectStandardOutput = true, RedirectStandardError = true };
    return StartProcess(program, settings, out _, out _) == 0;
}
