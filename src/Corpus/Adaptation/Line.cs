using LakhNes.Score;

namespace LakhNes.Corpus.Adaptation;

/// <summary>A monophonic line, in console frames, and what it is good for.</summary>
internal sealed class Line
{
    private const int FirstBassProgram = 32,
        LastBassProgram = 39;

    /// <summary>Makes the line of notes in order of their starts.</summary>
    /// <param name="notes">Each is cut where the next one starts; what then has no length left is dropped.</param>
    /// <param name="program">General MIDI program of its part.</param>
    public Line(IReadOnlyList<TimedNote> notes, int program)
    {
        List<TimedNote> cut = new(notes.Count);
        for (int i = 0; i < notes.Count; i++)
        {
            long end = Math.Max(notes[i].End, notes[i].Start + 1);
            if (i + 1 < notes.Count)
                end = Math.Min(end, notes[i + 1].Start);
            if (end > notes[i].Start)
                cut.Add(notes[i] with { End = end });
        }
        Notes = cut;
        SoundingFrames = cut.Sum(n => n.End - n.Start);
        MeanKey = cut.Sum(n => (double)n.Key * (n.End - n.Start)) / Math.Max(SoundingFrames, 1);
        IsBassProgram = program is >= FirstBassProgram and <= LastBassProgram;
    }

    /// <summary>The notes, none longer than up to the next one.</summary>
    public IReadOnlyList<TimedNote> Notes { get; }

    /// <summary>Frames in which it sounds.</summary>
    public long SoundingFrames { get; }

    /// <summary>Mean MIDI key, by time.</summary>
    public double MeanKey { get; }

    /// <summary>Its part is one of General MIDI's basses.</summary>
    public bool IsBassProgram { get; }

    /// <summary>
    /// The line as a voice plays it: notes outside of its range an octave or more up or down, velocities in its steps.
    /// </summary>
    public IReadOnlyList<TimedNote> For(NesVoice voice) =>
        [.. Notes.Select(n => n.WithVoiceVelocity() with { Key = Fold(n.Key, voice) })];

    private static int Fold(int key, NesVoice voice)
    {
        while (key < voice.LowestNote())
            key += 12;
        while (key > voice.HighestNote())
            key -= 12;
        return key;
    }
}
