using LakhNes.Engine.Parameters;
using LakhNes.Plugin.Vst3.Com;
using LakhNes.Plugin.Vst3.Interop;

namespace LakhNes.Plugin.Vst3.Instance;

/// <summary>The parameter groups as VST3 units: the first is the root, the others hang on it.</summary>
internal static unsafe class Vst3Units
{
    private static readonly string[] Groups = Find();

    /// <summary>Units, the root included.</summary>
    public static int Count => Groups.Length;

    /// <summary>Unit id of a group.</summary>
    public static int IdOf(string group) => Array.IndexOf(Groups, group);

    /// <summary>IUnitInfo::getUnitInfo.</summary>
    public static int GetInfo(int index, UnitInfo* info)
    {
        if ((uint)index >= (uint)Count || info is null)
            return Result.InvalidArgument;
        bool root = index == UnitInfo.RootId;
        *info = new UnitInfo
        {
            Id = index,
            ParentId = root ? UnitInfo.NoParent : UnitInfo.RootId,
            ProgramListId = root ? Vst3Programs.ListId : UnitInfo.NoProgramList,
        };
        NativeText.Write(info->Name, 128, Groups[index]);
        return Result.Ok;
    }

    /// <summary>IUnitInfo::getUnitByBus: MIDI program changes of any channel go to the root's program list.</summary>
    public static int ByBus(MediaType type, BusDirection direction, int bus, int* unit)
    {
        if (unit is null)
            return Result.InvalidArgument;
        *unit = UnitInfo.RootId;
        return Result.From(type == MediaType.Event && direction == BusDirection.Input && bus == 0);
    }

    private static string[] Find()
    {
        var groups = new List<string>();
        foreach (Parameter parameter in ParameterTable.All)
        {
            if (!groups.Contains(parameter.Group))
                groups.Add(parameter.Group);
        }

        return [.. groups];
    }
}
