using System.Globalization;
using LakhNes.Dsp.Apu.Benchmarks;

// The chip beside libgme, rendering the same register traffic in the same run:
//   dotnet run -c Release --project benchmarks/Dsp.Apu.Benchmarks [-- --artifacts FOLDER] [--seconds N] [--rounds N]
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
string report = new LibgmeComparison(int.Parse(Option("--seconds", "60")), int.Parse(Option("--rounds", "21"))).Run();
Console.WriteLine(report);
if (Option("--artifacts", "") is { Length: > 0 } folder)
{
    Directory.CreateDirectory(folder);
    File.WriteAllText(Path.Combine(folder, "apu-vs-libgme.txt"), report);
}

string Option(string name, string otherwise)
{
    int at = Array.IndexOf(args, name);
    return at >= 0 && at + 1 < args.Length ? args[at + 1] : otherwise;
}
