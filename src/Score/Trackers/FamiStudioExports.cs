namespace LakhNes.Score.Trackers;

/// <summary>
/// How a project of FamiStudio 4.5 is to be exported: passed over, since the song comes after it. Of each of the twelve forms
/// there are fields, and then a list of songs, channels or instruments.
/// </summary>
internal static class FamiStudioExports
{
    // i a number, t a text, f a flag; after the bar what an entry of the list has
    private static readonly string[] Forms =
    [
        "ittttiiifff|iifiii", // sound
        "itttttiiiiitttitff|iifiii", // pictures
        "ttttt|if", // NSF
        "tttt|if", // ROM and FDS
        "iffit|iiii", // MIDI
        "itttttttf", // VGM
        "f|if", // FamiStudio's text
        "|if", // FamiTracker's text
        "tftttff|if", // music as code
        "ttf|if", // effects as code
        "tftttff|if", // and both for FamiTone2
        "ttf|if",
    ];

    /// <summary>Passes over all of them.</summary>
    public static void Skip(FamiStudioCursor cursor)
    {
        foreach (string form in Forms)
        {
            string[] parts = form.Split('|');
            Skip(cursor, parts[0]);
            if (parts.Length == 1)
                continue;
            for (int left = cursor.Count("entries"); left > 0; left--)
                Skip(cursor, parts[1]);
        }
    }

    private static void Skip(FamiStudioCursor cursor, string fields)
    {
        foreach (char field in fields)
        {
            if (field == 'i')
                cursor.Int();
            else if (field == 't')
                cursor.Text();
            else
                cursor.Flag();
        }
    }
}
