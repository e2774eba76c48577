using System.Runtime.InteropServices;
using LakhNes.Plugin.Vst3.Com;

namespace LakhNes.Plugin.Tests.Vst3;

/// <summary>An IParamValueQueue over a list.</summary>
public sealed unsafe class FakeParameterQueue(uint id) : NativeFake(Table)
{
    private static readonly nint Table = Functions(
        (nint)(delegate* unmanaged<void*, uint>)&GetParameterId,
        (nint)(delegate* unmanaged<void*, int>)&GetPointCount,
        (nint)(delegate* unmanaged<void*, int, int*, double*, int>)&GetPoint,
        (nint)(delegate* unmanaged<void*, int, double, int*, int>)&AddPoint
    );

    public uint Id { get; } = id;

    public List<(int Offset, double Value)> Points { get; } = [];

    [UnmanagedCallersOnly]
    private static uint GetParameterId(void* self) => Of<FakeParameterQueue>(self).Id;

    [UnmanagedCallersOnly]
    private static int GetPointCount(void* self) => Of<FakeParameterQueue>(self).Points.Count;

    [UnmanagedCallersOnly]
    private static int GetPoint(void* self, int index, int* offset, double* value)
    {
        List<(int Offset, double Value)> points = Of<FakeParameterQueue>(self).Points;
        if ((uint)index >= (uint)points.Count)
            return Result.InvalidArgument;
        (*offset, *value) = points[index];
        return Result.Ok;
    }

    [UnmanagedCallersOnly]
    private static int AddPoint(void* self, int offset, double value, int* index)
    {
        List<(int Offset, double Value)> points = Of<FakeParameterQueue>(self).Points;
        *index = points.Count;
        points.Add((offset, value));
        return Result.Ok;
    }
}
