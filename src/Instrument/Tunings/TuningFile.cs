using System.Text;
using LakhNes.Score;

namespace LakhNes.Instrument.Tunings;

/// <summary>
/// Files as tunings: Scala's scales and keyboard maps, and bulk dumps of the MIDI Tuning Standard. A scale keeps the map that
/// there is, and a map the scale.
/// </summary>
public static class TuningFile
{
    /// <summary>Ending of a scale's file, dot included.</summary>
    public const string ScaleExtension = ".scl";

    /// <summary>Ending of a keyboard map's file, dot included.</summary>
    public const string MapExtension = ".kbm";

    /// <summary>Ending of a file of MIDI messages, dot included.</summary>
    public const string MessagesExtension = ".syx";

    private const int LongestFile = 1 << 20;

    /// <summary>Makes a tuning of a file.</summary>
    /// <param name="path">The file; its ending says what it is.</param>
    /// <param name="before">What it comes on top of.</param>
    /// <param name="tuning">The tuning; <paramref name="before"/> where the result is false.</param>
    /// <param name="error">Why not, with the file's name, where the result is false.</param>
    public static bool TryRead(string path, Tuning before, out Tuning tuning, out string error)
    {
        tuning = before;
        byte[] file;
        try
        {
            file = FileBytes.Read(path);
        }
        catch (ScoreFormatException failure)
        {
            error = failure.Message;
            return false;
        }

        string reason = Path.GetExtension(path).ToLowerInvariant() switch
        {
            _ when file.Length is 0 or > LongestFile => "it is empty, or larger than any tuning",
            ScaleExtension => Scale(TextOf(file), Path.GetFileNameWithoutExtension(path), before, out tuning),
            MapExtension => Map(TextOf(file), Path.GetFileNameWithoutExtension(path), before, out tuning),
            MessagesExtension => Messages(file, Path.GetFileNameWithoutExtension(path), before, out tuning),
            _ => $"a tuning is in a file that ends in {ScaleExtension}, {MapExtension} or {MessagesExtension}",
        };
        if (reason.Length > 0)
            tuning = before;
        error = reason.Length > 0 ? $"{path}: {reason}" : "";
        return error.Length == 0;
    }

    private static string Scale(string text, string name, Tuning before, out Tuning tuning)
    {
        tuning = before;
        if (ScalaScale.TryParse(text, out ScalaScale scale, out string error))
            Tuning.TryMake(scale.Description.Length > 0 ? scale.Description : name, scale, before.Map, out tuning, out error);
        return error;
    }

    private static string Map(string text, string name, Tuning before, out Tuning tuning)
    {
        tuning = before;
        if (KeyboardMap.TryParse(text, out KeyboardMap map, out string error))
            Tuning.TryMake(before.Scale is null ? name : before.Name, before.Scale, map, out tuning, out error);
        return error;
    }

    // one message after another, each on top of those before
    private static string Messages(ReadOnlySpan<byte> file, string name, Tuning before, out Tuning tuning)
    {
        PitchTable pitches = before.Pitches;
        Span<KeyTuning> changes = stackalloc KeyTuning[MidiTuning.MostChanges];
        int changed = 0;
        while (file.IndexOf((byte)0xF0) is >= 0 and int begin)
        {
            int length = file[begin..].IndexOf((byte)0xF7) + 1;
            if (length == 0)
                break;
            ReadOnlySpan<byte> message = file.Slice(begin, length);
            int count = MidiTuning.Read(message, changes);
            foreach (KeyTuning change in changes[..count])
                pitches[change.Key] = change.Pitch;
            changed += count;
            if (MidiTuning.NameOf(message) is { Length: > 0 } called)
                name = called;
            file = file[(begin + length)..];
        }

        tuning = before;
        return changed > 0 && Tuning.TryMake(name, in pitches, out tuning) ? "" : "it has no message of the MIDI Tuning Standard";
    }

    // UTF-8, or what Scala wrote before there was any: Latin-1
    private static string TextOf(byte[] file)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(file).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(file);
        }
    }
}
