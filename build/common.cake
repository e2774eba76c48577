// What the other scripts share: paths, and running programs.

const string Solution = "LakhNes.Plugin.sln";
var artifacts = MakeAbsolute(Directory("artifacts"));

/// Runs a program; its failure is the build's.
void Run(FilePath program, string[] arguments, DirectoryPath workingDirectory = null)
{
    var settings = new ProcessSettings { Arguments = Quote(arguments), WorkingDirectory = workingDirectory };
    int exitCode = StartProcess(program, settings);
    if (exitCode != 0)
        throw new CakeException($"{program.GetFilename()} failed with exit code {exitCode}: {program} {Quote(arguments).Render()}");
}

/// Runs a program and returns what it printed; empty where it failed.
string Capture(FilePath program, params string[] arguments)
{
    var settings = new ProcessSettings { Arguments = Quote(arguments), RedirectStandardOutput = true, RedirectStandardError = true };
    return StartProcess(program, settings, out IEnumerable<string> lines) == 0 ? string.Join('\n', lines) : "";
}

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
