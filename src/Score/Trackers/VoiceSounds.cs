using LakhNes.Score.Beats;

namespace LakhNes.Score.Trackers;

/// <summary>
/// Hears a song's instruments off its notes: of each voice the sound that most of its notes are nearest to, as macros. A note's
/// own loudness is taken out of its volumes and told with it.
/// </summary>
public static class VoiceSounds
{
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
        [.. Enumerable.Range(0, NesVoices.Count).Select(voice => Of((NesVoice)voice, NoteFrames.Of(song, (NesVoice)voice)))];

    /// <summary>A song in steps, each note with the velocity of its loudest moment.</summary>
    public static NesScore InBars(SongBars song)
    {
        NesScore notes = BarQuantiser.Quantise(song);
        Dictionary<(NesVoice, long), int> loudness = [];
        foreach (NesVoice voice in Enum.GetValues<NesVoice>().Where(voice => voice.HasVelocity()))
        {
            foreach (NoteFrames note in NoteFrames.Of(song, voice))
                loudness[(voice, BarQuantiser.StepOf(song, note.Start))] = note.Peak;
        }
        IEnumerable<NesEvent> events = notes.Events.SelectMany(e =>
            e.Kind == NesEventKind.NoteOn && loudness.TryGetValue((e.Voice, e.Time), out int peak)
                ? new[] { NesEvent.Velocity(e.Time, e.Voice, peak), e }
                : [e]
        );
        return new NesScore(TimeUnit.Step, [.. events], notes.Length, notes.Bars);
    }

    /// <summary>A song's first bars, each note with the velocity of its loudest moment.</summary>
    /// <param name="song">The song.</param>
    /// <param name="bars">So many at most, 1 or more.</param>
    public static NesScore Phrase(SongBars song, int bars)
    {
        NesScore all = InBars(song);
        int kept = Math.Min(bars, all.Bars.Length);
        NesScore cut = all.Until(all.Bars[kept - 1].End);
        return new NesScore(TimeUnit.Step, cut.Events, cut.Length, [.. all.Bars.Take(kept)]);
    }

    private static TrackerInstrument Of(NesVoice voice, List<NoteFrames> notes)
    {
        NoteFrames[] compared = [.. notes.Where((_, i) => i % ((notes.Count + MostNotes - 1) / MostNotes) == 0)];
        if (compared.Length == 0)
            return new TrackerInstrument(Names[(int)voice]) { [MacroKind.Volume] = Macro.Constant(Full) };
        // the note that others are nearest to, and those that are like it
        NoteFrames middle = compared.MinBy(note => compared.Sum(other => Distance(note, other) * other.Length))!;
        NoteFrames[] alike = [.. compared.Where(note => Distance(note, middle) <= Near)];
        int length = Enumerable
            .Range(1, NoteFrames.Longest)
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
    private static int[] Frames(int length, NoteFrames[] notes, Func<NoteFrames, int, int> value)
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

    private static double Distance(NoteFrames one, NoteFrames other)
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
}
