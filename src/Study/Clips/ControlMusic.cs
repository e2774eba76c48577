using LakhNes.Score;
using LakhNes.Score.Randomness;

namespace LakhNes.Study.Clips;

/// <summary>What no attentive listener takes for music: notes at random.</summary>
internal static class ControlMusic
{
    /// <summary>
    /// As many notes of each voice as a part of a piece has, at random times and on random keys of the voice's whole range; a
    /// note lasts until the next one.
    /// </summary>
    /// <param name="piece">The piece, in samples.</param>
    /// <param name="start">Where the part begins, in samples.</param>
    /// <param name="length">How long it is, in samples.</param>
    /// <param name="random">What draws.</param>
    public static NesScore Like(NesScore piece, long start, long length, ref Pcg32 random)
    {
        List<NesEvent> notes = [];
        foreach (NesEvent e in piece.Events)
        {
            if (e.Kind != NesEventKind.NoteOn || e.Time < start || e.Time >= start + length)
                continue;
            int lowest = e.Voice.LowestNote(),
                key = lowest + random.Next(e.Voice.HighestNote() - lowest + 1);
            notes.Add(NesEvent.NoteOn(random.Next((int)length), e.Voice, key));
        }
        return new NesScore(TimeUnit.Sample, [.. notes.OrderBy(e => e.Time).ThenBy(e => e.Voice)], length);
    }
}
