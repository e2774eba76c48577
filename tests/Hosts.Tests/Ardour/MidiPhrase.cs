namespace LakhNes.Hosts.Tests.Ardour;

/// <summary>A MIDI file of one track.</summary>
internal static class MidiPhrase
{
    private const byte TicksPerQuarter = 96;
    private const byte NoteOn = 0x90;
    private const byte NoteOff = 0x80;

    /// <summary>Writes eighth notes and returns the file's path.</summary>
    public static string Write(string path, int[] keys)
    {
        const byte length = 40,
            rest = (TicksPerQuarter / 2) - length;
        List<byte> track = [];
        for (int i = 0; i < keys.Length; i++)
            track.AddRange([i == 0 ? (byte)0 : rest, NoteOn, (byte)keys[i], 100, length, NoteOff, (byte)keys[i], 0]);
        track.AddRange([0, 0xFF, 0x2F, 0]);
        File.WriteAllBytes(
            path,
            [.. "MThd"u8, 0, 0, 0, 6, 0, 0, 0, 1, 0, TicksPerQuarter, .. "MTrk"u8, 0, 0, 0, (byte)track.Count, .. track]
        );
        return path;
    }
}
