using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Google.Protobuf;
using LakhNes.Benchmarks;
using LakhNes.Generator;
using LakhNes.Generator.Benchmarks;
using LakhNes.Generator.Decoding;
using LakhNes.Generator.Kernels;
using LakhNes.Generator.Runtime;
using LakhNes.Score.Tokens;

// Decoding speed of 41.3 M parameters with a full memory of 512 tokens, the variants side by side:
//   dotnet run -c Release --project benchmarks/Generator.Benchmarks
//     [-- --artifacts FOLDER --threads 1 --candidates 8 --rounds 40 --breakdown 40 --python python3|none]
// --breakdown: of so many steps and prompts the time of each kind of node, 0: none. With --model FILE.onnx only that model is
// measured, with --cores N only several songs on N cores against one.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var arguments = new Arguments(args);
int threads = arguments.Number("--threads", 1);
int rounds = arguments.Number("--rounds", 40);
int candidateCount = arguments.Number("--candidates", 8);

// about two bars
const int candidateTokens = 64;

TransformerXlDimensions dimensions = RandomWeights.LakhNes;
TransformerXlWeights weights = RandomWeights.Create(dimensions, TokenVocabulary.Tx1);
int[] prompt = [.. Enumerable.Range(0, dimensions.MemoryLength).Select(i => i * 37 % dimensions.TokenCount % 300)];
string folder = Directory.CreateTempSubdirectory("lakhnes-benchmark-").FullName;
var results = new List<Measured>();
var owned = new List<IDisposable>();
var report = new StringBuilder();
try
{
    if (arguments.Number("--cores", 0) is > 1 and var cores)
    {
        CoreScaling.Measure(folder, cores, arguments.Number("--rounds", 9), Say);
        arguments.Store("cores.txt", report.ToString());
        return;
    }

    string? model = arguments.Text("--model");
    if (model is not null)
        Decoder(Path.GetFileName(model), model, prompt);
    else
        Variants();

    // a round each in turn: whatever else the machine does hits all alike
    for (int round = 0; round < rounds; round++)
    {
        foreach (Measured measured in results)
            measured.Round();
    }

    Say($"memory full, {threads} thread(s); {rounds} rounds of {Measured.UsualSteps} steps; {CompiledCode.Description}");
    Say($"CPU: processor time of all threads; with one thread it is at most the elapsed time, so nothing spins on another core");
    Say($"{"variant", -44}{"median ms", 11}{"best ms", 9}{"CPU ms", 9}{"tokens/s", 10}{"by CPU", 8}");
    foreach (Measured measured in results)
    {
        Say(
            $"{measured.Name, -44}{measured.Median, 11:0.00}{measured.Best, 9:0.00}{measured.Cpu, 9:0.00}{1000 * measured.Tokens / measured.Median, 10:0.#}{1000 * measured.Tokens / measured.Cpu, 8:0.#}"
        );
    }

    foreach (
        string file in arguments.Number("--breakdown", 40) == 0 ? []
        : model is not null ? [model]
        : Enum.GetValues<ModelPrecision>().Select(FileOf)
    )
    {
        Breakdown(file, "a step", decoder => decoder.Step(3));
        Breakdown(file, $"a step of {candidateCount} candidates", StepCandidates);
        Breakdown(
            file,
            $"a prompt of {prompt.Length} tokens",
            decoder =>
            {
                decoder.Reset();
                decoder.Feed(prompt);
            }
        );
    }

    arguments.Store("decoding.txt", report.ToString());
}
finally
{
    foreach (IDisposable item in owned)
        item.Dispose();
    Directory.Delete(folder, recursive: true);
}

void Variants()
{
    foreach (ModelPrecision precision in Enum.GetValues<ModelPrecision>())
    {
        using (FileStream stream = File.Create(FileOf(precision)))
            ModelFile.Write(weights, precision, stream);
        Decoder($"LakhNES, {NameOf(precision)}", FileOf(precision), prompt);
    }

    Stored("ONNX Runtime alone, fp32", new StepGraph(weights, ModelPrecision.Float32));
    Stored("ONNX Runtime alone, int8", new PlainInt8Graph(weights));
    Torch();
    if (threads == 1)
        Limit();
}

