using System.Globalization;
using LakhNes.Engine.Parameters;
using LakhNes.Plugin.Vst3.Com;
using LakhNes.Plugin.Vst3.Interop;

namespace LakhNes.Plugin.Vst3.Instance;

/// <summary>
/// The parameters as VST3 lists them: program change first (so that a host which sends all of them loads the program before the
/// values that belong on top of it), then the parameter table, then the hidden MIDI controllers.
/// </summary>
internal static unsafe class Vst3Parameters
{
    private const int FirstTable = 1;

    private static int FirstMidi => FirstTable + ParameterTable.All.Length;

    /// <summary>How many there are.</summary>
    public static int Count => FirstMidi + Vst3MidiParameters.Count;

    /// <summary>The place of an id in the list, or -1.</summary>
    public static int IndexOf(uint id)
    {
        if (id == Vst3Programs.ParameterId)
            return 0;
        if (ParameterTable.Find(id) is { } parameter)
            return FirstTable + parameter.Index;
        int midi = Vst3MidiParameters.IndexOf(id);
        return midi < 0 ? -1 : FirstMidi + midi;
    }

    /// <summary>IEditController::getParameterInfo.</summary>
    public static int GetInfo(int index, ParameterInfo* info)
    {
        if ((uint)index >= (uint)Count || info is null)
            return Result.InvalidArgument;
        *info = default;
        if (index == 0)
            DescribeProgram(info);
        else if (index < FirstMidi)
            Describe(ParameterTable.All[index - FirstTable], info);
        else
            DescribeMidi(Vst3MidiParameters.IdAt(index - FirstMidi), info);
        return Result.Ok;
    }

    /// <summary>Value of a fresh instance.</summary>
    public static double Default(int index)
    {
        ParameterInfo info;
        GetInfo(index, &info);
        return info.DefaultNormalisedValue;
    }

    /// <summary>IEditController::getParamStringByValue; hosts add the unit themselves.</summary>
    public static int ToText(uint id, double normalised, char* text)
    {
        if (text is null || IndexOf(id) < 0)
            return Result.InvalidArgument;
        double plain = ToPlain(id, normalised);
        string words =
            id == Vst3Programs.ParameterId ? Vst3Programs.Name((int)plain)
            : ParameterTable.Find(id) is { } parameter ? WithoutUnit(parameter, plain)
            : plain.ToString("0", CultureInfo.InvariantCulture);
        NativeText.Write(text, 128, words);
        return Result.Ok;
    }

    /// <summary>IEditController::getParamValueByString.</summary>
    public static int FromText(uint id, char* text, double* normalised)
    {
        if (text is null || normalised is null || IndexOf(id) < 0)
            return Result.InvalidArgument;
        ReadOnlySpan<char> words = NativeText.Read(text).Trim();
        if (ParameterTable.Find(id) is { } parameter)
        {
            if (!parameter.TryParse(words, out double plain))
                return Result.False;
            *normalised = parameter.Normalise(plain);
            return Result.Ok;
        }

        for (int program = 0; id == Vst3Programs.ParameterId && program < Vst3Programs.Count; program++)
        {
            if (!words.Equals(Vst3Programs.Name(program), StringComparison.OrdinalIgnoreCase))
                continue;
            *normalised = Vst3Programs.ToNormalised(program);
            return Result.Ok;
        }

        if (!double.TryParse(words, NumberStyles.Float, CultureInfo.InvariantCulture, out double number))
            return Result.False;
        *normalised = ToNormalised(id, number);
        return Result.Ok;
    }

    /// <summary>IEditController::normalizedParamToPlain.</summary>
    public static double ToPlain(uint id, double normalised) =>
        id == Vst3Programs.ParameterId ? Vst3Programs.FromNormalised(normalised)
        : ParameterTable.Find(id) is { } parameter ? parameter.Denormalise(normalised)
        : Math.Clamp(normalised, 0, 1) * Vst3MidiParameters.Maximum(id);

    /// <summary>IEditController::plainParamToNormalized.</summary>
    public static double ToNormalised(uint id, double plain) =>
        id == Vst3Programs.ParameterId ? Vst3Programs.ToNormalised((int)Math.Clamp(plain, 0, Vst3Programs.StepCount))
        : ParameterTable.Find(id) is { } parameter ? parameter.Normalise(plain)
        : Math.Clamp(plain / Vst3MidiParameters.Maximum(id), 0, 1);

    private static void Describe(Parameter parameter, ParameterInfo* info)
    {
        bool choices = parameter.Range.Choices.Length > 0;
        info->Id = parameter.Id;
        info->StepCount = parameter.Range.StepCount;
        info->DefaultNormalisedValue = parameter.Normalise(parameter.Default);
        info->UnitId = Vst3Units.IdOf(parameter.Group);
        info->Flags =
            (parameter.IsOutput ? ParameterInfo.IsReadOnly : ParameterInfo.CanAutomate)
            | (choices ? ParameterInfo.IsList : 0)
            | (parameter.IsBypass ? ParameterInfo.IsBypass : 0);
        NativeText.Write(info->Title, 128, parameter.Name);
        NativeText.Write(info->ShortTitle, 128, parameter.Name);
        NativeText.Write(info->Units, 128, parameter.Range.Unit);
    }

    private static void DescribeProgram(ParameterInfo* info)
    {
        info->Id = Vst3Programs.ParameterId;
        info->StepCount = Vst3Programs.StepCount;
        info->UnitId = UnitInfo.RootId;
        info->Flags = ParameterInfo.CanAutomate | ParameterInfo.IsList | ParameterInfo.IsProgramChange;
        NativeText.Write(info->Title, 128, "Program");
        NativeText.Write(info->ShortTitle, 128, "Program");
    }

    private static void DescribeMidi(uint id, ParameterInfo* info)
    {
        info->Id = id;
        info->DefaultNormalisedValue = Vst3MidiParameters.Default(id);
        info->UnitId = UnitInfo.RootId;
        info->Flags = ParameterInfo.IsHidden;
        NativeText.Write(info->Title, 128, Vst3MidiParameters.Name(id));
        NativeText.Write(info->ShortTitle, 128, Vst3MidiParameters.Name(id));
    }

    private static string WithoutUnit(Parameter parameter, double plain)
    {
        string text = parameter.ToText(plain),
            unit = parameter.Range.Unit;
        return unit.Length > 0 && text.EndsWith(unit, StringComparison.Ordinal) ? text[..^unit.Length].TrimEnd() : text;
    }
}
