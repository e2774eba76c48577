using System.Globalization;
using LakhNes.Ui.Benchmarks;

// What a frame of the window costs, without handing it to the display:
//   dotnet run -c Release --project benchmarks/Ui.Benchmarks [-- --artifacts FOLDER] [--frames N]
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
string report = new FrameTimes(int.Parse(Option("--frames", "600"))).Run();
Console.WriteLine(report);
if (Option("--artifacts", "") is { Length: > 0 } folder)
{
    Directory.CreateDirectory(folder);
    File.WriteAllText(Path.Combine(folder, "frame-times.txt"), report);
}

string Option(string name, string otherwise)
{
    int at = Array.IndexOf(args, name);
    return at >= 0 && at + 1 < args.Length ? args[at + 1] : otherwise;
}
