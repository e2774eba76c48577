using System.Runtime.InteropServices;

namespace LakhNes.Plugin.Tests.Vst3;

/// <summary>An IParameterChanges over a list of queues.</summary>
public sealed unsafe class FakeParameterChanges() : NativeFake(Table)
{
    private static readonly nint Table = Functions(
        (nint)(delegate* unmanaged<void*, int>)&GetParameterCount,
        (nint)(delegate* unmanaged<void*, int, void*>)&GetParameterData,
        (nint)(delegate* unmanaged<void*, uint*, int*, void*>)&AddParameterData
    );

    public List<FakeParameterQueue> Queues { get; } = [];

    /// <summary>Adds a point to a parameter's queue.</summary>
    public void Add(uint id, int offset, double value)
    {
        FakeParameterQueue? queue = Queues.Find(queue => queue.Id == id);
        if (queue is null)
            Queues.Add(queue = new FakeParameterQueue(id));
        queue.Points.Add((offset, value));
    }

    public void Clear()
    {
        foreach (FakeParameterQueue queue in Queues)
            queue.Dispose();
        Queues.Clear();
    }

    public override void Dispose()
    {
        Clear();
        base.Dispose();
    }

    [UnmanagedCallersOnly]
    private static int GetParameterCount(void* self) => Of<FakeParameterChanges>(self).Queues.Count;

    [UnmanagedCallersOnly]
    private static void* GetParameterData(void* self, int index) => Of<FakeParameterChanges>(self).Queues[index].Pointer;

    [UnmanagedCallersOnly]
    private static void* AddParameterData(void* self, uint* id, int* index)
    {
        List<FakeParameterQueue> queues = Of<FakeParameterChanges>(self).Queues;
        queues.Add(new FakeParameterQueue(*id));
        *index = queues.Count - 1;
        return queues[^1].Pointer;
    }
}