void Decoder(string name, string file, int[] tokens)
{
    long start = Stopwatch.GetTimestamp();
    TransformerXlModel model = TransformerXlModel.Load(file, new ModelLoadOptions { Threads = threads });
    double load = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    var decoder = new TransformerXlDecoder(model);
    var primed = new TransformerXlDecoder(model);
    var pieces = new TransformerXlDecoder(model, new DecoderOptions { Streams = candidateCount });
    TransformerXlDecoder candidates = Candidates(model);
    owned.InsertRange(0, [decoder, primed, pieces, candidates, model]);
    decoder.Feed(tokens);
    candidates.Feed(tokens);
    for (int stream = 0; stream < candidateCount; stream++)
        pieces.Feed(tokens, stream);
    Say($"{name}: {model.Dimensions.ParameterCount / 1e6:0.0} M parameters, loaded in {load:0} ms");
    results.Add(new Measured(name, () => decoder.Step(3)));
    results.Add(new Measured($"{name}, {candidateCount} pieces", () => StepPieces(pieces), tokens: candidateCount));
    results.Add(new Measured($"{name}, {candidateCount} candidates", () => StepCandidates(candidates), tokens: candidateCount));
    results.Add(new Measured($"{name}, {tokens.Length} tokens at once", () => Prime(whole: true), steps: 1, tokens.Length));
    results.Add(new Measured($"{name}, {tokens.Length} tokens one by one", () => Prime(whole: false), steps: 1, tokens.Length));

    void Prime(bool whole)
    {
        primed.Reset();
        if (whole)
        {
            primed.Feed(tokens);
            return;
        }

        foreach (int token in tokens)
            primed.Step(token);
    }
}

TransformerXlDecoder Candidates(TransformerXlModel model) =>
    new(model, new DecoderOptions { Branches = candidateCount, BranchLength = candidateTokens });

// each has a memory of its own
void StepPieces(TransformerXlDecoder pieces)
{
    pieces.Begin();
    for (int stream = 0; stream < candidateCount; stream++)
        pieces.Add(stream, 3);
    pieces.Run();
}

// each goes on after the same tokens, as the plugin's candidates of the next bars do, and begins anew after some of its own
void StepCandidates(TransformerXlDecoder candidates)
{
    bool ends = candidates.Position(1) == candidates.Position(0) + candidateTokens;
    for (int branch = 1; branch <= candidateCount && (ends || candidates.Position(1) == 0); branch++)
        candidates.Branch(branch, 0);
    candidates.Begin();
    for (int branch = 1; branch <= candidateCount; branch++)
        candidates.Add(branch, 3 + branch);
    candidates.Run();
}

void Breakdown(string file, string what, Action<TransformerXlDecoder> use)
{
    string name = Path.GetFileNameWithoutExtension(file),
        prefix = Path.Combine(folder, $"profile-{name}-{what.Replace(' ', '-')}-");
    using (
        TransformerXlModel model = TransformerXlModel.Load(
            file,
            new ModelLoadOptions { Threads = threads, ProfilePrefix = prefix }
        )
    )
    {
        using TransformerXlDecoder decoder = Candidates(model);
        decoder.Feed(prompt);
        for (int i = 0; i < arguments.Number("--breakdown", 40); i++)
            use(decoder);
    }

    Say($"{name}, {what}: {NodeTimes.Describe(Directory.GetFiles(folder, Path.GetFileName(prefix) + "*.json")[0])}");
}

void Stored(string name, StepGraph graph)
{
    var runner = new StepGraphRunner(graph.Build([]).ToByteArray(), dimensions, threads);
    owned.Add(runner);
    foreach (int token in prompt)
        runner.Step(token);
    results.Add(new Measured(name, () => runner.Step(3)));
}

// as the original decodes; another process, so its processor time is not known here
void Torch()
{
    TorchTwin? twin = TorchTwin.Start(
        arguments.Text("--python"),
        "torch_decode.py",
        dimensions,
        new JsonObject { ["threads"] = threads, ["memory"] = dimensions.MemoryLength }
    );
    if (twin is null)
        return;
    owned.Add(twin);
    results.Add(new Measured("PyTorch, fp32", () => twin.Take(1), steps: 2, elsewhere: true));
}

// what no step can be faster than: every 8-bit weight and every ring read once, by the same inner loop
unsafe void Limit()
{
    long rings = 3L * dimensions.LayerCount * dimensions.AttentionSize * dimensions.MemoryLength;
    int rows = (int)((dimensions.ParameterCount + rings) / dimensions.ModelSize);
    var bytes = new NativeBuffer<sbyte>((long)rows * dimensions.ModelSize);
    var x = new NativeBuffer<short>(dimensions.ModelSize);
    owned.AddRange([bytes, x]);
    bytes.Span.Fill(1);
    int sum = 0;
    results.Add(
        new Measured(
            "limit: all int8 numbers read once",
            () =>
            {
                for (int row = 0; row <= rows - 4; row += 4)
                    sum += IntegerDot<Sse41Unit>.Four(
                        bytes.Pointer + (long)row * dimensions.ModelSize,
                        x.Pointer,
                        dimensions.ModelSize
                    )[0];
            }
        )
    );
}

string FileOf(ModelPrecision precision) => Path.Combine(folder, $"{precision}.onnx");

static string NameOf(ModelPrecision precision) => precision == ModelPrecision.Int8 ? "int8" : "fp32";

void Say(FormattableString line)
{
    Console.WriteLine(line);
    report.AppendLine(line.ToString());
}
