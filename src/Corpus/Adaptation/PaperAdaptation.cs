using LakhNes.Score;
using LakhNes.Score.Midi;
using LakhNes.Score.Randomness;

namespace LakhNes.Corpus.Adaptation;

/// <summary>
/// LakhNES' <c>adapt_lakh_to_nes</c>: monophonic parts on random voices, a random drum part with a random mapping of its keys to
/// noise. Where the original crashes or draws without a seed, this does neither.
/// </summary>
internal static class PaperAdaptation
{
    private const int None = -1;

    /// <summary>The pieces of a file whose length is right.</summary>
    /// <param name="instruments">Its parts.</param>
    /// <param name="tempo">The tempo map of its first track, which is all that the original reads.</param>
    /// <param name="most">The most pieces.</param>
    /// <param name="random">Draws the assignments.</param>
    public static AdaptedFile Adapt(IReadOnlyList<MidiInstrument> instruments, MidiTempoMap tempo, int most, ref Pcg32 random)
    {
        List<PartOutcome> outcomes = [];
        List<TimedNote[]> parts = [],
            drums = [];
        Duplicates duplicates = new(TimeUnit.Sample.PerSecond);
        foreach (MidiInstrument instrument in instruments)
        {
            TimedNote[] notes =
            [
                .. instrument
                    .Notes.Select(n => new TimedNote(Sample(tempo, n.Start), Sample(tempo, n.End), n.Key, n.Velocity))
                    .OrderBy(n => n.Start),
            ];
            PartOutcome outcome =
                instrument.IsDrum ? PartOutcome.Drums
                : notes.All(n => n.Key < NesVoice.Triangle.LowestNote())
                || notes.All(n => n.Key > NesVoice.Triangle.HighestNote())
                    ? PartOutcome.OutOfRange
                : !IsMonophonic(notes) ? PartOutcome.Polyphonic
                : !duplicates.Add(notes) ? PartOutcome.Duplicate
                : PartOutcome.Kept;
            outcomes.Add(outcome);
            if (outcome == PartOutcome.Drums)
                drums.Add(notes);
            else if (outcome == PartOutcome.Kept)
                parts.Add(notes);
        }

        List<NesScore> pieces = [];
        foreach ((int p1, int p2, int tr, int drum) in Assignments(parts.Count, drums.Count, most, ref random))
        {
            // the original ends a piece with its last drum hit, though it drops that hit where it overlaps another
            TimedNote[] hits = drum == None ? [] : drums[drum];
            NesScore? piece = Ensemble.Score(
                TimeUnit.Sample,
                [
                    Line(p1, NesVoice.Pulse1),
                    Line(p2, NesVoice.Pulse2),
                    Line(tr, NesVoice.Triangle),
                    drum == None ? [] : Noise(hits, ref random),
                ],
                shorten: false,
                hits.Select(hit => hit.End).DefaultIfEmpty(long.MinValue).Max()
            );
            if (piece != null)
                pieces.Add(piece);
        }
        return AdaptedFile.Of([.. pieces], outcomes);

        IReadOnlyList<TimedNote> Line(int part, NesVoice voice) =>
            part == None ? [] : [.. parts[part].Where(n => voice.Plays(n.Key)).Select(n => n.WithVoiceVelocity())];
    }

    private static long Sample(MidiTempoMap tempo, long tick) =>
        (long)Math.Round(tempo.SecondsOfTick(tick) * TimeUnit.Sample.PerSecond);

    private static bool IsMonophonic(TimedNote[] notes)
    {
        for (int i = 1; i < notes.Length; i++)
        {
            if (notes[i - 1].End > notes[i].Start)
                return false;
        }
        return true;
    }

    private static List<(int P1, int P2, int Tr, int Drum)> Assignments(int parts, int drums, int most, ref Pcg32 random)
    {
        int[] order = [.. Enumerable.Range(0, parts)];
        if (parts > AdaptationOptions.MostParts)
        {
            random.Draw<int>(order, AdaptationOptions.MostParts);
            order = order[..AdaptationOptions.MostParts];
        }
        (int P1, int P2, int Tr)[] melodic = parts switch
        {
            0 => [],
            1 => [(0, None, None), (None, 0, None), (None, None, 0)],
            2 => [(None, 0, 1), (None, 1, 0), (0, None, 1), (0, 1, None), (1, None, 0), (1, 0, None)],
            _ => [.. from a in order from b in order where b != a from c in order where c != a && c != b select (a, b, c)],
        };
        if (melodic.Length > most)
        {
            random.Draw<(int, int, int)>(melodic, most);
            melodic = melodic[..most];
        }
        List<(int, int, int, int)> assignments = [];
        foreach ((int p1, int p2, int tr) in melodic)
            assignments.Add((p1, p2, tr, drums == 0 ? None : random.Next(drums)));
        return assignments;
    }

    /// <summary>
    /// A drum part with a random noise note for each key; hits that start before the last one taken has ended are dropped.
    /// </summary>
    private static List<TimedNote> Noise(TimedNote[] hits, ref Pcg32 random)
    {
        Span<int> notes = stackalloc int[128];
        foreach (ref int note in notes)
            note = 1 + random.Next(NesVoice.Noise.HighestNote());
        List<TimedNote> line = [];
        foreach (TimedNote hit in hits)
        {
            if (line.Count == 0 || hit.Start >= line[^1].End)
                line.Add(hit.WithVoiceVelocity() with { Key = notes[hit.Key] });
        }
        return line;
    }
}
