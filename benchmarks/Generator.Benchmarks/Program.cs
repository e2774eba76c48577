using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using LakhNes.Generator;
using LakhNes.Generator.Benchmarks;
using LakhNes.Generator.Decoding;
using LakhNes.Generator.Kernels;
using LakhNes.Generator.Runtime;

string folder = Path.Combine(Path.GetTempPath(), "lakhnes-benchmark");
Directory.CreateDirectory(folder);
TransformerXlWeights? weights = null;
string FileOf(ModelPrecision p)
{
    string path = Path.Combine(folder, $"41m-{p}.onnx");
    if (!File.Exists(path)) { using var s = File.Create(path); ModelFile.Write(weights ??= RandomModel.Create(RandomModel.LakhNes), p, s); }
    return path;
}
[DllImport("libc")] static extern unsafe int clock_gettime(int id, long* t);
static unsafe double Cpu() { long* t = stackalloc long[2]; clock_gettime(3, t); return t[0] * 1e3 + t[1] * 1e-6; }
static string Stat(List<double> x) { x.Sort(); return $"min {x[0]:0.000} med {x[x.Count / 2]:0.000}"; }
static void Time(string name, int n, Action a) { var w = new List<double>(); var c = new List<double>(); for (int i = 0; i < n; i++) { double c0 = Cpu(); long t = Stopwatch.GetTimestamp(); a(); w.Add(Stopwatch.GetElapsedTime(t).TotalMilliseconds); c.Add(Cpu() - c0); } Console.WriteLine($"{name,-40} wall {Stat(w)}  cpu {Stat(c)} ms"); }

unsafe
{
    // all weights of 41 M as rows of 512
    int rows = (12 * 3_145_728 + 631 * 512) / 512;
    using var wq = new NativeBuffer<sbyte>(rows * 512L); using var x = new NativeBuffer<short>(512); using var y = new NativeBuffer<float>(rows);
    for (int i = 0; i < wq.Length; i++) wq.Pointer[i] = (sbyte)(i % 127);
    for (int i = 0; i < 512; i++) x.Pointer[i] = (short)i;
    for (int rep = 0; rep < 2; rep++) Time("int8 pass (four rows at a time)", 40, () => { for (int r = 0; r < rows - 3; r += 4) System.Runtime.Intrinsics.Vector128.ConvertToSingle(IntegerDot.Four(wq.Pointer + r * 512L, 512, x.Pointer, 512)).AsVector4().CopyTo(y.Span.Slice(r, 4)); });
    Time("int8 pass (one row at a time)", 40, () => { for (int r = 0; r < rows; r++) y.Pointer[r] = P.I8(wq.Pointer + r * 512L, x.Pointer); });
}


