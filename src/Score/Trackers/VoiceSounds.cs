using LakhNes.Score.Beats;

namespace LakhNes.Score.Trackers;

/// <summary>
/// Hears a song's instruments off its notes: of each voice the sound that most of its notes are nearest to, as macros. A note's
/// own loudness is taken out of its volumes and told with it.
/// </summary>
public static class VoiceSounds
{
    private const int Longest = 64; // console frames that are looked at
    private const int MostNotes = 160; // of a voice that are compared with each other
    private const int Full = 15;

    // how much another timbre or step of an arpeggio counts against volumes, and how far apart notes of one sound are
    private const double OtherTimbre = 0.5,
        OtherStep = 0.5,
        Near = 0.2;

    // a frame is heard where so many of the notes last so long
    private const double Lasting = 0.2;
    private const int LongestTurn = 8; // of an arpeggio

    private static readonly string[] Names = ["Pulse 1", "Pulse 2", "Triangle", "Noise"];

    /// <summary>The sounds of the four voices; plain where a voice has no notes.</summary>
    /// <param name="song">The song in bars; its frames have velocities and timbres.</param>
    public static TrackerInstrument[] Of(SongBars song) =>
        [.. Enumerable.Range(0, NesVoices.Count).Select(voice => Of((NesVoice)voice, Heard(song, (NesVoice)voice)))];

    /// <summary>A song in steps, each note with the velocity of its loudest moment.</summary>
    public static NesScore InBars(SongBars song)
    {
        NesScore notes = BarQuantiser.Quantise(song);
        Dictionary<(NesVoice, long), int> loudness = [];
        foreach (NesVoice voice in Enum.GetValues<NesVoice>().Where(voice => voice.HasVelocity()))
        {
            foreach (HeardNote note in Heard(song, voice))
                loudness[(voice, BarQuantiser.StepOf(song, note.Start))] = note.Peak;
        }
        IEnumerable<NesEvent> events = notes.Events.SelectMany(e =>
            e.Kind == NesEventKind.NoteOn && loudness.TryGetValue((e.Voice, e.Time), out int peak)
                ? new[] { NesEvent.Velocity(e.Time, e.Voice, peak), e }
                : [e]
        );
        return new NesScore(TimeUnit.Step, [.. events], notes.Length, notes.Bars);
    }

    private static TrackerInstrument Of(NesVoice voice, List<HeardNote> notes)
    {
        HeardNote[] compared = [.. notes.Where((_, i) => i % ((notes.Count + MostNotes - 1) / MostNotes) == 0)];
        if (compared.Length == 0)
            return new TrackerInstrument(Names[(int)voice]) { [MacroKind.Volume] = Macro.Constant(Full) };
        // the note that others are nearest to, and those that are like it
        HeardNote middle = compared.MinBy(note => compared.Sum(other => Distance(note, other) * other.Length))!;
        HeardNote[] alike = [.. compared.Where(note => Distance(note, middle) <= Near)];
        int length = Enumerable
            .Range(1, Longest)
            .LastOrDefault(frames => alike.Count(note => note.Length >= frames) >= Math.Max(Lasting * alike.Length, 1), 1);
        int[] volumes = Frames(length, alike, (note, frame) => note.Volumes[frame]),
            timbres = Frames(length, alike, (note, frame) => note.Timbres[frame]),
            steps = [.. middle.Steps.Take(length)];
        return new TrackerInstrument(Names[(int)voice])
        {
            [MacroKind.Volume] = voice.HasVelocity() ? new Macro([.. Shortened(volumes)]) : Macro.Constant(Full),
            [MacroKind.Duty] = voice.Timbres() > 0 ? new Macro([.. Shortened(timbres)]) : null,
            [MacroKind.Arpeggio] = steps.Any(step => step != 0) ? Turning(steps) : null,
        };
    }

    // of the notes that last so long, the middle one
    private static int[] Frames(int length, HeardNote[] notes, Func<HeardNote, int, int> value)
    {
        int[] frames = new int[length];
        for (int frame = 0; frame < length; frame++)
        {
            int[] values = [.. notes.Where(note => note.Length > frame).Select(note => value(note, frame)).Order()];
            frames[frame] = values.Length > 0 ? values[values.Length / 2] : frames[Math.Max(frame - 1, 0)];
        }
        return frames;
    }

    // the last value stays: it is told once
    private static IEnumerable<int> Shortened(int[] values)
    {
        int length = values.Length;
        while (length > 1 && values[length - 1] == values[length - 2])
            length--;
        return values.Take(length);
    }

    // steps that come again from some point on are a loop
    private static Macro Turning(int[] steps)
    {
        for (int turn = 2; turn <= LongestTurn && steps.Length >= 2 * turn; turn++)
        {
            int from = steps.Length - turn;
            while (from > 0 && steps[from - 1] == steps[from - 1 + turn])
                from--;
            if (steps.Length - from >= 2 * turn)
                return new Macro([.. steps.Take(from + turn)], from);
        }
        return new Macro([.. Shortened(steps)]);
    }

    private static double Distance(HeardNote one, HeardNote other)
    {
        int length = Math.Min(one.Length, other.Length);
        double sum = 0;
        for (int frame = 0; frame < length; frame++)
        {
            sum += Math.Abs(one.Volumes[frame] - other.Volumes[frame]) / (double)Full;
            sum += one.Timbres[frame] != other.Timbres[frame] ? OtherTimbre : 0;
            sum += one.Steps[frame] != other.Steps[frame] ? OtherStep : 0;
        }
        return sum / length;
    }

    // the frames of each note: what it is like when its own loudness is taken out
    private static List<HeardNote> Heard(SongBars song, NesVoice voice)
    {
        NesEvent[] events = [.. song.Score.Events.Where(e => e.Voice == voice)];
        List<HeardNote> notes = [];
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
                notes.Add(new HeardNote(note.Start, length, first, volumes, timbres, steps));
        }
        return notes;
    }

    private sealed record HeardNote(long Start, int Length, int Peak, int[] Volumes, int[] Timbres, int[] Steps);
}
