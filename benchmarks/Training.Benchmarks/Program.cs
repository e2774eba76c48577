using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using LakhNes.Generator;
using LakhNes.Score.Tokens;
using LakhNes.Training;

// Training speed beside PyTorch's (python3-torch), rounds in turn, so that whatever else the machine does hits both alike:
//   dotnet run -c Release --project benchmarks/Training.Benchmarks [-- --threads 2 --rounds 8 --python python3|none --artifacts FOLDER]
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const int StepsOfRound = 4;
int threads = int.Parse(Option("--threads", "2"));
int rounds = int.Parse(Option("--rounds", "8"));
int streams = int.Parse(Option("--streams", "8"));
int segment = int.Parse(Option("--segment", "128"));
int memory = int.Parse(Option("--memory", "128"));
double dropout = double.Parse(Option("--dropout", "0.1"));
TokenVocabulary vocabulary = TokenVocabulary.Txf;
var dimensions = new TransformerXlDimensions
{
    LayerCount = int.Parse(Option("--layers", "4")),
    TokenCount = vocabulary.Count,
    ModelSize = int.Parse(Option("--d-model", "192")),
    HeadCount = int.Parse(Option("--heads", "6")),
    HeadSize = int.Parse(Option("--d-head", "32")),
    InnerSize = int.Parse(Option("--d-inner", "768")),
    MemoryLength = memory,
};

using var trainer = new Trainer(RandomWeights.Create(dimensions, vocabulary), new TrainerOptions
{
    SegmentLength = segment,
    MemoryLength = memory,
    Dropout = dropout,
    Threads = threads,
});
trainer.BeginStreams(streams);
var random = new Random(1);
int[] tokens = new int[streams * segment], targets = new int[tokens.Length];
var own = new List<double>();
var torch = new List<double>();
// Debian's PyTorch belongs to Debian's Python, which need not be the first one
string python = Option("--python", new[] { "python3", "/usr/bin/python3" }.FirstOrDefault(HasTorch) ?? "none");
if (python == "none") Console.WriteLine("No PyTorch (python3-torch) is beside it.");
using Process? twin = python != "none" ? StartTwin(python) : null;

// the first round fills caches and memories
for (int round = 0; round <= rounds; round++)
{
    long start = Stopwatch.GetTimestamp();
    for (int step = 0; step < StepsOfRound; step++)
    {
        for (int i = 0; i < tokens.Length; i++) (tokens[i], targets[i]) = (random.Next(vocabulary.Count), random.Next(vocabulary.Count));
        trainer.Train(tokens, targets, 1e-4);
    }

    double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds, other = double.NaN;
    if (twin is not null)
    {
        twin.StandardInput.WriteLine(StepsOfRound);
        other = double.Parse(twin.StandardOutput.ReadLine() ?? throw new InvalidOperationException("the PyTorch twin has ended"));
    }

    if (round == 0) continue;
    own.Add(Rate(seconds));
    torch.Add(Rate(other));
}

long memoryOfTwin = 0;
if (twin is not null)
{
    memoryOfTwin = Resident(twin.Id);
    twin.StandardInput.Close();
    twin.WaitForExit();
}

string report = string.Create(CultureInfo.InvariantCulture, $"""
    {dimensions.ParameterCount / 1e6:0.0} M parameters, {dimensions.LayerCount} layers, d_model {dimensions.ModelSize}, {dimensions.HeadCount} heads of {dimensions.HeadSize}, d_inner {dimensions.InnerSize}, batch {streams}, segments of {segment}, memory {memory}, dropout {dropout}, {threads} threads; {rounds} rounds of {StepsOfRound} steps
    LakhNES   {Median(own),8:0} tokens/s (best {own.Max():0}), peak {Resident(Environment.ProcessId) / 1e6:0} MB
    PyTorch   {Median(torch),8:0} tokens/s (best {torch.Max():0}), peak {memoryOfTwin / 1e6:0} MB
    ratio     {Median(own.Zip(torch, (a, b) => a / b)),8:0.00} (median of rounds)
    """);
Console.WriteLine(report);
if (Option("--artifacts", "") is { Length: > 0 } artifacts)
{
    Directory.CreateDirectory(artifacts);
    File.WriteAllText(Path.Combine(artifacts, "training.txt"), report);
}

double Rate(double seconds) => StepsOfRound * tokens.Length / seconds;

double Median(IEnumerable<double> numbers)
{
    double[] sorted = [.. numbers.Order()];
    return sorted[sorted.Length / 2];
}

// the most memory that a process ever had (VmHWM), in bytes
long Resident(int process) => 1024 * long.Parse(
    File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith("VmHWM")).Split(':')[1].Replace("kB", "").Trim());

Process StartTwin(string program)
{
    var settings = new JsonObject
    {
        ["n_token"] = dimensions.TokenCount,
        ["n_layer"] = dimensions.LayerCount,
        ["n_head"] = dimensions.HeadCount,
        ["d_model"] = dimensions.ModelSize,
        ["d_head"] = dimensions.HeadSize,
        ["d_inner"] = dimensions.InnerSize,
        ["streams"] = streams,
        ["segment"] = segment,
        ["memory"] = memory,
        ["dropout"] = dropout,
        ["threads"] = threads,
    };
    var start = new ProcessStartInfo(program) { RedirectStandardInput = true, RedirectStandardOutput = true };
    start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "torch_steps.py"));
    start.ArgumentList.Add(settings.ToJsonString());
    return Process.Start(start) ?? throw new InvalidOperationException($"{program} does not start");
}

static bool HasTorch(string python)
{
    try
    {
        using Process? probe = Process.Start(new ProcessStartInfo(python, ["-c", "import torch"]) { RedirectStandardError = true });
        probe?.WaitForExit();
        return probe?.ExitCode == 0;
    }
    catch (System.ComponentModel.Win32Exception)
    {
        return false;
    }
}

string Option(string name, string initial)
{
    int at = Array.IndexOf(args, name);
    return at >= 0 && at + 1 < args.Length ? args[at + 1] : initial;
}
