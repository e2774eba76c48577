namespace LakhNes.Score.Beats;

/// <summary>How a note of a song sounds, console frame by console frame, at most <see cref="Longest"/> of them.</summary>
/// <param name="Start">The frame in which it begins.</param>
/// <param name="Key">MIDI key; of noise 1 to 16.</param>
/// <param name="Length">Frames that are told.</param>
/// <param name="Peak">The velocity of its loudest moment, 1 to 15.</param>
/// <param name="Volumes">Velocities, as if the loudest were 15.</param>
/// <param name="Timbres">Timbres.</param>
/// <param name="Steps">Semitones from its key.</param>
public sealed record NoteFrames(long Start, int Key, int Length, int Peak, int[] Volumes, int[] Timbres, int[] Steps)
{
    /// <summary>Frames that are told at most.</summary>
    public const int Longest = 64;

    private const int Full = NesVoices.FullVelocity;

    /// <summary>The notes of a voice that are heard.</summary>
    /// <param name="song">The song in bars; its frames have velocities and timbres.</param>
    /// <param name="voice">The voice.</param>
    public static List<NoteFrames> Of(SongBars song, NesVoice voice)
    {
        NesEvent[] events = [.. song.Score.Events.Where(e => e.Voice == voice)];
        List<NoteFrames> notes = [];
        int next = 0,
            key = 0,
            velocity = Full,
            timbre = 0;
        foreach (VoiceNote note in song.Notes[(int)voice])
        {
            int length = (int)Math.Min(note.Length, Longest),
                first = 0;
            int[] volumes = new int[length],
                timbres = new int[length],
                steps = new int[length];
            for (int frame = 0; frame < length; frame++)
            {
                for (; next < events.Length && events[next].Time <= note.Start + frame; next++)
                {
                    switch (events[next].Kind)
                    {
                        case NesEventKind.NoteOn:
                            key = events[next].Value;
                            break;
                        case NesEventKind.NoteOff:
                            key = 0;
                            break;
                        case NesEventKind.Velocity:
                            velocity = events[next].Value;
                            break;
                        default:
                            timbre = events[next].Value;
                            break;
                    }
                }
                volumes[frame] = key == 0 ? 0 : velocity;
                timbres[frame] = timbre;
                steps[frame] = key == 0 ? 0 : key - note.Key;
                first = Math.Max(first, volumes[frame]);
            }
            for (int frame = 0; frame < length && first > 0; frame++)
                volumes[frame] = (int)Math.Round(volumes[frame] * Full / (double)first, MidpointRounding.AwayFromZero);
            if (first > 0 && length > 0)
                notes.Add(new NoteFrames(note.Start, note.Key, length, first, volumes, timbres, steps));
        }
        return notes;
    }
}
