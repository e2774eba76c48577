using LakhNes.Instrument.Presets;
using LakhNes.Plugin.Vst3.Com;
using LakhNes.Plugin.Vst3.Interop;

namespace LakhNes.Plugin.Vst3.Instance;

/// <summary>The factory presets as VST3's program list and its program-change parameter.</summary>
internal static unsafe class Vst3Programs
{
    /// <summary>Id of the list.</summary>
    public const int ListId = 1;

    /// <summary>Id of the program-change parameter.</summary>
    public const uint ParameterId = 0x20000000;

    /// <summary>Programs in the list.</summary>
    public static int Count => FactoryPresets.All.Length;

    /// <summary>Steps of the parameter.</summary>
    public static int StepCount => Count - 1;

    /// <summary>Program at a place of the parameter.</summary>
    public static int FromNormalised(double normalised) =>
        Math.Min((int)((Math.Clamp(normalised, 0, 1) * StepCount) + 0.5), StepCount);

    /// <summary>The parameter's place of a program; -1 (none) shows as the first.</summary>
    public static double ToNormalised(int program) => (double)Math.Clamp(program, 0, StepCount) / StepCount;

    /// <summary>Name of a program.</summary>
    public static string Name(int program) => FactoryPresets.All[program].Name;

    /// <summary>IUnitInfo::getProgramListInfo.</summary>
    public static int GetListInfo(int index, ProgramListInfo* info)
    {
        if (index != 0 || info is null)
            return Result.InvalidArgument;
        *info = new ProgramListInfo { Id = ListId, ProgramCount = Count };
        NativeText.Write(info->Name, 128, "Factory Presets");
        return Result.Ok;
    }

    /// <summary>IUnitInfo::getProgramName.</summary>
    public static int GetName(int listId, int index, char* name)
    {
        if (listId != ListId || (uint)index >= (uint)Count || name is null)
            return Result.InvalidArgument;
        NativeText.Write(name, 128, Name(index));
        return Result.Ok;
    }
}
