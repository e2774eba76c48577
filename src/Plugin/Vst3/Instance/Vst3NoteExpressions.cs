using System.Globalization;
using LakhNes.Engine.Hosting;
using LakhNes.Plugin.Vst3.Com;
using LakhNes.Plugin.Vst3.Interop;

namespace LakhNes.Plugin.Vst3.Instance;

/// <summary>The note expressions that a note follows: volume, tuning and vibrato, in VST3's own scales.</summary>
internal static unsafe class Vst3NoteExpressions
{
    // VST3: plain volume = 4 x value, plain tuning = 240 x (value - 0.5) semitones
    private const double VolumeRange = 4;
    private const double TuningRange = 240;
    private const double TuningCentre = 0.5;

    private static ReadOnlySpan<NoteExpressionType> Types =>
        [NoteExpressionType.Volume, NoteExpressionType.Tuning, NoteExpressionType.Vibrato];

    /// <summary>Expressions of a bus: of all its channels alike.</summary>
    public static int CountOn(int bus) => bus == 0 ? Types.Length : 0;

    /// <summary>INoteExpressionController::getNoteExpressionInfo.</summary>
    public static int GetInfo(int bus, int index, NoteExpressionTypeInfo* info)
    {
        if (info is null || (uint)index >= (uint)CountOn(bus))
            return Result.InvalidArgument;
        NoteExpressionType type = Types[index];
        (string name, string unit, double initial) = type switch
        {
            NoteExpressionType.Volume => ("Volume", "dB", 1 / VolumeRange),
            NoteExpressionType.Tuning => ("Tuning", "st", TuningCentre),
            _ => ("Vibrato", "%", 0),
        };
        *info = new NoteExpressionTypeInfo
        {
            TypeId = type,
            UnitId = UnitInfo.RootId,
            Value = new NoteExpressionValueDescription
            {
                Default = initial,
                Minimum = 0,
                Maximum = 1,
            },
            Flags = type == NoteExpressionType.Tuning ? NoteExpressionTypeInfo.IsBipolar : 0,
        };
        NativeText.Write(info->Title, 128, name);
        NativeText.Write(info->ShortTitle, 128, name);
        NativeText.Write(info->Units, 128, unit);
        return Result.Ok;
    }

    /// <summary>INoteExpressionController::getNoteExpressionStringByValue.</summary>
    public static int ToText(int bus, NoteExpressionType type, double value, char* text)
    {
        if (bus != 0 || text is null || !IsPlayed(type))
            return Result.InvalidArgument;
        double shown = type switch
        {
            NoteExpressionType.Volume => 20 * Math.Log10(VolumeRange * value),
            NoteExpressionType.Tuning => TuningRange * (value - TuningCentre),
            _ => 100 * value,
        };
        NativeText.Write(text, 128, double.IsFinite(shown) ? shown.ToString("0.00", CultureInfo.InvariantCulture) : "-inf");
        return Result.Ok;
    }

    /// <summary>INoteExpressionController::getNoteExpressionValueByString.</summary>
    public static int FromText(int bus, NoteExpressionType type, char* text, double* value)
    {
        if (bus != 0 || text is null || value is null || !IsPlayed(type))
            return Result.InvalidArgument;
        ReadOnlySpan<char> words = NativeText.Read(text).Trim();
        double number = double.NegativeInfinity;
        if (
            !words.Equals("-inf", StringComparison.OrdinalIgnoreCase)
            && !double.TryParse(words, NumberStyles.Float, CultureInfo.InvariantCulture, out number)
        )
            return Result.False;
        double read = type switch
        {
            NoteExpressionType.Volume => Math.Pow(10, number / 20) / VolumeRange,
            NoteExpressionType.Tuning => (number / TuningRange) + TuningCentre,
            _ => number / 100,
        };
        if (double.IsNaN(read))
            return Result.False;
        *value = Math.Clamp(read, 0, 1);
        return Result.Ok;
    }

    /// <summary>A host's expression as an event.</summary>
    /// <returns>False where the plugin has no such expression or the host names no note.</returns>
    public static bool TryRead(int offset, in NoteExpressionValueEvent from, out EngineEvent e)
    {
        (EngineEventKind kind, double value) = from.TypeId switch
        {
            NoteExpressionType.Volume => (EngineEventKind.NoteVolume, VolumeRange * from.Value),
            NoteExpressionType.Tuning => (EngineEventKind.NoteTuning, TuningRange * (from.Value - TuningCentre)),
            _ => (EngineEventKind.NoteVibrato, from.Value),
        };
        e = new EngineEvent(kind, offset, NoteId: from.NoteId, Value: value);
        return from.NoteId != -1 && IsPlayed(from.TypeId) && double.IsFinite(value);
    }

    private static bool IsPlayed(NoteExpressionType type) =>
        type is NoteExpressionType.Volume or NoteExpressionType.Tuning or NoteExpressionType.Vibrato;
}
