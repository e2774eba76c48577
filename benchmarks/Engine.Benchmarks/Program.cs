using System.Globalization;
using LakhNes.Engine.Benchmarks;

// How long a host's audio callback takes, as fast as it goes and without the generator:
//   dotnet run -c Release --project benchmarks/Engine.Benchmarks [-- --artifacts FOLDER] [--seconds N]
// The same in real time while a model of LakhNES' size composes music of so many tokens a second, and how far ahead it gets:
//   dotnet run -c Release --project benchmarks/Engine.Benchmarks -- --generator 46,89 [--artifacts FOLDER] [--seconds N]
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (Option("--generator", "") is { Length: > 0 } rates)
{
    foreach (string rate in rates.Split(','))
    {
        var load = new GeneratorLoad(int.Parse(Option("--seconds", "300")), double.Parse(rate));
        Keep($"generator-load-{rate}.txt", load.Run());
        Keep($"generator-load-{rate}.csv", load.Csv);
    }
}
else
{
    Keep("callback-times.txt", new CallbackTimes(int.Parse(Option("--seconds", "60"))).Run());
}

void Keep(string name, string report)
{
    Console.WriteLine(report);
    if (Option("--artifacts", "") is not { Length: > 0 } folder)
        return;
    Directory.CreateDirectory(folder);
    File.WriteAllText(Path.Combine(folder, name), report);
}

string Option(string name, string otherwise)
{
    int at = Array.IndexOf(args, name);
    return at >= 0 && at + 1 < args.Length ? args[at + 1] : otherwise;
}
