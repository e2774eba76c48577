using System.Reflection;
using System.Runtime.Loader;
using LakhNes.Engine.Hosting;
using LakhNes.Plugin.Core;

namespace LakhNes.Plugin.Tests.Core;

public sealed class WarmUpTests
{
    [Fact]
    public void FirstBlocksOfTheFirstInstanceAllocateNothing()
    {
        // a load context of its own, so that nothing in it has been used before
        var context = new FreshContext(Path.GetDirectoryName(typeof(WarmUpTests).Assembly.Location)!);
        Type type = context.LoadFromAssemblyPath(typeof(WarmUpTests).Assembly.Location).GetType(typeof(WarmUpTests).FullName!)!;
        var measure = type.GetMethod(nameof(BytesOfFirstBlocks), BindingFlags.Static | BindingFlags.NonPublic)!
            .CreateDelegate<Func<long>>();
        Assert.Equal(0, measure());
    }

    private static long BytesOfFirstBlocks()
    {
        var instance = new PluginInstance(model: null);
        instance.TryActivate(48_000, 64);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Play(instance, new EngineEvent(EngineEventKind.NoteOn, 0, 0, 60, Value: 1));
        Play(instance, new EngineEvent(EngineEventKind.NoteOn, 0, 9, 38, Value: 1));
        Play(instance, new EngineEvent(EngineEventKind.Program, 0, 0, Index: 5));
        Play(instance, new EngineEvent(EngineEventKind.Parameter, 0, Index: 4, Value: 1));
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static unsafe void Play(PluginInstance instance, in EngineEvent e)
    {
        float* left = stackalloc float[64];
        instance.Events.Add(in e);
        var block = new AudioBlock { Frames = 64, Left = left };
        instance.Run(ref block);
    }

    private sealed class FreshContext(string folder) : AssemblyLoadContext
    {
        protected override Assembly? Load(AssemblyName name)
        {
            string path = Path.Combine(folder, name.Name + ".dll");
            return name.Name!.StartsWith("Lakh", StringComparison.OrdinalIgnoreCase) && File.Exists(path)
                ? LoadFromAssemblyPath(path)
                : null;
        }
    }
}