unsafe
{
    const int H = 96, N = 513, D = 64;
    using var k = new NativeBuffer<sbyte>(H * 640L * D); using var v = new NativeBuffer<sbyte>(H * 640L * D); using var r = new NativeBuffer<sbyte>(H * 640L * D);
    using var ks = new NativeBuffer<float>(H * 640); using var sc = new NativeBuffer<float>(1024); using var q = new NativeBuffer<short>(64); using var o = new NativeBuffer<float>(64);
    var rnd = new Random(1); for (long i = 0; i < k.Length; i++) { k.Pointer[i] = (sbyte)rnd.Next(-127, 127); v.Pointer[i] = (sbyte)rnd.Next(-127, 127); r.Pointer[i] = (sbyte)rnd.Next(-127, 127); }
    for (int i = 0; i < ks.Length; i++) ks.Pointer[i] = 0.01f; for (int i = 0; i < 64; i++) q.Pointer[i] = (short)rnd.Next(-8000, 8000);
    Time("score k", 40, () => { for (int h = 0; h < H; h++) QuantizedHead.Score(q.Pointer, 0.001f, k.Pointer + h * 640L * D, ks.Pointer + h * 640, N, D, sc.Pointer); });
    Time("score r", 40, () => { for (int h = 0; h < H; h++) QuantizedHead.Score(q.Pointer, 0.001f, r.Pointer + h * 640L * D, ks.Pointer + h * 640, N, D, sc.Pointer); });
    Time("score r in cache", 40, () => { for (int h = 0; h < H; h++) QuantizedHead.Score(q.Pointer, 0.001f, r.Pointer, ks.Pointer, N, D, sc.Pointer); });
    Time("exp", 40, () => { for (int h = 0; h < H; h++) { for (int i = 0; i < N; i++) sc.Pointer[i] = -i * 0.01f; for (int i = 0; i < 512; i += 8) { var e = Vector256.Exp(Vector256.Load(sc.Pointer + i)); e.Store(sc.Pointer + i); } } });
    Time("peak", 40, () => { for (int h = 0; h < H; h++) { float peak = float.NegativeInfinity; for (int j = 0; j < N; j++) peak = Math.Max(peak, sc.Pointer[j]); o.Pointer[0] = peak; } });
    Time("accumulate", 40, () => { for (int h = 0; h < H; h++) QuantizedHead.Accumulate(sc.Pointer, v.Pointer + h * 640L * D, ks.Pointer + h * 640, N, D, o.Pointer); });
    Time("accumulate in cache", 40, () => { for (int h = 0; h < H; h++) QuantizedHead.Accumulate(sc.Pointer, v.Pointer, ks.Pointer, N, D, o.Pointer); });
}
unsafe
{
    using var wq = new NativeBuffer<sbyte>(2048 * 512L); using var x = new NativeBuffer<short>(512 * 8); 
    for (int i = 0; i < wq.Length; i++) wq.Pointer[i] = (sbyte)(i % 127);
    for (int i = 0; i < 4096; i++) x.Pointer[i] = (short)i;
    int sink = 0;
    for (int rep = 0; rep < 2; rep++) Time("TwoByFour 8 rows x 2048 x 512 (8.4 MMAC)", 100, () => { for (int r = 0; r < 2; r++) for (int c = 0; c < 2048; c += 2) { var l = IntegerDot.TwoByFour(wq.Pointer + c * 512L, x.Pointer + r * 2048, 512, out var s2); sink += l[0] + s2[1]; } });
    Time("Four x8", 100, () => { for (int r = 0; r < 8; r++) for (int c = 0; c < 2048; c += 4) { var l = IntegerDot.Four(wq.Pointer + c * 512L, 512, x.Pointer + r * 512, 512); sink += l[0]; } });
}

if (args.Length > 0) return;
foreach (ModelPrecision p in new[] { ModelPrecision.Int8, ModelPrecision.Float32 })
{
    using var model = TransformerXlModel.Load(FileOf(p), new ModelLoadOptions { Threads = 1 });
    using var decoder = new TransformerXlDecoder(model);
    int[] prompt = [.. Enumerable.Range(0, 512).Select(i => i * 37 % 631)];
    Time($"{p} feed 512", 3, () => { decoder.Reset(); decoder.Feed(prompt); });
    decoder.Reset();
    Time($"{p} step empty", 60, () => { decoder.Reset(); decoder.Step(3); });
    decoder.Feed(prompt);
    Time($"{p} step full", 60, () => decoder.Step(3));
}

internal static unsafe class P
{
    public static int I8(sbyte* p, short* x) { var a = System.Runtime.Intrinsics.Vector256<int>.Zero; var b = a; for (int k = 0; k < 512; k += 32) { a += System.Runtime.Intrinsics.X86.Avx2.MultiplyAddAdjacent(System.Runtime.Intrinsics.X86.Avx2.ConvertToVector256Int16(p + k), System.Runtime.Intrinsics.X86.Avx.LoadVector256(x + k)); b += System.Runtime.Intrinsics.X86.Avx2.MultiplyAddAdjacent(System.Runtime.Intrinsics.X86.Avx2.ConvertToVector256Int16(p + k + 16), System.Runtime.Intrinsics.X86.Avx.LoadVector256(x + k + 16)); } return System.Runtime.Intrinsics.Vector256.Sum(a + b); }
}
