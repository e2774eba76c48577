using LakhNes.Score;
using LakhNes.Score.Midi;
using LakhNes.Score.Randomness;

namespace LakhNes.Corpus.Adaptation;

/// <summary>
/// The project's own rules: polyphonic parts become a melody and a bass instead of being lost, the bass goes to the triangle,
/// drums to noise by the General MIDI drum map, and times to console frames. The first piece has the leading line on pulse 1; the
/// others put other lines on the pulses, at random and without repetition.
/// </summary>
internal static class MusicalAdaptation
{
    private const int None = -1;
    private const int FirstUnpitchedProgram = 115; // woodblock, taiko, toms, cymbal and the sound effects
    private const int SparseShare = 20;
    private const double HighestBassKey = 48; // a line on its own is a bass below C3

    /// <summary>The pieces of a file whose length is right.</summary>
    /// <param name="instruments">Its parts.</param>
    /// <param name="tempo">Its tempo map.</param>
    /// <param name="most">The most pieces.</param>
    /// <param name="random">Draws the assignments.</param>
    /// <param name="length">
    /// Pieces are the whole song, up to this frame; null: they go from their first note to their last one, cut.
    /// </param>
    public static AdaptedFile Adapt(
        IReadOnlyList<MidiInstrument> instruments,
        MidiTempoMap tempo,
        int most,
        ref Pcg32 random,
        long? length = null
    )
    {
        List<PartOutcome> outcomes = [];
        List<TimedNote> hits = [];
        List<(Line Line, int Part)> lines = [];
        Duplicates duplicates = new(TimeUnit.Frame.PerSecond);
        foreach (MidiInstrument instrument in instruments)
        {
            TimedNote[] notes =
            [
                .. instrument
                    .Notes.Select(n => new TimedNote(Frame(tempo, n.Start), Frame(tempo, n.End), n.Key, n.Velocity))
                    .OrderBy(n => n.Start)
                    .ThenByDescending(n => n.Key),
            ];
            PartOutcome outcome =
                instrument.IsDrum ? PartOutcome.Drums
                : instrument.Program >= FirstUnpitchedProgram ? PartOutcome.Unpitched
                : !duplicates.Add(notes) ? PartOutcome.Duplicate
                : VoiceSeparation.IsMonophonic(notes) ? PartOutcome.Kept
                : PartOutcome.Split;
            if (outcome == PartOutcome.Drums)
            {
                hits.AddRange(notes);
            }
            else if (outcome == PartOutcome.Kept)
            {
                lines.Add((new Line(notes, instrument.Program), outcomes.Count));
            }
            else if (outcome == PartOutcome.Split)
            {
                (List<TimedNote> melody, List<TimedNote> bass) = VoiceSeparation.Split(notes);
                lines.Add((new Line(melody, instrument.Program), outcomes.Count));
                lines.Add((new Line(bass, instrument.Program), outcomes.Count));
            }
            outcomes.Add(outcome);
        }
        RemoveSparse(lines, outcomes);

        Line[] playable = [.. lines.Select(l => l.Line)];
        IReadOnlyList<TimedNote> noise = DrumLine.Of(hits);
        List<NesScore> pieces = [];
        foreach ((int p1, int p2, int tr) in Assignments(playable, noise.Count > 0, most, ref random))
        {
            NesScore? piece = Ensemble.Score(
                TimeUnit.Frame,
                [For(p1, NesVoice.Pulse1), For(p2, NesVoice.Pulse2), For(tr, NesVoice.Triangle), noise],
                shorten: true,
                length ?? long.MinValue,
                whole: length != null
            );
            if (piece != null)
                pieces.Add(piece);
        }
        return AdaptedFile.Of([.. pieces], outcomes);

        IReadOnlyList<TimedNote> For(int line, NesVoice voice) => line == None ? [] : playable[line].For(voice);
    }

    private static long Frame(MidiTempoMap tempo, long tick) =>
        (long)Math.Round(tempo.SecondsOfTick(tick) * TimeUnit.Frame.PerSecond);

    /// <summary>Drops lines with hardly a note; a part that loses all its lines is sparse.</summary>
    private static void RemoveSparse(List<(Line Line, int Part)> lines, List<PartOutcome> outcomes)
    {
        int most = lines.Count == 0 ? 0 : lines.Max(l => l.Line.Notes.Count);
        HashSet<int> parts = [.. lines.Select(l => l.Part)];
        lines.RemoveAll(l => l.Line.Notes.Count == 0 || l.Line.Notes.Count * SparseShare < most);
        parts.ExceptWith(lines.Select(l => l.Part));
        foreach (int part in parts)
            outcomes[part] = PartOutcome.Sparse;
    }

    /// <summary>Which line each melodic voice plays; the best assignment comes first.</summary>
    private static ReadOnlySpan<(int P1, int P2, int Tr)> Assignments(Line[] lines, bool drums, int most, ref Pcg32 random)
    {
        int[] order = [.. Enumerable.Range(0, lines.Length)];
        if (order.Length > AdaptationOptions.MostParts)
        {
            random.Draw<int>(order, AdaptationOptions.MostParts);
            order = order[..AdaptationOptions.MostParts];
        }
        // leading lines first: high, and sounding most of the time
        long longest = order.Length == 0 ? 1 : order.Max(i => lines[i].SoundingFrames);
        order = [.. order.OrderByDescending(i => lines[i].MeanKey + 24.0 * lines[i].SoundingFrames / longest).ThenBy(i => i)];

        (int, int, int)[] assignments =
        [
            .. Basses(lines, order).SelectMany(bass => OnPulses([.. order.Where(i => i != bass)], bass)),
        ];
        if (assignments.Length == 0 && drums)
            assignments = [(None, None, None)];
        if (assignments.Length > most)
            random.Draw(assignments.AsSpan(1), most - 1);
        return assignments.AsSpan(0, Math.Min(assignments.Length, most));
    }

    /// <summary>
    /// The lines that may play the bass: the lowest of those that a bass plays, or of all, then the others that a bass plays.
    /// </summary>
    private static IEnumerable<int> Basses(Line[] lines, int[] order)
    {
        int[] low = [.. order.Where(i => lines[i].IsBassProgram)];
        if (low.Length == 0)
            low = order;
        int lowest = low.Length == 0 ? None : low.MinBy(i => lines[i].MeanKey);
        if (lowest != None && lines.Length == 1 && lines[lowest].MeanKey >= HighestBassKey)
            return [None];
        return [lowest, .. low.Where(i => i != lowest && lines[i].IsBassProgram)];
    }

    private static IEnumerable<(int, int, int)> OnPulses(int[] lines, int bass) =>
        lines.Length switch
        {
            0 => bass == None ? [] : [(None, None, bass)],
            1 => [(lines[0], None, bass), (None, lines[0], bass)],
            _ => from p1 in lines from p2 in lines where p1 != p2 select (p1, p2, bass),
        };
}
