using System.Collections.Immutable;

namespace LakhNes.Score.Judging;

/// <summary>Some bars of music in song position.</summary>
/// <param name="Notes">The notes by their beginnings, those of one voice without overlaps.</param>
/// <param name="Bars">How many bars it is long, 1 or more.</param>
/// <param name="QuartersPerBar">Length of a bar in quarter notes.</param>
public sealed record Phrase(ImmutableArray<PhraseNote> Notes, int Bars, double QuartersPerBar)
{
    // fewer notes say too little
    private const int FewestNotes = 8;

    /// <summary>How long it is, in quarter notes.</summary>
    public double Length => Bars * QuartersPerBar;

    /// <summary>The notes that begin in it, by their beginnings.</summary>
    public IEnumerable<PhraseNote> Beginnings => Notes.Where(note => note.Begins);

    /// <summary>Notes with a pitch enough begin in it to say something of it.</summary>
    public bool HasMusic => Beginnings.Count(note => note.IsPitched) >= FewestNotes;

    /// <summary>Some of its bars as a phrase of their own. Notes that only sound on from before are among them.</summary>
    /// <param name="first">The first bar, from 0 on.</param>
    /// <param name="bars">How many.</param>
    public Phrase Cut(int first, int bars)
    {
        double from = first * QuartersPerBar,
            to = from + (bars * QuartersPerBar);
        return new Phrase(
            [
                .. Notes
                    .Select(note => note with { Start = note.Start - from, End = note.End - from })
                    .Where(note => note.End > 0 && !(note with { Start = note.Start - (to - from) }).Begins),
            ],
            bars,
            QuartersPerBar
        );
    }

    /// <summary>Its notes of some of the voices.</summary>
    /// <param name="voices">Which voices they are.</param>
    public Phrase Only(Func<NesVoice, bool> voices) => this with { Notes = [.. Notes.Where(note => voices(note.Voice))] };

    /// <summary>Its notes and another's beside them.</summary>
    /// <param name="other">As long, and in other voices.</param>
    public Phrase With(Phrase other) =>
        this with
        {
            Notes = [.. Notes.Concat(other.Notes).OrderBy(note => note.Start).ThenBy(note => note.Voice)],
        };

    /// <summary>A song's notes in song position, rounded up to whole bars.</summary>
    /// <param name="song">In any unit.</param>
    /// <param name="quarterOf">Song position of a time of the song, in quarter notes from its first bar line.</param>
    /// <param name="quartersPerBar">Length of a bar in quarter notes.</param>
    public static Phrase Of(NesScore song, Func<long, double> quarterOf, double quartersPerBar)
    {
        var notes = new List<PhraseNote>();
        PhraseNote?[] open = new PhraseNote?[NesVoices.Count];
        foreach (NesEvent e in song.Events.Where(e => e.IsNote))
        {
            Close((int)e.Voice, quarterOf(e.Time));
            if (e.Kind == NesEventKind.NoteOn)
                open[(int)e.Voice] = new PhraseNote(e.Voice, e.Value, quarterOf(e.Time), 0);
        }
        double end = quarterOf(song.Length);
        for (int voice = 0; voice < NesVoices.Count; voice++)
            Close(voice, end);

        // rounding to console frames may put an end a hair behind its bar line
        int bars = Math.Max(1, (int)Math.Ceiling(end / quartersPerBar - 0.05));
        return new Phrase([.. notes.OrderBy(note => note.Start).ThenBy(note => note.Voice)], bars, quartersPerBar);

        void Close(int voice, double at)
        {
            if (open[voice] is { } note && note.Start < at)
                notes.Add(note with { End = at });
            open[voice] = null;
        }
    }
}
