using System.Diagnostics;
using LakhNes.Generator;
using LakhNes.Generator.Benchmarks;
using LakhNes.Generator.Decoding;

string folder = Path.Combine(Path.GetTempPath(), "lakhnes-benchmark");
Directory.CreateDirectory(folder);
TransformerXlWeights? weights = null;
string FileOf(ModelPrecision p)
{
    string path = Path.Combine(folder, $"41m-{p}.onnx");
    if (!File.Exists(path)) { using var s = File.Create(path); ModelFile.Write(weights ??= RandomModel.Create(RandomModel.LakhNes), p, s); }
    return path;
}

foreach (ModelPrecision p in new[] { ModelPrecision.Int8, ModelPrecision.Float32 })
foreach (int threads in new[] { 1, 2 })
{
    string f = FileOf(p);
    long before = Environment.WorkingSet;
    var sw = Stopwatch.StartNew();
    using var model = TransformerXlModel.Load(f, new ModelLoadOptions { Threads = threads });
    double load = sw.Elapsed.TotalMilliseconds;
    using var decoder = new TransformerXlDecoder(model);
    int[] prompt = [.. Enumerable.Range(0, 512).Select(i => i * 37 % 631)];
    decoder.Feed(prompt); decoder.Reset();
    sw.Restart(); decoder.Feed(prompt); double feed = sw.Elapsed.TotalMilliseconds;
    var times = new List<double>();
    long alloc = GC.GetAllocatedBytesForCurrentThread();
    for (int i = 0; i < 200; i++) { long t = Stopwatch.GetTimestamp(); decoder.Step(i % 631); times.Add(Stopwatch.GetElapsedTime(t).TotalMilliseconds); }
    times.Sort();
    Console.WriteLine($"{p} threads {threads}: load {load:0} ms, feed512 {feed:0} ms, step median {times[100]:0.00} min {times[0]:0.00} p90 {times[180]:0.00} => {1000 / times[100]:0} tok/s; RSS {Environment.WorkingSet >> 20} MB (+{(Environment.WorkingSet - before) >> 20})");
}
