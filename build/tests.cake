// Runs the tests and adds up what they said.
using System.Xml.Linq;

var results = artifacts.Combine("test-results");

Task("test")
    .Description("run every test; the last line says how many passed, failed and were skipped")
    .IsDependentOn("setup")
    .IsDependentOn("build")
    .Does(() => RunTests("Category!=Soak"));

Task("soak")
    .Description("run the tests that take longer: fuzzing, many instances, long renders")
    .IsDependentOn("setup")
    .IsDependentOn("build")
    .Does(() => RunTests("Category=Soak"));

Task("format")
    .Description("lay the code out as the tests want it")
    .Does(() => Run("dotnet", ["csharpier", "format", "src", "tests", "benchmarks"]));

void RunTests(string filter)
{
    CleanDirectory(results);
    // of what is laid out by a target: whether that was run
    (bool Holds, string Target)[] layouts =
    [
        (Succeeds("dotnet", ["csharpier", "check", "src", "tests", "benchmarks"]), "format"),
        (SiteIsCurrent(), "site"),
    ];
    bool ran = Succeeds("dotnet",
    [
        "test", Solution, "--configuration", "Release", "--no-build", "--nologo", "--filter", filter,
        "--logger", "trx", "--logger", "console;verbosity=minimal", "--results-directory", results.FullPath,
    ]);

    XNamespace trx = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";
    var tests = GetFiles(results + "/*.trx")
        .SelectMany(file => XDocument.Load(file.FullPath).Descendants(trx + "UnitTestResult"))
        .ToList();
    var outcomes = tests
        .CountBy(result => (string)result.Attribute("outcome"))
        .ToDictionary();
    int passed = outcomes.GetValueOrDefault("Passed");
    int skipped = outcomes.GetValueOrDefault("NotExecuted");
    int failed = outcomes.Values.Sum() - passed - skipped;
    string[] stale = [.. layouts.Where(layout => !layout.Holds).Select(layout => $"run ./build.sh {layout.Target}")];
    failed += stale.Length;
    passed += layouts.Length - stale.Length;

    // a test program that died left no result
    if (!ran && failed == 0) failed = 1;

    // build.sh prints it last, after Cake's own report: what failed and why, then the counts
    var faults = tests
        .Where(result => (string)result.Attribute("outcome") is not ("Passed" or "NotExecuted"))
        .Select(result => $"failed: {(string)result.Attribute("testName")}\n{(string)result.Descendants(trx + "Message").FirstOrDefault()}\n");
    System.IO.File.WriteAllText(
        results.CombineWithFilePath("summary.txt").FullPath,
        string.Concat(faults.Concat(stale.Select(what => $"failed: {what}\n"))) + $"{passed} passed, {failed} failed, {skipped} skipped\n"
    );
    if (failed > 0 || passed == 0)
        throw new CakeException(string.Join(", ", stale.Prepend("Tests failed")));
}
