using LakhNes.Score;
using LakhNes.Score.Midi;

namespace LakhNes.Conversion;

/// <summary>MIDI files of format 2 hold patterns that stand beside each other: one at a time is a song.</summary>
public static class MidiPatterns
{
    /// <summary>What of a file is the song.</summary>
    /// <param name="file">Any MIDI file.</param>
    /// <param name="path">Its name, for messages.</param>
    /// <param name="track">Which pattern, from 1; null: the first, with a warning that names the others.</param>
    /// <exception cref="Score.ScoreFormatException">There is no such pattern.</exception>
    public static MidiFile Choose(MidiFile file, string path, int? track)
    {
        if (file.Format != MidiFileFormat.Independent)
            return track == null
                ? file
                : throw ScoreFormatException.Of(
                    path,
                    "only NSF files, modules and MIDI files of format 2 have tracks to choose from"
                );
        if (track < 1 || track > file.Tracks.Count)
            throw ScoreFormatException.Of(path, $"it has no track {track}, only 1 to {file.Tracks.Count}");
        MidiFile pattern = file.Pattern((track ?? 1) - 1);
        return track != null || file.Tracks.Count == 1
            ? pattern
            : pattern.WithWarning(
                path,
                $"a MIDI file of format 2: pattern 1 of {file.Tracks.Count} is played, --track chooses another"
            );
    }
}
