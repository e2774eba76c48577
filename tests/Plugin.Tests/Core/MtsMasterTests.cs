using System.Diagnostics;
using System.Runtime.InteropServices;
using LakhNes.Engine.Hosting;
using LakhNes.Engine.Parameters;
using LakhNes.Instrument.Tunings;
using LakhNes.Plugin.Core;

namespace LakhNes.Plugin.Tests.Core;

/// <summary>A session's master by MTS-ESP's interface, on a library that stands in for its own.</summary>
public sealed unsafe class MtsMasterTests : IDisposable
{
    private const int Rate = 48_000;

    private const string Source = """
        static double table[128];
        static int master, clients, filtered = -1;
        static char name[32] = "";
        void MTS_RegisterClient(void) { clients++; }
        void MTS_DeregisterClient(void) { clients--; }
        _Bool MTS_HasMaster(void) { return master != 0; }
        const double *MTS_GetTuningTable(void) { return table; }
        _Bool MTS_ShouldFilterNote(char key, signed char channel) { return key == filtered; }
        const char *MTS_GetScaleName(void) { return name; }
        void test_master(int on) { master = on; }
        void test_tune(int key, double frequency) { table[key] = frequency; }
        void test_filter(int key) { filtered = key; }
        void test_name(char letter) { name[0] = letter; }
        int test_clients(void) { return clients; }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [SkippableFact]
    public void TheMasterTunesWhatHasNoTuningOfItsOwn()
    {
        nint library = Compile(out string path);
        MtsLibrary opened = MtsLibrary.TryOpen(path)!;
        var instance = new PluginInstance(null, opened);
        Assert.Equal(1, Clients(library));
        instance.Engine.SetParameter(ParameterTable.Find("Voice Mode")!.Index, 0);
        instance.Engine.SetParameter(ParameterTable.Find("Exact Pitch")!.Index, 1);
        Assert.True(instance.TryActivate(Rate, 512));
        instance.Events.Add(new EngineEvent(EngineEventKind.NoteOn, 0, 0, 69, Value: 1));
        Assert.Equal(440, Frequency(instance), 1.0);
        Assert.False(instance.Engine.FollowsMaster);

        Tune(library, 432);
        Set(library, "test_master", 1);
        Set(library, "test_name", 'Q');
        Assert.Equal(432, Frequency(instance), 1.0);
        Assert.True(instance.Engine.FollowsMaster);
        Assert.Equal("Q", instance.Engine.TuningMaster!.Name);
        Assert.Same(instance.Engine.TuningMaster.Name, instance.Engine.TuningMaster.Name);
        // it is the session's, not the project's
        Assert.Same(Tuning.Equal, instance.Engine.Tuning);

        // while the note sounds; a message is for those that have no master
        Tune(library, 450);
        instance.Events.Add(new EngineEvent(EngineEventKind.KeyTuning, 0, Key: 69, Value: 60));
        Assert.Equal(450, Frequency(instance), 1.0);

        PitchTable sharp = PitchTable.Equal;
        sharp[69] = 70;
        Assert.True(Tuning.TryMake("own", in sharp, out Tuning own));
        instance.Engine.Tuning = own;
        Assert.Equal(466.16, Frequency(instance), 1.0);
        Assert.False(instance.Engine.FollowsMaster);
        instance.Engine.Tuning = Tuning.Equal;
        Assert.Equal(450, Frequency(instance), 1.0);
        Set(library, "test_master", 0);
        Assert.Equal(440, Frequency(instance), 1.0);
        instance.Close();
        instance.Close();
        Assert.Equal(0, Clients(library));
    }

    [SkippableFact]
    public void ItsReadingAllocatesNothingAndLeavesOutWhatItFilters()
    {
        nint library = Compile(out string path);
        using var master = new MtsMaster(MtsLibrary.TryOpen(path)!);
        Tune(library, 440);
        Set(library, "test_filter", 60);
        PitchTable pitches = PitchTable.Equal;
        Assert.True(master.Read(ref pitches));
        Assert.False(master.Read(ref pitches));
        Assert.True(pitches.IsSilent(60));
        Assert.Equal(69, pitches[69], 9);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            Tune(library, 440 + i);
            master.Read(ref pitches);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Set(library, "test_filter", -1);
        Assert.True(master.Read(ref pitches));
        Assert.False(pitches.IsSilent(60));

        // what is no frequency is as ever
        ((delegate* unmanaged[Cdecl]<int, double, void>)NativeLibrary.GetExport(library, "test_tune"))(61, double.NaN);
        Assert.True(master.Read(ref pitches));
        Assert.Equal(61, pitches[61]);
    }

    [Fact]
    public void WithoutItsLibraryThereIsNoMaster() => Assert.Null(MtsLibrary.TryOpen(Path.Combine(_folder, "none.so")));

    private nint Compile(out string path)
    {
        Skip.IfNot(OperatingSystem.IsLinux() && File.Exists("/usr/bin/gcc"), "no gcc, which makes the library that stands in");
        path = Path.Combine(_folder, $"lib{Guid.NewGuid():N}.so");
        string source = path + ".c";
        File.WriteAllText(source, Source);
        using var gcc = Process.Start("/usr/bin/gcc", ["-shared", "-fPIC", "-w", "-o", path, source]);
        gcc.WaitForExit();
        Assert.Equal(0, gcc.ExitCode);
        return NativeLibrary.Load(path);
    }

    // every key a semitone above the one below, A4 at a frequency
    private static void Tune(nint library, double concert)
    {
        var tune = (delegate* unmanaged[Cdecl]<int, double, void>)NativeLibrary.GetExport(library, "test_tune");
        for (int key = 0; key < PitchTable.Keys; key++)
            tune(key, concert * Math.Pow(2, (key - 69) / 12.0));
    }

    private static void Set(nint library, string what, int value) =>
        ((delegate* unmanaged[Cdecl]<int, void>)NativeLibrary.GetExport(library, what))(value);

    private static int Clients(nint library) =>
        ((delegate* unmanaged[Cdecl]<int>)NativeLibrary.GetExport(library, "test_clients"))();

    // rises through the middle over half a second
    private static double Frequency(PluginInstance instance)
    {
        const int frames = 512;
        var left = new float[frames];
        var right = new float[frames];
        var all = new List<float>();
        for (int done = 0; done < Rate / 2; done += frames)
        {
            fixed (
                float* l = left,
                    r = right
            )
            {
                var block = new AudioBlock
                {
                    Frames = frames,
                    Left = l,
                    Right = r,
                };
                instance.Run(ref block);
            }

            // past what sounded before
            if (done > 4 * frames)
                all.AddRange(left);
        }

        float far = all.Max() / 3;
        var rises = new List<int>();
        for (int i = 0, side = 0; i < all.Count; i++)
        {
            if (all[i] < -far)
                side = -1;
            if (all[i] <= far || side >= 0)
                continue;
            rises.Add(i);
            side = 1;
        }

        return (rises.Count - 1) * (double)Rate / (rises[^1] - rises[0]);
    }
}
