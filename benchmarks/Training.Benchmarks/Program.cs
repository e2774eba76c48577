using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using LakhNes.Benchmarks;
using LakhNes.Corpus.Augmentation;
using LakhNes.Generator;
using LakhNes.Score;
using LakhNes.Score.Randomness;
using LakhNes.Score.Tokens;
using LakhNes.Training;

// Training speed beside PyTorch's (python3-torch), rounds in turn, so that whatever else the machine does hits both alike:
// dotnet run -c Release --project benchmarks/Training.Benchmarks [-- --threads 2 --rounds 8 --python python3|none --artifacts
// FOLDER]
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const int StepsOfRound = 4;
var arguments = new Arguments(args);
int threads = arguments.Number("--threads", 2);
int rounds = arguments.Number("--rounds", 8);
int streams = arguments.Number("--streams", 8);
int segment = arguments.Number("--segment", 128);
int memory = arguments.Number("--memory", 128);
double dropout = arguments.Number("--dropout", 0.1);
TokenVocabulary vocabulary = TokenVocabulary.Txf;
var dimensions = new TransformerXlDimensions
{
    LayerCount = arguments.Number("--layers", 4),
    TokenCount = vocabulary.Count,
    ModelSize = arguments.Number("--d-model", 192),
    HeadCount = arguments.Number("--heads", 6),
    HeadSize = arguments.Number("--d-head", 32),
    InnerSize = arguments.Number("--d-inner", 768),
    MemoryLength = memory,
};

using var trainer = new Trainer(
    RandomWeights.Create(dimensions, vocabulary),
    new TrainerOptions
    {
        SegmentLength = segment,
        MemoryLength = memory,
        Dropout = dropout,
        Threads = threads,
    }
);
trainer.BeginStreams(streams);
var random = new Random(1);
int[] tokens = new int[streams * segment],
    targets = new int[tokens.Length];
var own = new List<double>();
var torch = new List<double>();
using TorchTwin? twin = TorchTwin.Start(
    arguments.Text("--python"),
    "torch_steps.py",
    dimensions,
    new JsonObject
    {
        ["streams"] = streams,
        ["segment"] = segment,
        ["memory"] = memory,
        ["dropout"] = dropout,
        ["threads"] = threads,
    }
);

// the first round fills caches and memories
for (int round = 0; round <= rounds; round++)
{
    long start = Stopwatch.GetTimestamp();
    for (int step = 0; step < StepsOfRound; step++)
    {
        for (int i = 0; i < tokens.Length; i++)
            (tokens[i], targets[i]) = (random.Next(vocabulary.Count), random.Next(vocabulary.Count));
        trainer.Train(tokens, targets, 1e-4);
    }

    double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds,
        other = twin?.Take(StepsOfRound) ?? double.NaN;
    if (round == 0)
        continue;
    own.Add(Rate(seconds));
    torch.Add(Rate(other));
}

// songs become tokens, varied anew, on one thread
int[] walk = [.. Enumerable.Range(0, 20000).Select(_ => random.Next(1, 30))];
var song = new VariableSong(
    new NesScore(TimeUnit.Frame, [.. walk.Select((_, i) => NesEvent.NoteOn(i * 3, (NesVoice)(i % 3), 40 + walk[i]))]),
    vocabulary
);
var variation = new Pcg32(1);
var augmented = new List<int>();
song.Encode(SongVariation.Draw(new AugmentationOptions(), ref variation), augmented);
long augmentation = Stopwatch.GetTimestamp();
for (int i = 0; i < 50; i++)
    song.Encode(SongVariation.Draw(new AugmentationOptions(), ref variation), augmented);
double augmentedRate = augmented.Count / Stopwatch.GetElapsedTime(augmentation).TotalSeconds;

string shape =
    $"{dimensions.LayerCount} layers, d_model {dimensions.ModelSize}, {dimensions.HeadCount} heads of {dimensions.HeadSize}, "
    + $"d_inner {dimensions.InnerSize}";
string run =
    $"batch {streams}, segments of {segment}, memory {memory}, dropout {dropout}, {threads} threads; "
    + $"{rounds} rounds of {StepsOfRound} steps";
string report = string.Create(
    CultureInfo.InvariantCulture,
    $"""
    {dimensions.ParameterCount
        / 1e6:0.0} M parameters, {shape}, {run}
    LakhNES   {Median(own), 8:0} tokens/s (best {own.Max():0}), peak {TorchTwin.PeakOf(Environment.ProcessId) / 1e6:0} MB
    PyTorch   {Median(torch), 8:0} tokens/s (best {torch.Max():0}), peak {(twin?.PeakBytes ?? 0) / 1e6:0} MB
    augmentation {augmentedRate / 1e6:0.0} M tokens/s on one thread
    ratio     {Median(own.Zip(torch, (a, b) => a / b)), 8:0.00} (median of rounds)
    """
);
Console.WriteLine(report);
arguments.Store("training.txt", report);

double Rate(double seconds) => StepsOfRound * tokens.Length / seconds;

double Median(IEnumerable<double> numbers)
{
    double[] sorted = [.. numbers.Order()];
    return sorted[sorted.Length / 2];
}
