using LakhNes.Instrument.Presets;
using LakhNes.Instrument.Tunings;

namespace LakhNes.Engine.State;

/// <summary>
/// How keys are tuned, as fields: the pitches, which are what is heard, and what they were made of. Where there are none, keys
/// are tuned as ever.
/// </summary>
internal static class TuningJson
{
    // as characters; files are no longer
    private const int LongestText = 1 << 20;

    /// <summary>Reads or writes a tuning; a reader refuses what is none.</summary>
    public static Tuning Visit(ISettingsFields fields, Tuning tuning)
    {
        string name = fields.Text("name", tuning.Name, Tuning.LongestName),
            scale = fields.Text("scale", tuning.Scale?.Text ?? "", LongestText),
            map = fields.Text("map", tuning.Map?.Text ?? "", LongestText);
        byte[] bytes = fields.Bytes("pitches", tuning == Tuning.Equal ? [] : tuning.ToBytes(), Tuning.Bytes);
        if (bytes.Length == 0)
            return Tuning.Equal;
        string error = "";
        ScalaScale? ofScale = null;
        KeyboardMap? ofMap = null;
        if (scale.Length > 0 && ScalaScale.TryParse(scale, out ScalaScale readScale, out error))
            ofScale = readScale;
        if (error.Length == 0 && map.Length > 0 && KeyboardMap.TryParse(map, out KeyboardMap readMap, out error))
            ofMap = readMap;
        if (error.Length > 0)
            fields.Refuse(ofScale is null && scale.Length > 0 ? "scale" : "map", $"is none: {error}");
        bool isTuning =
            Tuning.TryReadBytes(bytes, out PitchTable pitches)
            & Tuning.TryMake(name, in pitches, out Tuning visited, ofScale, ofMap);
        if (!isTuning)
            fields.Refuse("pitches", "are no tuning");
        return visited;
    }
}
