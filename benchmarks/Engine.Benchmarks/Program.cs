using System.Globalization;
using LakhNes.Engine.Benchmarks;

// How long a host's audio callback takes:
//   dotnet run -c Release --project benchmarks/Engine.Benchmarks [-- --artifacts FOLDER] [--seconds N]
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
string report = new CallbackTimes(int.Parse(Option("--seconds", "60"))).Run();
Console.WriteLine(report);
if (Option("--artifacts", "") is { Length: > 0 } folder)
{
    Directory.CreateDirectory(folder);
    File.WriteAllText(Path.Combine(folder, "callback-times.txt"), report);
}

string Option(string name, string otherwise)
{
    int at = Array.IndexOf(args, name);
    return at >= 0 && at + 1 < args.Length ? args[at + 1] : otherwise;
}
