using System.Globalization;

namespace LakhNes.Score.Text;

/// <summary>
/// The symbols of TX1, TX2 and TXF: <c>WT_n</c>, <c>P1_NOTEON_60</c>, <c>P1_NOTEOFF</c>, <c>P1_VELOCITY_15</c>,
/// <c>P1_TIMBRE_2</c>.
/// </summary>
public static class NesSymbols
{
    private const int MaxWaitDigits = 12;

    private static readonly string?[] Names = new string?[NesVoices.Count * 4 * 128];

    /// <summary>The symbol of an event; its time plays no part.</summary>
    public static string Of(NesEvent e)
    {
        ref string? name = ref Names[((int)e.Voice * 4 + (int)e.Kind) * 128 + (e.Value & 127)];
        return name ??= e.Kind switch
        {
            NesEventKind.NoteOff => $"{e.Voice.Tag()}_NOTEOFF",
            NesEventKind.NoteOn => $"{e.Voice.Tag()}_NOTEON_{e.Value}",
            NesEventKind.Velocity => $"{e.Voice.Tag()}_VELOCITY_{e.Value}",
            _ => $"{e.Voice.Tag()}_TIMBRE_{e.Value}",
        };
    }

    /// <summary>The symbol of a wait.</summary>
    public static string Wait(long units) => string.Create(CultureInfo.InvariantCulture, $"WT_{units}");

    /// <summary>Reads <c>WT_n</c> with n of at least 1.</summary>
    public static bool TryParseWait(ReadOnlySpan<char> symbol, out long units)
    {
        units = 0;
        return symbol.StartsWith("WT_")
            && symbol.Length <= 3 + MaxWaitDigits
            && long.TryParse(symbol[3..], NumberStyles.None, CultureInfo.InvariantCulture, out units)
            && units > 0;
    }

    /// <summary>Reads the symbol of an event that its voice can play; the event's time is 0.</summary>
    public static bool TryParse(ReadOnlySpan<char> symbol, out NesEvent e)
    {
        e = default;
        if (symbol.Length < 6 || symbol[2] != '_')
            return false;
        NesVoice voice;
        switch (symbol[..2])
        {
            case "P1":
                voice = NesVoice.Pulse1;
                break;
            case "P2":
                voice = NesVoice.Pulse2;
                break;
            case "TR":
                voice = NesVoice.Triangle;
                break;
            case "NO":
                voice = NesVoice.Noise;
                break;
            default:
                return false;
        }
        ReadOnlySpan<char> rest = symbol[3..];
        if (rest is "NOTEOFF")
        {
            e = NesEvent.NoteOff(0, voice);
            return true;
        }
        int digits = rest.LastIndexOf('_') + 1;
        if (digits == 0 || !byte.TryParse(rest[digits..], NumberStyles.None, CultureInfo.InvariantCulture, out byte value))
            return false;
        NesEventKind kind;
        bool valid;
        switch (rest[..digits])
        {
            case "NOTEON_":
                (kind, valid) = (NesEventKind.NoteOn, voice.Plays(value));
                break;
            case "VELOCITY_":
                (kind, valid) = (NesEventKind.Velocity, voice.HasVelocity() && value is >= 1 and <= 15);
                break;
            case "TIMBRE_":
                (kind, valid) = (NesEventKind.Timbre, value < voice.Timbres());
                break;
            default:
                return false;
        }
        e = new NesEvent(0, voice, kind, value);
        return valid;
    }
}
